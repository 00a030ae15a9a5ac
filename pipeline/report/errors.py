"""The one error of this room: a message for the person who asked for a report."""

from __future__ import annotations


class ReportError(Exception):
    """A report could not be made. The message says what was read, what was found and what to do next."""
