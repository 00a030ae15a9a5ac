"""How work is done on this machine: files replaced whole, and several processes side by side."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from pathlib import Path


def replace(path: Path, content: bytes | str) -> None:
    """Write a file beside its place and rename it, so that a reader sees the old one or the new one, never half.

    Text is written as UTF-8 with plain line ends. Folders are made; a failure leaves the old file and nothing else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def cores() -> int:
    """Cores this process may use, not those the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(processes: int) -> ProcessPoolExecutor:
    """Processes that start afresh (spawn) and leave an interruption from the keyboard to the one that started them."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_leave_interruptions)


def _leave_interruptions() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
