"""The package: whole or not at all, described by itself, the same for the same answers."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
import subprocess

import polars as pl
import pytest
from lxml import etree

from pipeline.analysis import Survey
from pipeline.archive import ArchiveError, data, package, parts
from pipeline.archive.parts import PARTS, Making
from pipeline.fielding import ddi_check
from pipeline.questionnaire import LANGUAGES
from tests.fielding.test_ddi import SCHEMAS

REPORTS = dict.fromkeys(LANGUAGES, b"%PDF-1.7 report")
CHEAP = (
    "data_sav",
    "data_dta",
    "data_parquet",
    "data_csv",
    "open_answers",
    "shortenings",
    "method_text",
    "ddi",
    "readme",
    "checksums",
)


def packed(project, *, internal=False, reports=REPORTS):
    with Survey.open(project.root) as survey:
        return package.package(project, survey, "demo", reports, internal=internal)


@pytest.fixture(scope="module")
def demo(demo_project):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "PARTS", PARTS)
        return packed(demo_project)


@pytest.fixture(scope="module")
def quick():
    """Packages without the parts that are set by Typst."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "PARTS", tuple(part for part in PARTS if part.key in CHEAP))
        yield


@pytest.fixture(scope="module")
def light(demo_project, quick):  # noqa: ARG001  (a setting)
    return packed(demo_project)


@pytest.mark.slow
def test_every_part_is_there_and_lists_the_others(demo):
    expected = {
        *(f"demo.{language}.{kind}" for language in LANGUAGES for kind in ("sav", "dta")),
        "demo.parquet", "demo.csv", "demo-open-answers.csv", "demo-shortenings.csv", "demo-ddi.xml", "demo-README.md", "demo-SHA256SUMS",
        *(f"demo-{part}.{language}.pdf" for language in LANGUAGES for part in ("questionnaire", "codebook", "report", "method")),
        *(f"demo-method.{language}.md" for language in LANGUAGES),
    }  # fmt: skip
    assert set(demo) == expected
    assert all(demo[name].startswith(b"%PDF") for name in expected if name.endswith(".pdf"))
    readme = demo["demo-README.md"].decode()
    assert all(f"`{name}`" in readme for name in expected)
    described = etree.fromstring(demo["demo-ddi.xml"])
    files = {
        e.findtext("{*}fileName"): e.findtext(".//{*}digitalFingerprintValue")
        for e in described.iterfind(".//{*}fileTxt")
    }
    assert files == {
        name: hashlib.sha256(demo[name]).hexdigest()
        for name in expected
        if re.search(r"\.(sav|dta|parquet)$|^demo\.csv$", name)
    }
    materials = " ".join(e.text for e in described.iterfind(".//{*}relMat"))
    assert all(name in materials for name in expected if name.endswith(".pdf"))


@pytest.mark.slow
def test_checksums_hold_for_every_file(demo, tmp_path):
    package.write(tmp_path, demo)
    listed = dict(line.split("  ")[::-1] for line in demo["demo-SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in demo.items() if name != "demo-SHA256SUMS"
    }
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "demo-SHA256SUMS"], cwd=tmp_path, check=False)  # noqa: S607
    assert checked.returncode == 0


@pytest.mark.slow
def test_the_description_is_valid_and_says_synthetic(demo):
    content = demo["demo-ddi.xml"]
    assert not list(ddi_check.problems(etree.fromstring(content)))
    if (SCHEMAS / "codebook.xsd").is_file():
        ddi_check.validate(content, SCHEMAS, "demo")
    for name in ("demo-ddi.xml", "demo-README.md", "demo-method.de.md"):
        assert "synthetisch" in demo[name].decode()
    assert set(pl.read_csv(demo["demo.csv"])["provenance"]) == {"synthetic"}


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_the_same_answers_give_the_same_package(demo_project, light):
    assert packed(demo_project) == light


@pytest.mark.usefixtures("quick")
def test_an_internal_package_says_so_everywhere(demo_project):
    files = packed(demo_project, internal=True)
    assert all(name.startswith("demo-internal") for name in files)
    assert files["demo-internal.csv"].startswith(b'"internal"')
    assert b"INTERN" in files["demo-internal.de.sav"][:200]
    assert b"INTERNAL" in files["demo-internal.en.dta"][:2000]
    assert "INTERN" in files["demo-internal-ddi.xml"].decode().upper()
    assert "demo-internal-open-answers.csv" not in files
    frame = pl.read_parquet(io.BytesIO(files["demo-internal.parquet"]))
    assert frame.height == 39
    assert frame["size_class"].n_unique() > 5
    assert "not to be passed on" in files["demo-internal-README.md"].decode()


def test_the_scientific_package_has_nothing_of_the_export_in_it(demo_project, light):
    with Survey.open(demo_project.root) as survey:
        people = survey.microdata("demo", everyone=True).respondents
    for unit in people["unit"].drop_nulls():
        assert not [name for name, content in light.items() if unit.encode() in content]
    assert not [name for name in ("demo.csv", "demo.parquet", "demo.de.sav") if b"size_class" in light[name]]


def test_a_part_that_is_missing_stops_the_package(demo_project, monkeypatch):
    monkeypatch.setattr(package, "PARTS", tuple(part for part in PARTS if part.key in ("report", "checksums")))
    with pytest.raises(ArchiveError, match=r"demo-report\.en\.pdf cannot be made"):
        packed(demo_project, reports={"de": b"%PDF"})
    with pytest.raises(ArchiveError, match=r"demo-report\.de\.pdf has nothing in it"):
        packed(demo_project, reports={"de": b"", "en": b"%PDF"})


def test_every_part_has_a_title_and_files_of_its_own(every_kind):
    made = data.scientific(every_kind, "test")
    making = Making(None, every_kind, made, {})
    names = [name for part in PARTS for name in part.names(making)]
    assert len(names) == len(set(names))
    making.parts = {name: part for part in PARTS for name in part.names(making)}
    assert all(making.title(name, language) for name in names for language in LANGUAGES)
    kinds = [part.kind for part in PARTS]
    assert kinds[-3:] == ["description", "list", "checksums"]  # each needs those before it


def test_open_answers_are_a_part_only_where_they_are_published(every_kind):
    made = data.scientific(every_kind, "test")
    without = dataclasses.replace(made, texts=None)
    part = next(part for part in PARTS if part.key == "open_answers")
    assert part.wanted(Making(None, every_kind, made, {}))
    assert not part.wanted(Making(None, every_kind, without, {}))
    making = Making(None, every_kind, without, {}, parts={"test-SHA256SUMS": PARTS[-1]})
    assert "no open answers" in parts._readme(making, "", None).decode()  # noqa: SLF001


def test_a_package_replaces_an_earlier_one_and_nothing_else(tmp_path):
    first = {"a.csv": b"1", "b.csv": b"2", "w-SHA256SUMS": b"0  a.csv\n0  b.csv\n0  ../outside\n"}
    (tmp_path / "outside").write_bytes(b"keep")
    folder = tmp_path / "package"
    package.write(folder, first)
    (folder / "letter.txt").write_bytes(b"keep")
    package.write(folder, {"a.csv": b"3", "w-SHA256SUMS": b"0  a.csv\n"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.csv": b"3", "letter.txt": b"keep", "w-SHA256SUMS": b"0  a.csv\n",
    }  # fmt: skip
    assert (tmp_path / "outside").exists()


def test_the_method_tells_what_was_tried_taken_left_out_and_risked(light):
    told = light["demo-method.en.md"].decode()
    for expected in (
        "Size of municipality (4 groups)", "`size_class`", "`unit`, `source_id`, `started_at`, `submitted_at`",
        "| `migrant_share` |", "at least 5 records", "| -9 | .a | no answer |", "pyreadstat", "test entry",
        "61 municipalities were invited",
    ):  # fmt: skip
        assert expected in told, expected
