"""Keyed pseudonyms: the same municipality keeps its unit over the waves, and nobody can look its token up.

Tokens are short and lists of them exist, so a plain hash could be undone by trying. The key of real data lies outside
the repository and is made on first use; synthetic waves use a public key, so that their output is reproducible.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import polars as pl

from pipeline.ingest.problems import IngestError, Problem

if TYPE_CHECKING:
    from pipeline.project import Project

KEY_VARIABLE = "MUNISURVEY_KEY_FILE"
"""Environment variable that names another key file."""

PUBLIC_KEY = b"munisurvey: public key of synthetic waves"
_LENGTH = 16
_SHORTEST = 16


def key_file() -> Path:
    """Where the key of real waves lies: ``MUNISURVEY_KEY_FILE``, or ``pseudonym.key`` in the user's configuration."""
    chosen = os.environ.get(KEY_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("munisurvey")) / "pseudonym.key"


def private_key(project: Project) -> bytes:
    """The key of real waves, made on first use (readable by its owner only).

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
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        pass
    except OSError as error:
        found = f"the key of the pseudonyms cannot be made ({error.strerror})"
        raise IngestError(
            [Problem(str(path), found, "", f"let {KEY_VARIABLE} name a file that can be written")]
        ) from None
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32) + "\n")
    key = path.read_bytes().strip()
    if len(key) < _SHORTEST:
        found = "the key of the pseudonyms is empty or too short"
        hint = "restore the key file; a new one gives every municipality another pseudonym than in earlier waves"
        raise IngestError([Problem(str(path), found, f"at least {_SHORTEST} characters", hint)])
    return key


def units(tokens: pl.Series, key: bytes) -> pl.Series:
    """Pseudonyms of tokens: HMAC-SHA256, 16 hexadecimal digits; null where there is no token."""
    known = {token: hmac.digest(key, token.encode(), "sha256").hex()[:_LENGTH] for token in tokens.unique() if token}
    return pl.Series("unit", [known.get(token) for token in tokens], dtype=pl.String)
