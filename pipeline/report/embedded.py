"""The embedded renderer: the same ``.qmd`` without the Quarto binary, with the pandoc and Typst that come as wheels.

The cells run once; the Markdown they make is parsed once; page and PDF are written from that one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pipeline.report import document, execution, page, pandoc, pdf, qmd, subset

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def configuration(folder: Path, profile: str) -> dict[str, Any]:
    """The options of ``_quarto.yml`` and of a profile over them, as far as the subset knows them."""
    merged: dict[str, Any] = {}
    for name in ("_quarto.yml", f"_quarto-{profile}.yml"):
        path = folder / name
        if path.is_file():
            merged.update(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    return merged


def render(
    template: Path,
    metadata: Path,
    *,
    language: str,
    environment: Mapping[str, str],
    formats: Iterable[str],
    timestamp: dt.datetime,
    faces: str,
) -> dict[str, bytes]:
    """Render a template in memory; one entry per format (``html``, ``pdf``).

    Parameters
    ----------
    template
        The ``.qmd`` file; style and templates lie beside it.
    metadata
        A YAML or JSON file with title, subtitle and the other words of the title block.
    environment
        Variables the cells find in ``os.environ``.
    faces
        Style rules that carry the fonts of the page.

    Raises
    ------
    ReportError
        With file and line, if the template leaves the subset or one of its cells fails.
    """
    folder = template.parent
    source = qmd.read(template)
    subset.check(source)
    options = {**configuration(folder, language), **source.front_matter}
    parsed = pandoc.parse(execution.run(source, environment), metadata)
    return typeset(
        parsed, folder, options, language=language, formats=formats, timestamp=timestamp, faces=faces
    )  # fmt: skip


def typeset(
    parsed: document.Node,
    folder: Path,
    options: Mapping[str, Any],
    *,
    language: str,
    formats: Iterable[str],
    timestamp: dt.datetime,
    faces: str,
) -> dict[str, bytes]:
    """Page and PDF of a document tree; one entry per format.

    Parameters
    ----------
    parsed
        The tree as pandoc reads it, with the words of the title block.
    folder
        Where style and templates lie; pictures are relative to it.
    options
        Those of Quarto's files: see :func:`configuration`.
    """
    for key in ("lang", "toc-title"):
        if key in options:
            parsed["meta"].setdefault(key, {"t": "MetaString", "c": str(options[key])})
    results: dict[str, bytes] = {}
    for kind in formats:
        numbered = document.prepare(parsed, language=language, output="typst" if kind == "pdf" else "html")
        if kind == "pdf":
            results[kind] = pdf.compile_pdf(pdf.write(numbered, folder).encode(), folder, timestamp)
        else:
            results[kind] = page.write(numbered, folder, dict(options), faces).encode()
    return results
