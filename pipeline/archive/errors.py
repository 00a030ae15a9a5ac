"""What goes wrong with a package, in words for whoever deposits data."""

from __future__ import annotations


class ArchiveError(Exception):
    """A package cannot be made as asked; the message says why and what to do. Nothing has been written."""
