"""Commands that print numbers: one question of one wave, as table, CSV or JSON."""

from __future__ import annotations

from pipeline.cli.app import app, print_table
from pipeline.cli.options import AsFormat, By, Format, InLanguage, Internal, Language, Question, Wave


@app.command()
def means(
    wave: Wave,
    question: Question,
    *,
    by: By = "all",
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """Means of a rating question, by municipality size or Land, each with its n.

    Example: munisurvey means demo tasks --by size_group --format csv
    """
    print_table(
        lambda survey: survey.means(wave, question, by, language=language.value, internal=internal), output, language
    )


@app.command()
def distribution(
    wave: Wave,
    question: Question,
    *,
    by: By = "all",
    output: AsFormat = Format.TABLE,
    language: InLanguage = Language.DE,
    internal: Internal = False,
) -> None:
    """How often each answer was given, by municipality size or Land, with n and the kinds of missing answers."""
    print_table(
        lambda survey: survey.distribution(wave, question, by, language=language.value, internal=internal),
        output,
        language,
    )
