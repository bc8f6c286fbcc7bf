"""Records as TOML that people can read and correct: how starter catalogues are kept.

One array of tables a kind; fields as declared; sources of facts under ``evidence``, a list of tables with the fields of
``Statement``. A statement without ``value`` is about the value that the record itself gives.

    [[agency]]
    id = "agency/ke-ncm"
    name.en = "National Coordination Mechanism on Migration"
    type = "mechanism"
    evidence = [{ field = "name", document = "document/gcm-review-kenya-2022", place = "title page" }]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from ..errors import FormatError
from ..record import Statement

EVIDENCE = "evidence"


def read(path: Path | Traversable) -> Iterator[tuple[dict[str, Any], tuple[Statement, ...]]]:
    """Yield each record of a file as its document and statements, in the order of the file.

    Raises:
        FormatError: The file is no TOML, or is not built as above.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path.name} is not readable as TOML: {error}.") from None
    for kind, tables in content.items():
        if not isinstance(tables, list):
            raise FormatError(f"{path.name}: {kind!r} should be an array of tables.", f"Write [[{kind}]].")
        for table in cast("list[dict[str, Any]]", tables):
            evidence: list[dict[str, Any]] = table.pop(EVIDENCE, [])
            yield table, tuple(_statement(path.name, table, entry) for entry in evidence)


def _statement(file: str, document: dict[str, Any], entry: dict[str, Any]) -> Statement:
    try:
        statement = Statement(**entry)
    except TypeError as error:
        raise FormatError(f"{file}: evidence of {document.get('id')}: {error}.") from None
    if statement.value is None and statement.field:
        return replace(statement, value=document.get(statement.field))
    return statement
