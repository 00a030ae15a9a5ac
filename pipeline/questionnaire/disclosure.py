"""What is too small to be published: the one place where a project sets it, ``questionnaire/disclosure.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.questionnaire.scale import Frozen


class Disclosure(Frozen):
    """Rules of publication; what they mean is told in ``docs/disclosure.md``.

    ``minimum_answers`` is the threshold of groups and counts, ``protection`` how far apart the smallest and the largest
    possible value of a withheld small count must lie, ``overall`` whether counts over all municipalities are published
    whatever their size, ``prefer`` what a group keeps besides its n and mean where not everything is safe: the spread
    (``interval``) or the share of the two highest answers (``top2``).
    """

    minimum_answers: Annotated[int, Field(ge=1)] = 5
    protection: Annotated[int, Field(ge=1)] = 2
    overall: Literal["published", "suppressed"] = "published"
    prefer: Literal["interval", "top2"] = "interval"
