"""The SQL that makes the tables, derived from their declarations in ``tables.py``."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ..tables import metadata

HEADER = "-- Made by tools/make_schema.py from catalogue/tables.py; do not edit.\n"


def sqlite_ddl() -> str:
    """Return the statements for SQLite, each ended by a semicolon and an empty line."""
    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        ordered = sorted(table.indexes, key=lambda index: str(index.name))
        statements.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in ordered)
    cleaned = ("\n".join(line.rstrip() for line in one.strip().splitlines()) for one in statements)
    return HEADER + "".join(f"{statement};\n\n" for statement in cleaned)
