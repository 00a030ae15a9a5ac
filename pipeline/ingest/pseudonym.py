"""Keyed pseudonyms: the same municipality keeps its unit over the waves, and nobody can look its token up.

Tokens are short and lists of them exist, and the keys of municipalities (AGS) are public, so a plain hash could be undone by
trying. The key of real data lies outside the repository and is made on first use; synthetic waves use a public key, so that
their output is reproducible. What happens if the key is lost or changed stands in ``docs/panel.md``.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import polars as pl

from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.project import Project

KEY_VARIABLE = "MUNISURVEY_KEY_FILE"
"""Environment variable that names another key file."""

PUBLIC_KEY = b"munisurvey: public key of synthetic waves"
_LENGTH = 16
_SHORTEST = 16
_MUNICIPALITY = "ags:"
"""Stands before a key of a municipality, so that it is never taken for an access code of the same digits."""


def key_file() -> Path:
    """Where the key of real waves lies: ``MUNISURVEY_KEY_FILE``, or ``pseudonym.key`` in the user's configuration."""
    chosen = os.environ.get(KEY_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("munisurvey")) / "pseudonym.key"


def private_key(project: Project) -> bytes:
    """The key of real waves, made on first use; the file is readable by its owner only, or is made so.

    Raises
    ------
    IngestError
        If the key file lies inside the project, where it could be committed or shared, or holds no key.
    """
    path = key_file().expanduser().resolve()
    if path.is_relative_to(project.root.resolve()):
        found = "the key of the pseudonyms lies inside the project"
        hint = f"move it elsewhere and let {KEY_VARIABLE} name it: whoever has key and data can undo the pseudonyms"
        raise IngestError([Problem(project.relative(path), found, "a file outside the project's folder", hint)])
    try:
        if not path.exists():
            _make(path)
        with contextlib.suppress(OSError):  # somebody else's file, or a disk without permissions
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)
        key = path.read_bytes().strip()
    except OSError as error:
        found = f"the key of the pseudonyms can be neither read nor made ({error.strerror})"
        raise IngestError(
            [Problem(str(path), found, "", f"let {KEY_VARIABLE} name a file of your own that can be written")]
        ) from None
    if len(key) < _SHORTEST:
        found = "the key of the pseudonyms is empty or too short"
        hint = "restore the key file; a new one gives every municipality another pseudonym than in earlier waves"
        raise IngestError([Problem(str(path), found, f"at least {_SHORTEST} characters", hint)])
    return key


def key_of(project: Project, provenance: str) -> bytes:
    """The key of a wave: the private one of real answers, the public one of invented ones."""
    return private_key(project) if provenance == "real" else PUBLIC_KEY


def pseudonym(identity: str, key: bytes) -> str:
    """HMAC-SHA256 of an identity, its first 16 hexadecimal digits."""
    return hmac.digest(key, identity.encode(), "sha256").hex()[:_LENGTH]


def municipality(ags: str, key: bytes) -> str:
    """Pseudonym of a municipality by its key (AGS)."""
    return pseudonym(_MUNICIPALITY + ags, key)


def units(tokens: pl.Series, key: bytes, municipalities: Mapping[str, str] | None = None) -> pl.Series:
    """Pseudonyms of tokens; null where there is no token.

    With ``municipalities`` (token to AGS) they are those of the municipalities, and null for a token that is not listed.
    """
    if municipalities is None:
        known = {token: pseudonym(token, key) for token in tokens.unique() if token}
    else:
        known = {token: municipality(ags, key) for token, ags in municipalities.items()}
    return pl.Series("unit", [known.get(token) for token in tokens], dtype=pl.String)


def _make(path: Path) -> None:
    """Write a new key whole or not at all; of two processes that do so at once, one key remains."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32) + "\n")
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        except OSError:  # a disk without links
            beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
