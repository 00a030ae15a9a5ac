from __future__ import annotations

from pipeline.statistics.result import Undefined
from pipeline.wording.undefined import UNDEFINED


def test_every_reason_has_its_words_in_both_languages():
    assert set(UNDEFINED) == set(Undefined)
    for german, english in UNDEFINED.values():
        assert german != english
        assert not german.endswith(".")
