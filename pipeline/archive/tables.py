"""A data set as Parquet and as CSV: the same codes as in SPSS, one file for both languages."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from pipeline.questionnaire import LANGUAGES

if TYPE_CHECKING:
    import polars as pl

    from pipeline.archive.data import Data
    from pipeline.archive.labels import FileLabel
    from pipeline.questionnaire import Language


def parquet(data: Data, labels: dict[Language, FileLabel]) -> bytes:
    """Parquet; the key ``munisurvey`` of its metadata holds labels, codes and kinds of missing answers as JSON."""
    out = io.BytesIO()
    data.frame.write_parquet(out, metadata={"munisurvey": json.dumps(described(data, labels), ensure_ascii=False)})
    return out.getvalue()


def described(data: Data, labels: dict[Language, FileLabel]) -> dict[str, object]:
    """What the other formats hold as labels."""
    return {
        "title": {language: labels[language].title for language in LANGUAGES},
        "notes": {language: list(labels[language].notes) for language in LANGUAGES},
        "internal": data.internal,
        "columns": {
            column.name: {
                "label": {language: column.label[language] for language in LANGUAGES},
                "codes": {
                    str(category.code): {
                        "label": {language: category.label[language] for language in LANGUAGES},
                        "missing": None if category.missing is None else category.missing.name.lower(),
                    }
                    for category in column.categories
                },
            }
            for column in data.columns
        },
    }


def csv(frame: pl.DataFrame) -> bytes:
    """UTF-8, comma, every text in quotation marks, so that one that is empty can be told from one that is not there."""
    return frame.write_csv(quote_style="non_numeric").encode()
