from __future__ import annotations

import pytest

from pipeline.questionnaire.model import Classification, Level
from tests.build import random_answers, survey, wave_data
from tests.fielding.conftest import every_type, questionnaire_of, scale, text

EVERY_KIND = {
    "size": [1, 2, 6, -9, -8, -7, -6, -5, -4, 5],
    "land": [1, 16, 3, None, 5, 6, 7, 8, 9, 10],
    "facility": [1, 2, 1, 2, None, -6, -4, 1, 1, 1],
    "facility_name": ["Amt für Migration", None, "  =SUMME(A1)  ", "", 'ja; nein, "vielleicht"\nnoch', None, "x" * 400, None, "a", "b"],
    "tasks_time": [1, 2, 3, 4, 5, 6, -9, -6, -4, 1],
    "staff": [0.0, 12.5, -9, -8, -7, -6, -5, -4, 5000.0, 7.0],
    "practice_school": [1, 2, 1, 2, 1, 2, -6, -4, 1, 2],
    "practice_other": ["Garten", None, "Chor", None, None, None, None, None, None, None],
}  # fmt: skip
"""Ten responses with every type of question and every kind of missing answer."""


@pytest.fixture
def every_kind(tmp_path):
    """A survey whose one wave has :data:`EVERY_KIND`, its sixth response a test."""
    questionnaire = questionnaire_of(every_type())
    status = ["complete"] * 4 + ["partial", "test", "duplicate"] + ["complete"] * 3
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2027", EVERY_KIND, status=status)) as opened:
        yield opened


@pytest.fixture(scope="session")
def answered(questionnaire, tmp_path_factory):
    """A survey of this repository's questionnaire, answered at random by 60 municipalities."""
    answers = random_answers(questionnaire, "2016-12", 60, seed=7)
    with survey(
        tmp_path_factory.mktemp("answered"), questionnaire, wave_data(questionnaire, "2016-12", answers)
    ) as opened:
        yield opened


def grouped(wave):
    """A questionnaire with one wave, three size classes of which two are one group, and two Länder."""
    levels = [
        Level(code=1, id="big", label=text("groß"), codes=(1,)),
        Level(code=2, id="small", label=text("klein"), codes=(2, 3)),
    ]
    classifications = {"group": Classification(title=text("Gruppe"), of="size_class", levels=levels)}
    made = questionnaire_of(wave, {"classes": scale(3), "two": scale(2)})
    return type(made)(waves=made.waves, scales=made.scales, classifications={
        "class": Classification(title=text("Klasse"), of="size_class", levels=[
            Level(code=code, id=f"c{code}", label=text(f"Klasse {code}"), codes=(code,)) for code in (1, 2, 3)
        ]),
        **classifications,
    })  # fmt: skip
