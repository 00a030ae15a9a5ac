from __future__ import annotations

import pytest

from pipeline.fielding import Artefact, FieldingError, Problem


@pytest.mark.parametrize("name", ["", "a/b", "a\\b", ".hidden", "../up"])
def test_an_artefact_is_a_file_of_the_folder_and_nothing_else(name):
    with pytest.raises(ValueError, match="no plain file name"):
        Artefact(name, b"")


def test_every_problem_is_said_once_with_what_is_accepted_and_what_to_do():
    first = Problem("tasks", "found this", "that", "do so")
    error = FieldingError("2027", "LimeSurvey", [first, Problem("title", "too long", "200", "shorten it"), first])
    assert str(error).splitlines() == [
        "2027 cannot be written for LimeSurvey (2 problems); nothing was written.",
        "tasks: found this", "    Accepted: that", "    Hint: do so",
        "title: too long", "    Accepted: 200", "    Hint: shorten it",
    ]  # fmt: skip
