"""Read a rendered page as a reader does: words in order, pictures, headings, links within the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = {"p", "li", "td", "th", "tr", "h1", "h2", "h3", "figcaption", "caption", "summary", "table", "figure", "div"}


class Page(HTMLParser):
    """What stands between ``<main>`` and ``</main>``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.targets: set[str] = set()
        self._inside = False
        self._heading: str | None = None
        self._text: list[str] = []
        self.feed(html)
        self.words = " ".join("".join(self._text).split()).split(" ")

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "main":
            self._inside = True
        if not self._inside:
            return
        if given.get("id"):
            self.targets.add(given["id"])
        if tag == "img":
            self.pictures.append((given["src"], given.get("alt", "")))
        if tag == "svg":
            self.pictures.append((given["viewbox"], given.get("aria-label", "")))
        if tag == "a" and given.get("href", "").startswith("#"):
            self.links.append(given["href"])
        if tag in ("h1", "h2", "h3"):
            self._heading = tag
            self.headings.append((tag, ""))
        if tag in BLOCKS:
            self._text.append(" ")

    def handle_endtag(self, tag):
        if tag == "main":
            self._inside = False
        if tag == self._heading:
            self._heading = None
        if tag in BLOCKS:
            self._text.append(" ")

    def handle_data(self, data):
        if self._inside:
            self._text.append(data)
            if self._heading:
                tag, text = self.headings[-1]
                self.headings[-1] = (tag, text + data)


def without_renderer(words: list[str], identity: str) -> str:
    """The words of a page, less what it says of its renderer."""
    return re.sub(re.escape(" ".join(identity.split())), "RENDERER", " ".join(words))
