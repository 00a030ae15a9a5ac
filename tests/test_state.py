from __future__ import annotations

from pipeline.state import State, fingerprint


def test_fresh_only_with_the_same_inputs_and_all_outputs(tmp_path):
    output = tmp_path / "out" / "page.html"
    output.parent.mkdir()
    output.write_text("page")
    state = State(tmp_path / "state.json")
    assert not state.fresh("page", "a")
    state.done("page", "a", [output])

    reread = State(tmp_path / "state.json")
    assert reread.fresh("page", "a")
    assert reread.outputs("page") == [output]
    assert not reread.fresh("page", "b")
    output.unlink()
    assert not reread.fresh("page", "a")


def test_damaged_record_means_everything_is_done_again(tmp_path):
    (tmp_path / "state.json").write_text('{"page": {"inpu')
    assert not State(tmp_path / "state.json").fresh("page", "a")


def test_fingerprint_sees_content_name_and_order(tmp_path):
    folder = tmp_path / "wave"
    folder.mkdir()
    (folder / "a.csv").write_text("1")
    first = fingerprint(folder)
    (folder / "a.csv").rename(folder / "b.csv")
    assert fingerprint(folder) != first
    (folder / "b.csv").write_text("2")
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
