"""Run the cells of a template in this process and put their output in their place.

All cells and inline expressions of a template share one namespace, as in a Jupyter kernel. What a cell shows is what
it prints, and the Markdown of its last expression.
"""

from __future__ import annotations

import ast
import io
import os
import traceback
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.report.errors import ReportError
from pipeline.report.markdown import escape
from pipeline.report.qmd import INLINE, Cell, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.report.qmd import Source


def run(source: Source, environment: Mapping[str, str]) -> str:
    """The template as Markdown, its code replaced by what it shows.

    Raises
    ------
    ReportError
        If a cell or an inline expression fails: file, line and message.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    shown: list[str] = []
    with _environment(environment, source.path.parent):
        for part in source.parts:
            if isinstance(part, Cell):
                shown.append(_cell(part, namespace))
            else:
                shown.append(_inline(part.text, part.file, part.number, namespace))
    return "\n".join(shown) + "\n"


@contextmanager
def _environment(environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """Environment and current folder as the cells expect them; both as before afterwards."""
    before = {name: os.environ.get(name) for name in environment}
    here = Path.cwd()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _cell(cell: Cell, namespace: dict[str, Any]) -> str:
    printed = io.StringIO()
    name = str(cell.file)
    try:
        tree = ast.parse("\n" * (cell.line - 1) + cell.code, filename=name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with redirect_stdout(printed):
            exec(compile(tree, name, "exec"), namespace)  # noqa: S102 - running the project's own template is the point
            if last is not None:
                _display(eval(compile(ast.Expression(last.value), name, "eval"), namespace))  # noqa: S307
    except Exception as error:
        raise _failure(error, cell.file, cell.line) from error
    if cell.options.get("include") is False or cell.options.get("output") is False:
        return ""
    return _labelled(printed.getvalue(), cell.options)


def _display(value: object) -> None:
    if value is not None:
        print(value._repr_markdown_() if hasattr(value, "_repr_markdown_") else escape(value))


def _labelled(output: str, options: dict[str, Any]) -> str:
    """A labelled cell is a figure or table with the caption of its options."""
    label = str(options.get("label", ""))
    if not label.startswith(("fig-", "tbl-")):
        return output
    alt = str(options.get("fig-alt", "")).replace('"', '\\"')
    extra = f' fig-alt="{alt}"' if alt else ""
    caption = options.get("fig-cap" if label.startswith("fig-") else "tbl-cap", "")
    return f"\n::: {{#{label}{extra}}}\n\n{output.strip()}\n\n{caption}\n:::\n"


def _inline(text: str, file: Path, line: int, namespace: dict[str, Any]) -> str:
    def value(match: Any) -> str:
        try:
            found = eval(match[1].strip(), namespace)  # noqa: S307 - the project's own template
        except Exception as error:
            raise _failure(error, file, line) from error
        return found._repr_markdown_() if hasattr(found, "_repr_markdown_") else escape(found)

    return INLINE.sub(value, text)


def _failure(error: Exception, file: Path, line: int) -> ReportError:
    """The error of a cell, with the last line of the template that took part in it."""
    if isinstance(error, SyntaxError):
        line = error.lineno or line
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == str(file) and frame.lineno:
            line = frame.lineno
    kind = "" if isinstance(error, ReportError) else f"{type(error).__name__}: "
    return ReportError(f"{at(file, line)}: {kind}{error}")
