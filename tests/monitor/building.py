"""Lists and responses for tests of the monitor, without files."""

from __future__ import annotations

import datetime as dt

import polars as pl

from pipeline.ingest.invited import Invited, InvitedList
from pipeline.monitor.responses import SCHEMA

START = dt.datetime(2027, 1, 11, 9)


def entry(line, token=None, key=None, **about):
    given = {"size_class": None, "state": None, "invited_at": None, "outcome": None} | about
    return Invited(line=line, token=token, ags=key or "", key=key, name=f"Geheim {line}", **given)


def listed(*entries):
    return InvitedList("frame.csv", tuple(entries))


def responses(*rows):
    """Responses from (unit, status, outcome) and further columns by name."""
    frame = []
    for number, (unit, status, outcome, *more) in enumerate(rows, start=1):
        row = {
            "respondent": number, "unit": unit, "status": status, "outcome": outcome, "size_class": None, "state": None,
            "started_at": START, "submitted_at": START + dt.timedelta(minutes=20) if status == "complete" else None,
            "applicable": 10, "answered": {"complete": 10, "partial": 6, "break_off": 2, "opened": 0}[outcome],
            "last": {"complete": 9, "partial": 6, "break_off": 2, "opened": None}[outcome],
        }  # fmt: skip
        frame.append(row | (more[0] if more else {}))
    return pl.DataFrame(frame, schema=SCHEMA)
