from __future__ import annotations

import stat

import polars as pl
import pytest

from pipeline.ingest import IngestError, pseudonym
from pipeline.ingest.pseudonym import KEY_VARIABLE, PUBLIC_KEY, units
from pipeline.project import Project


@pytest.fixture
def key(tmp_path, monkeypatch):
    path = tmp_path / "home" / "pseudonym.key"
    monkeypatch.setenv(KEY_VARIABLE, str(path))
    return path


def test_a_unit_is_sixteen_digits_and_null_without_a_token():
    found = units(pl.Series(["abc", None, "abc", "abd"]), PUBLIC_KEY)
    assert found[0] == found[2] != found[3]
    assert found[1] is None
    assert len(found[0]) == len(set(found[0]) | set("0123456789abcdef")) == 16


def test_another_key_gives_another_unit():
    token = pl.Series(["abc"])
    assert units(token, PUBLIC_KEY)[0] != units(token, b"x" * 32)[0]


def test_the_key_is_made_once_for_its_owner_only(key, tmp_path):
    project = Project(tmp_path / "project")
    first = pseudonym.private_key(project)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(first) == 64
    assert pseudonym.private_key(project) == first


def test_a_key_inside_the_project_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "data" / "pseudonym.key"))
    with pytest.raises(IngestError, match="inside the project"):
        pseudonym.private_key(Project(tmp_path))


def test_an_empty_key_is_refused(key, tmp_path):
    key.parent.mkdir()
    key.write_text("\n")
    with pytest.raises(IngestError, match="every municipality another pseudonym"):
        pseudonym.private_key(Project(tmp_path / "project"))


def test_without_the_variable_the_key_is_in_the_configuration_of_the_user(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    assert pseudonym.key_file().parts[-2:] == ("munisurvey", "pseudonym.key")


def test_real_waves_use_the_private_key_and_synthetic_ones_the_public_one(wave, short, key):
    wave.put(short)
    synthetic = wave.read().respondents["unit"]
    assert not key.exists()
    wave.describe(provenance="real")
    real = wave.read().respondents["unit"]
    assert key.exists()
    assert set(real.drop_nulls()).isdisjoint(synthetic.drop_nulls())
    assert real.null_count() == synthetic.null_count() == 1


def test_a_real_wave_without_tokens_needs_no_key(wave, key):
    wave.copy("anon", "rpc_code_short_all_comma.csv")
    wave.describe(provenance="real")
    wave.read()
    assert not key.exists()


def test_a_key_that_others_can_read_is_closed_to_them(key, tmp_path):
    project = Project(tmp_path / "project")
    made = pseudonym.private_key(project)
    key.chmod(0o644)
    assert pseudonym.private_key(project) == made
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_nothing_is_left_beside_the_key(key, tmp_path):
    pseudonym.private_key(Project(tmp_path / "project"))
    assert [path.name for path in key.parent.iterdir()] == ["pseudonym.key"]


def test_of_two_keys_made_at_once_the_first_remains(key):
    key.parent.mkdir()
    key.write_text("f" * 64, encoding="ascii")
    pseudonym._make(key)
    assert key.read_text(encoding="ascii") == "f" * 64
    assert len(list(key.parent.iterdir())) == 1


def test_a_key_that_cannot_be_made_is_explained(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "file" / "pseudonym.key"))
    with pytest.raises(IngestError, match=KEY_VARIABLE):
        pseudonym.private_key(Project(tmp_path / "project"))


@pytest.mark.usefixtures("key")
def test_the_key_is_never_shown(tmp_path, wave, short, capsys, caplog):
    secret = pseudonym.private_key(Project(tmp_path / "project")).decode()
    wave.put(short)
    wave.describe(provenance="real")
    data = wave.read()
    captured = capsys.readouterr()
    assert secret not in captured.out + captured.err + caplog.text
    assert secret not in repr(data)


def test_a_municipality_is_no_token_of_the_same_digits():
    token = pl.Series(["05315"])
    assert units(token, PUBLIC_KEY)[0] != units(token, PUBLIC_KEY, {"05315": "05315"})[0]
    assert units(pl.Series(["a", None, "x"]), PUBLIC_KEY, {"a": "05315"}).to_list()[1:] == [None, None]
