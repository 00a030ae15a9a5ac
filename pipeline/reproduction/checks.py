"""The checks by name, and how one that stands in the errata is run.

A check is a function of the evidence and of named parameters; the errata name it and give the parameters. It comes
with what would mend the print: with those values in place the same check must find nothing, which a test holds for
every erratum.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from pipeline.reproduction import instrument_checks, print_checks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.reproduction.evidence import Evidence, Finding

CHECKS = {check.__name__: check for check in (*print_checks.CHECKS, *instrument_checks.CHECKS)}
VALUES = "values"
"""The key of ``mended`` under which printed numbers stand; every other key is a parameter of the check."""


def run(name: str, parameters: Mapping[str, Any], evidence: Evidence) -> Finding:
    """Run the check ``name`` on the print."""
    return CHECKS[name](evidence, **parameters)


def run_mended(name: str, parameters: Mapping[str, Any], mended: Mapping[str, Any], evidence: Evidence) -> Finding:
    """Run the check ``name`` on the print as it would be without the error."""
    others = {key: value for key, value in mended.items() if key != VALUES}
    return run(name, {**parameters, **others}, evidence.mended(mended.get(VALUES, {})))


def mistake(name: str, parameters: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a check and its parameters, and what to do; ``None`` if it can be run."""
    if name not in CHECKS:
        return f"there is no check '{name}'", f"write one of: {', '.join(sorted(CHECKS))}"
    try:
        inspect.signature(CHECKS[name]).bind(None, **parameters)
    except TypeError as error:
        known = list(inspect.signature(CHECKS[name]).parameters)[1:]
        return f"the check '{name}' cannot be run: {error}", f"give it: {', '.join(known)}"
    return None


def rows_named(parameters: Any, known: Mapping[str, Any]) -> Iterator[str]:
    """The rows of the ledger that stand anywhere in the parameters of a check."""
    if isinstance(parameters, str):
        yield from (parameters,) if parameters in known else ()
    elif isinstance(parameters, dict):
        for key, value in parameters.items():
            yield from rows_named(key, known)
            yield from rows_named(value, known)
    elif isinstance(parameters, list | tuple):
        for value in parameters:
            yield from rows_named(value, known)
