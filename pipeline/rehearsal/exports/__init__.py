"""What survey tools export, one module each: the counterparts of the readers in :mod:`pipeline.ingest`.

A module has ``write(sample) -> Written`` (see :mod:`pipeline.rehearsal.exports.written`). It follows the tool's documentation
and genuine files, as the readers do, but shares no code with them: what one misunderstands, the other cannot hide.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.rehearsal.exports.written import Writer


@dataclass(frozen=True)
class Tool:
    """A kind of export: its name for people, and the function that writes it."""

    title: str
    module: str
    function: str = "write"

    @property
    def write(self) -> Writer:
        """The writer; its module is read only now."""
        return getattr(import_module(f"pipeline.rehearsal.exports.{self.module}"), self.function)


TOOLS: dict[str, Tool] = {
    "limesurvey": Tool("LimeSurvey, CSV with codes", "limesurvey_csv", "write_codes"),
    "limesurvey-full": Tool("LimeSurvey, CSV with full texts", "limesurvey_csv", "write_full"),
    "limesurvey-json": Tool("LimeSurvey, JSON", "limesurvey_other", "write_json"),
    "limesurvey-vv": Tool("LimeSurvey, VV", "limesurvey_other", "write_vv"),
    "kobo": Tool("KoboToolbox, CSV", "xlsform_csv", "write_kobo"),
    "odk": Tool("ODK Central, CSV", "xlsform_csv", "write_odk"),
    "sosci": Tool("SoSci Survey, rdata CSV", "sosci"),
    "unipark": Tool("Unipark/EFS, CSV", "unipark"),
    "qualtrics": Tool("Qualtrics, CSV", "qualtrics"),
    "spss": Tool("SPSS, .sav", "statistics_files", "write_spss"),
    "stata": Tool("Stata, .dta", "statistics_files", "write_stata"),
    "csv": Tool("any table, CSV", "tables", "write_csv"),
    "xlsx": Tool("any table, XLSX", "tables", "write_xlsx"),
}
"""By the name that ``--tools`` takes, in the order of the table."""
