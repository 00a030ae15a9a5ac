"""YAML with line numbers: plain Python values, and for every key and list entry the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOL = "tag:yaml.org,2002:bool"
_DEEPEST = 20

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """One thing to mend in a file a person wrote."""

    file: str
    line: int
    found: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f"\n    Hint: {self.hint}" if self.hint else ""
        return f"{self.file}, line {self.line}: {self.found}{hint}"


class QuestionnaireError(ValueError):
    """The questionnaire (or a small YAML file beside it) has mistakes; ``mistakes`` lists every one of them."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = in_order(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Each mistake once, by file and line."""
    return sorted(set(mistakes), key=lambda mistake: (mistake.file, mistake.line, mistake.found))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint for a name that leads nowhere: the one that was probably meant, or those there are."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return (
        f"known are: {', '.join(names[:12])}{' ...' if len(names) > 12 else ''}" if names else "there are none so far"
    )


@dataclass
class YamlSource:
    """One parsed file: ``data`` as plain values, ``lines`` from location (keys and indices) to line number."""

    file: str
    data: Any
    lines: dict[Location, int] = field(default_factory=dict)

    def line(self, location: Location) -> int:
        """The line of a location, or of the nearest enclosing entry that the file has."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def mistake(self, location: Location, found: str, hint: str = "") -> Mistake:
        """A mistake at that place of this file."""
        return Mistake(self.file, self.line(location), found, hint)


def read_yaml(path: Path, shown_as: str) -> YamlSource:
    """Parse one YAML file; a syntax error or a key written twice raises :class:`QuestionnaireError` with its line.

    Parameters
    ----------
    path:
        The file.
    shown_as:
        How messages name it, usually the path relative to the project.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        mistake = Mistake(shown_as, 1, "the file does not exist", "create it or fix the name")
        raise QuestionnaireError([mistake]) from None
    except OSError as error:
        hint = "check the file's permissions, and that it is a file and not a folder"
        raise QuestionnaireError([Mistake(shown_as, 1, f"cannot be read: {error.strerror}", hint)]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        raise QuestionnaireError([Mistake(shown_as, line, "a character that is not UTF-8", hint)]) from None
    return parse_yaml(text, shown_as)


def parse_yaml(text: str, shown_as: str) -> YamlSource:
    """Parse YAML that is no file yet, see :func:`read_yaml`."""
    source = YamlSource(shown_as, None)
    try:
        loader = _LOADER(text)
        try:
            source.data = _construct(loader, loader.get_single_node(), (), source)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        hint = "check indentation (blanks, never tabs), a missing colon, or a text with ': ' or '#' that needs quotes"
        raise QuestionnaireError([Mistake(shown_as, line, f"not valid YAML: {error.problem}", hint)]) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        hint = "delete the invisible control character on this line (often pasted from another program)"
        raise QuestionnaireError([Mistake(shown_as, line, "a character that YAML does not allow", hint)]) from None
    return source


def _construct(loader: Any, node: Any, location: Location, source: YamlSource) -> Any:
    if node is None:
        return None
    if len(location) > _DEEPEST:
        hint = "write the entry out instead of repeating it with & and *"
        found = "entries nested without end"
        raise QuestionnaireError([Mistake(source.file, node.start_mark.line + 1, found, hint)])
    source.lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            # Keys are names and stay as written: an answer code Y, 1 or 007 is a text, not a truth value or a number.
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping:
                hint = f"'{key}' stands here twice (first on line {source.lines[(*location, key)]}); keep one of them"
                raise QuestionnaireError([Mistake(source.file, line, f"duplicate key '{key}'", hint)])
            source.lines[(*location, key)] = line
            mapping[key] = _construct(loader, value_node, (*location, key), source)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, child, (*location, index), source) for index, child in enumerate(node.value)]
    return _scalar(loader, node, source)


def _scalar(loader: Any, node: Any, source: YamlSource) -> Any:
    # YAML 1.1 reads Yes, No, On and Off as truth values; in a questionnaire they are answers.
    if node.tag == _BOOL and node.value.lower() not in ("true", "false"):
        return node.value
    try:
        return loader.construct_object(node, deep=True)
    except ValueError:
        found = f"'{node.value}' looks like a date or a number but is none"
        hint = "write a date as year-month-day, e.g. 2016-12-01, and a text in quotes"
        raise QuestionnaireError([Mistake(source.file, node.start_mark.line + 1, found, hint)]) from None
