-- Quarto's Typst output leaves out alt texts, without which a PDF is not accessible. This puts them back.
local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

function Image(image)
  local alt = image.attributes["fig-alt"] or image.attributes["alt"] or ""
  local source = image.src:gsub("%%20", " ")
  return pandoc.RawInline("typst", "#image(" .. quoted(source) .. ", alt: " .. quoted(alt) .. ", width: 100%)")
end
