"""Whose table it is, where the file format does not tell: workbooks, SPSS and Stata files come from every tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pipeline.ingest import generic, kobo, qualtrics, sosci, unipark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.export import Export


class Tool(Protocol):
    """A module that knows the columns of one survey tool."""

    TOOL: str

    def recognises(self, records: Sequence[Sequence[str]]) -> bool:
        """Whether the first lines of a table are those of the tool."""
        ...

    def heads(self, records: Sequence[Sequence[str]]) -> int:
        """How many of the first lines are headings."""
        ...

    def annotate(self, export: Export) -> Export:
        """The export with roles of columns and the tool's convention."""
        ...


TOOLS: tuple[Tool, ...] = (sosci, unipark, qualtrics, kobo)


def tool_of(headings: Sequence[str], below: Sequence[Sequence[str]] = ()) -> Tool | None:
    """The tool whose columns these are, by its headings and the lines below them."""
    return next((tool for tool in TOOLS if tool.recognises([headings, *below])), None)


def annotated(export: Export) -> Export:
    """The export with what is known of its tool; of an unknown one only our own codes."""
    tool = tool_of(export.headings)
    return generic.annotate(export) if tool is None else tool.annotate(export)
