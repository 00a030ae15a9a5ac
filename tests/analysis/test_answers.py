from __future__ import annotations

import numpy as np

from tests.build import survey, wave_data


def test_answers_keep_every_respondent_and_every_level(questionnaire, tmp_path):
    given = {"size_class": [1, 6, None], "coping": [1, None, 5]}
    with survey(tmp_path, questionnaire, wave_data(questionnaire, "2016-12", given, wave="w")) as built:
        frame = built.answers("w", ["coping", "engagement"])
    assert frame["respondent"].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(frame["coping"], [5, np.nan, 1])
    assert frame["engagement"].isna().all()
    assert frame["size_group"].tolist()[:2] == ["large_cities", "small_municipalities"]
    assert len(frame["size_group"].cat.categories) == 5
    assert frame["size_group"].isna().tolist() == [False, False, True]


def test_an_option_that_stands_for_not_known_is_no_answer(questionnaire, tmp_path):
    with survey(
        tmp_path, questionnaire, wave_data(questionnaire, "2016-12", {"migrant_share": [1, 8, 7]}, wave="w")
    ) as built:
        frame = built.answers("w", ["migrant_share"], codes=True)
    np.testing.assert_array_equal(frame["migrant_share"], [1, np.nan, 7])
