"""A third wave of the small questionnaire: the late one asked again, changed in one place or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.questionnaire.small import FILES

if TYPE_CHECKING:
    from tests.questionnaire.small import Small

LATER = "waves/later.yaml"
ENTRY = """\
- between: [{first}, {second}]
  question: {question}
  {items}comparable: {comparable}
  reason: {{de: Grund, en: reason}}
"""


def ask_again(small: Small, *edits: tuple[str, str], name: str = "later", day: str = "2027-11-01") -> Small:
    """The late wave under another name and later date, each edit (old, new) made in it."""
    text = FILES["waves/late.yaml"].replace("wave: late", f"wave: {name}")
    text = text.replace("[2016-12-01, 2016-12-20]", f"[{day}, {day[:4]}-12-20]")
    small.write(f"waves/{name}.yaml", text)
    for edit in edits:
        small.change(f"waves/{name}.yaml", *edit)
    return small


def declare(small: Small, question: str, *, comparable: bool = True, items: str = "", **waves: str) -> Small:
    """One more entry of the crosswalk, for the late and the later wave unless others are named."""
    between = {"first": "late", "second": "later"} | waves
    listed = f"items: [{items}]\n  " if items else ""
    entry = ENTRY.format(question=question, items=listed, comparable=str(comparable).lower(), **between)
    path = small.folder / "crosswalk.yaml"
    small.write("crosswalk.yaml", path.read_text(encoding="utf-8") + entry)
    return small
