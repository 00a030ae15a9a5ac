"""The page: internal, in two languages, without a name, whatever there is to show."""

from __future__ import annotations

import base64
import datetime as dt
import re

import pytest

from pipeline.monitor import Limits, render
from pipeline.monitor.cases import cases
from pipeline.monitor.fieldwork import fieldwork
from pipeline.monitor.page import Reader
from tests import build
from tests.monitor.building import entry, listed, responses

PERIOD = (dt.date(2027, 1, 11), dt.date(2027, 1, 20))


def state(questionnaire, entries, rows, *, synthetic=False, pseudonyms="abcdefgh", data=True):
    answered = (
        build.wave_data(questionnaire, "2016-12", build.random_answers(questionnaire, "2016-12", 3)) if data else None
    )
    found = cases(entries, [*pseudonyms][: len(entries)], rows)
    return fieldwork(
        questionnaire, "2027", "2016-12", field_period=PERIOD, synthetic=synthetic, invited=listed(*entries), found=found,
        frame=rows, data=answered, limits=Limits(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def usual(questionnaire):
    entries = [
        entry(line, f"SecretToken{line}", f"0599900{line}", size_class=4 + line % 2, state=10, invited_at=PERIOD[0])
        for line in range(8)
    ]
    rows = responses(
        ("a", "complete", "complete"), ("b", "partial", "break_off"), ("c", "opened", "opened"), ("d", "test", "complete"),
        ("a", "duplicate", "complete"),
    )  # fmt: skip
    return state(questionnaire, entries, rows, synthetic=True)


@pytest.fixture(scope="module")
def page(usual):
    return render(usual, reminder="reports/_output/internal/2027-reminder.csv")


def pictures(page):
    addresses = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    return [base64.b64decode(address).decode() for address in addresses]


def test_the_page_says_in_its_head_that_it_is_internal(page):
    for language, word in (("de", "Intern"), ("en", "Internal")):
        main = re.search(rf'<main lang="{language}">.*?</main>', page, re.DOTALL)[0]
        assert f'<span class="mark">{word}</span>' in main[:200]
    assert "<title>Intern: Feldmonitor 2027" in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_names_nobody(page):
    shown = page + "".join(pictures(page))
    for secret in ("SecretToken", "Geheim", "05999"):
        assert secret not in shown


def test_the_page_asks_for_nothing_outside_itself(page):
    links = re.findall(r"""(?:src|href|srcset|action)\s*=\s*["']?([^"'>\s]*)""", page)
    assert all(link.startswith("data:") for link in links)
    assert "<script" not in page


def test_every_picture_says_whose_it_is(page):
    found = pictures(page)
    assert len(found) == 8
    alts = re.findall(r'<img src="[^"]+" alt="([^"]+)"', page)
    assert len(alts) == 8
    assert all("ynthetic" in alt or "ynthetisch" in alt for alt in alts)
    assert "Höchster Rücklauf" in alts[1]


def test_the_language_asked_for_is_shown_first(usual):
    assert 'id="show-de" lang="de" checked' in render(usual)
    english = render(usual, first="en")
    assert 'id="show-en" lang="en" checked' in english
    assert '<html lang="en">' in english


def test_numbers_are_written_as_the_language_has_them(usual):
    german, english = (Reader(usual, language, "list.csv") for language in ("de", "en"))
    assert german.tiles[2][0] == "12,5\N{NARROW NO-BREAK SPACE}%"
    assert english.tiles[2][0] == "12.5%"
    assert [value for value, _ in english.tiles] == ["8", "1", "12.5%", "2", "5"]
    assert english.reminder.startswith("7 municipalities have not submitted")


def test_what_is_one_is_in_the_singular(questionnaire):
    rows = responses(("a", "complete", "complete"), ("x", "complete", "complete"), (None, "partial", "break_off"))
    found = Reader(state(questionnaire, [entry(2), entry(3)], rows), "en", "list.csv")
    assert found.basis[1:] == [
        "One response has an access code that is not on the list; it is not counted here.",
        "One response has no access code; it is not counted here.",
    ]
    assert found.reminder.startswith("One municipality has not submitted")


@pytest.mark.parametrize(
    ("size", "rows", "pseudonyms", "data"),
    [
        (0, (), "", False),
        (0, (("a", "complete", "complete"),), "", True),
        (1, (), "a", False),
        (2, (("a", "opened", "opened"),), "ab", True),
        (2, ((None, "complete", "complete", {"size_class": 4}),), "ab", True),
        (1, ((None, "complete", "complete"),) * 3, "a", True),
        (3, tuple((unit, "complete", "complete", {"submitted_at": None}) for unit in "abc"), "abc", True),
    ],
)
def test_every_shape_makes_a_page(questionnaire, size, rows, pseudonyms, data):
    entries = [entry(line, size_class=4, state=10) for line in range(size)]
    page = render(state(questionnaire, entries, responses(*rows), pseudonyms=pseudonyms, data=data))
    text = re.sub(r"<style>.*?</style>|data:[^\"]+", "", page, flags=re.DOTALL)
    assert not re.search(r"\bnan\b|None", text)
    assert text.count("<main") == 2
