from __future__ import annotations

from collections import Counter

import pytest

from pipeline.ingest import account


def test_an_account_that_adds_up():
    outcomes = Counter(personal=2, stored=4, recoded=0)
    assert account.close(outcomes, 2, 3) == {"stored": 4, "personal": 2}


@pytest.mark.parametrize("outcomes", [Counter(stored=5), Counter(stored=7), Counter(stored=5, lost=1)])
def test_an_account_that_does_not_add_up_is_a_bug(outcomes):
    with pytest.raises(account.AccountError, match="2 x 3 = 6 cells"):
        account.close(outcomes, 2, 3)


def test_the_summary_ends_with_the_total():
    assert account.summary({"stored": 1, "metadata": 2}).splitlines()[-1] == " 3  cells of the export"
