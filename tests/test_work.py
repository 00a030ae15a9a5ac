from __future__ import annotations

import pytest

from pipeline import work


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "new" / "page.html"
    work.replace(path, "Größe\n")
    assert path.read_bytes() == "Größe\n".encode()
    with pytest.raises(TypeError):
        work.replace(path, 5)
    assert [file.name for file in path.parent.iterdir()] == ["page.html"]
    assert path.read_text(encoding="utf-8") == "Größe\n"


def test_processes_leave_interruptions_to_the_one_that_started_them():
    import signal

    with work.pool(1) as processes:
        assert processes.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN
