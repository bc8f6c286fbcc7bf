"""The whole content of a catalogue as plain data, checked for being sound; and of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue
from orodha.catalogue.kinds import kind
from orodha.catalogue.names import kind_of, kind_word
from orodha.catalogue.texts import fold

CONTENT = {
    "record": "SELECT id, iri, kind, label, document, hash FROM record ORDER BY id",
    "link": "SELECT id, field, object FROM link JOIN record ON key = subject ORDER BY 1, 2, 3",
    "search": "SELECT id, search_doc.kind, code, title, body FROM search_doc JOIN record USING (key) ORDER BY id",
    "statement": (
        "SELECT id, position, field, value, statement.document, place, certainty, date, chosen, reason"
        " FROM statement JOIN record ON key = record ORDER BY 1, 2"
    ),
}
"""What a catalogue says, without keys, versions and times, which only go on."""


def snapshot(catalogue: Catalogue) -> dict[str, Any]:
    """Return the content; fail if tables, search index and links do not agree."""
    database = catalogue.database
    with database.write():
        database.run("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
    assert database.value("PRAGMA integrity_check") == "ok"
    assert database.rows("PRAGMA foreign_key_check") == []
    content = {name: database.rows(sql) for name, sql in CONTENT.items()}
    documents = {row[0]: json.loads(row[4]) for row in content["record"]}
    assert content["link"] == sorted((name, *link) for name, one in documents.items() for link in links(one))
    assert content["search"] == sorted(search_row(one) for one in documents.values())
    return content


def names(folder: Path) -> set[str]:
    """Return what the files of a folder are called."""
    return {one.name for one in folder.iterdir()}


def links(document: dict[str, Any]) -> set[tuple[str, str]]:
    return kind(kind_of(document["id"])).links(document)


def search_row(document: dict[str, Any]) -> tuple[str, ...]:
    declared = kind(kind_of(document["id"]))
    return (document["id"], kind_word(declared.name), *map(fold, declared.search_text(document)))
