"""What the command line prints: progress, tables, findings, and errors in words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.questionnaire import QuestionnaireError
from pipeline.wording import numbers, phrase
from pipeline.wording.publication import PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pipeline.analysis import Survey
    from pipeline.questionnaire import Language
    from pipeline.validation import ValidationResult

BAD_DATA, BAD_USE, INTERRUPTED = 1, 2, 130
"""Answers or questionnaire break a rule; a command or an export cannot be used as it is; stopped from the keyboard."""


class StepLog:
    """Progress on the error stream, one line a step, so that the output stays clean for pipes."""

    def __init__(self) -> None:
        self._left_out = 0
        self._done = 0

    def started(self, step: str) -> None:
        """Name the step at once where someone is watching."""
        if sys.stderr.isatty():
            sys.stderr.write(f"  {step} ...\r")
            sys.stderr.flush()

    def finished(self, step: str, seconds: float, detail: str) -> None:
        """Print the step with its time and result."""
        self._done += 1
        sys.stderr.write(f"  {step:<20} {seconds:5.1f} s  {detail}\n")

    def fresh(self, step: str) -> None:  # noqa: ARG002  (the protocol names it)
        """Count the steps that were left out."""
        self._left_out += 1

    def summary(self) -> str:
        """One sentence on what was done and what could be left out."""
        if not self._done:
            return "Nothing has changed: everything is up to date."
        return f"{self._done} steps done" + (f", {self._left_out} unchanged" if self._left_out else "")


def print_frame(frame: pd.DataFrame, output: str, language: Language) -> None:
    """Print a frame of :class:`~pipeline.analysis.Survey` as table, CSV or JSON; an internal one says so in each."""
    if frame.attrs.get("internal") and output != "table":
        frame = frame.assign(publication=phrase(PUBLICATION, "internal", language))
    if output == "csv":
        frame.to_csv(sys.stdout, index=False)
    elif output == "json":
        sys.stdout.write(frame.to_json(orient="records", force_ascii=False, indent=1) + "\n")
    else:
        _print_table(frame, language)


def _print_table(frame: pd.DataFrame, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    internal = frame.attrs.get("internal")
    if internal:
        console.print(phrase(PUBLICATION, "internal", language), style="bold", highlight=False)
    rated = "mean" in frame
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    rows = ["label_short"] if rated else ["label_short", "answer"]
    shown = frame if rated else frame[~frame["missing"] | (frame["n"] > 0).fillna(value=False)]
    heads = {"label_short": ("Frage", "Item"), "answer": ("Antwort", "Answer")}
    for name in rows:
        table.add_column(heads[name][language != "de"], overflow="fold", min_width=16 if name == "label_short" else 6)
    levels = shown[["level", "level_short"]].drop_duplicates()
    for label in levels["level_short"]:
        table.add_column(label, justify="right")
    for key, item in shown.groupby(rows, sort=False, observed=True):
        cells = {row.level: _cell(row, language, rated=rated) for row in item.itertuples()}
        label, *answer = key if isinstance(key, tuple) else (key,)
        mark = " *" if "assumed" in item and item["assumed"].all() else ""
        table.add_row(label + mark, *answer, *(cells.get(level, "") for level in levels["level"]))
    console.print(table)
    legend = {
        ("de", True): "Mittelwert (n).",
        ("en", True): "Mean (n).",
        ("de", False): "Anteil an den inhaltlichen Antworten (Zahl der Kommunen).",
        ("en", False): "Share of substantive answers (number of municipalities).",
    }[language, rated]
    why = phrase(PUBLICATION, "internal_why", language)
    if not internal:
        minimum = frame.attrs.get("minimum")
        why = phrase(PUBLICATION, "withheld", language, sign=numbers.WITHHELD, minimum=minimum)
    console.print(f"{legend} {why}", style="dim", highlight=False)
    if "assumed" in frame and frame["assumed"].any():
        assumed = {
            "de": "* Auch die Verteilung ist angenommen: Kein veröffentlichter Wert bestimmt sie.",
            "en": "* Even the distribution is assumed: no published value determines it.",
        }[language]
        console.print(assumed, style="dim", highlight=False)
    if frame.attrs.get("provenance") == "synthetic":
        console.print("Synthetische Daten." if language == "de" else "Synthetic data.", style="dim")


def _cell(row: object, language: Language, *, rated: bool) -> str:
    if not numbers.defined(row.n):
        return numbers.WITHHELD
    value, form = (row.mean, numbers.number) if rated else (row.share, numbers.percent)
    hidden = row.suppressed and row.n > 0 and not numbers.defined(value)
    return f"{numbers.WITHHELD if hidden else form(value, language)} ({numbers.integer(row.n, language)})"


def print_account(survey: Survey, wave: str) -> None:
    """Print the responses by status and where every cell of the export went."""
    fielded = survey.wave(wave)
    statuses = ", ".join(f"{count} {status}" for status, count in fielded.responses.items())
    total = sum(fielded.responses.values())
    sys.stdout.write(f"{wave} ({fielded.provenance}): {total} responses ({statuses}); {fielded.n} counted in results\n")
    account = survey.account(wave)
    for outcome, cells in account.items():
        sys.stdout.write(f"  {cells:>9,}  {outcome}\n")
    sys.stdout.write(f"  {sum(account.values()):>9,}  cells of the export in all\n")
    for loss in survey.losses(wave):
        sys.stdout.write(f"  not kept by this export: {loss}\n")


def print_findings(results: Sequence[ValidationResult]) -> None:
    """Print what validation found, errors before warnings."""
    for result in results:
        sys.stdout.write(f"{result.wave}: {len(result.errors)} errors, {len(result.warnings)} warnings\n")
        for finding in (*result.errors, *result.warnings):
            sys.stdout.write(finding.message + "\n")


def explain(error: BaseException) -> tuple[str, int] | None:
    """The message and exit code of an expected problem; ``None`` for a bug, which deserves its traceback."""
    from pipeline.analysis import SurveyError
    from pipeline.analysis.margins import MarginsError
    from pipeline.archive import ArchiveError
    from pipeline.fielding import FieldingError
    from pipeline.ingest import IngestError
    from pipeline.project import ProjectError
    from pipeline.report.errors import ReportError
    from pipeline.stages import DataError
    from pipeline.warehouse import WarehouseError

    if isinstance(error, KeyboardInterrupt) or str(error) == "Query interrupted":  # the second is DuckDB's word for it
        return "\nInterrupted. Nothing is half-written; run the same command again to go on.", INTERRUPTED
    if isinstance(error, QuestionnaireError):
        count = len(error.mistakes)
        return f"{error}\n{count} mistake{'s' if count > 1 else ''} to mend.", BAD_DATA
    if isinstance(error, DataError):
        messages = [finding.message for result in error.results for finding in result.errors]
        return "\n".join([*messages, "Validation found errors; see reports/_output/validation.html."]), BAD_DATA
    if isinstance(error, ArchiveError | FieldingError | MarginsError | WarehouseError | ReportError):
        return str(error), BAD_DATA
    if isinstance(error, IngestError | SurveyError | ProjectError):
        return str(error), BAD_USE
    return None
