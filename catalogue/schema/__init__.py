"""The schema of a database: making its tables, and the steps from one version to the next.

The version is one integer, read with plain SQL at every start. A step is a function of an open database that runs in a
write transaction after a backup; steps are kept for ever, so that any old catalogue can be opened.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..database import APPLICATION_ID, SCHEMA_VERSION, Database, check_ours
from ..kinds import Field, Kind, kinds
from ..texts import DEFAULT_LANGUAGE
from ..writer import derive_again

TABLES = files(__name__) / "sqlite.sql"
"""The tables' DDL, made from ``tables.py``; it spares a new catalogue the import of SQLModel."""

STEPS: dict[int, Callable[[Database], None]] = {}
"""The step that leads from each version to the next, by the version that it starts from."""

SEARCH_INDEX = """
CREATE VIRTUAL TABLE search_fts USING fts5(
    kind, code, title, body, content='search_doc', content_rowid='key', prefix='1 2 3',
    tokenize='unicode61 remove_diacritics 0')
"""
SEARCH_TERMS = "CREATE VIRTUAL TABLE search_term USING fts5vocab(search_fts, row)"


def create(database: Database, meta: Mapping[str, Any]) -> None:
    """Make the tables, the search index and the views in an empty database, and mark it as ours."""
    with database.write():
        database.run(f"PRAGMA application_id={APPLICATION_ID}")
        for statement in TABLES.read_text(encoding="utf-8").split(";\n"):
            database.run(statement)
        database.run(SEARCH_INDEX)
        database.run(SEARCH_TERMS)
        for name, value in {"schema": SCHEMA_VERSION, **meta}.items():
            database.run("INSERT INTO meta VALUES (?, ?)", (name, json.dumps(value, ensure_ascii=False)))
        _refresh(database)
        _note_derivations(database)


def prepare(database: Database) -> Path | None:
    """Bring an opened catalogue up to this version and to the declared kinds.

    Returns:
        The backup that was made before the tables changed; None if they are current.
    """
    version = check_ours(database)
    backup: Path | None = None
    if version < SCHEMA_VERSION:
        backup = _free(database.path.with_name(f"{database.path.name}.schema{version}.backup"))
        database.backup(backup)
        with database.write():
            for step in range(check_ours(database), SCHEMA_VERSION):  # another process may have been faster
                STEPS[step](database)
            database.run("UPDATE meta SET value = ? WHERE name = 'schema'", (json.dumps(SCHEMA_VERSION),))
            _refresh(database)
    if _stored(database, "kinds") != _described(database) or _views(database) != _wanted_views(database):
        with database.write():
            _refresh(database)
    if outdated := _outdated(database):
        with database.write():
            for name in outdated:
                derive_again(database, kinds()[name], (_stored(database, "languages") or [DEFAULT_LANGUAGE])[0])
            _note_derivations(database)
    return backup


def _outdated(database: Database) -> list[str]:
    """Return the kinds whose labels, links and search text were made by another declaration."""
    made: dict[str, Any] = _stored(database, "derivations") or {}
    return [name for name, kind in kinds().items() if made.get(name) != kind.derivation]


def _note_derivations(database: Database) -> None:
    made: dict[str, Any] = _stored(database, "derivations") or {}
    noted = json.dumps(made | {name: kind.derivation for name, kind in sorted(kinds().items())})
    database.run("INSERT OR REPLACE INTO meta VALUES ('derivations', ?)", (noted,))


def _free(path: Path) -> Path:
    """Return the path, with a number behind it if there is a file already."""
    others = (path.with_name(f"{path.name}-{number}") for number in itertools.count(2))
    return path if not path.exists() else next(other for other in others if not other.exists())


def _stored(database: Database, name: str) -> Any:
    return json.loads(database.value("SELECT value FROM meta WHERE name = ?", (name,)) or "null")


def _described(database: Database) -> dict[str, dict[str, Any]]:
    """Return the declarations in brief, which the ``Reader`` needs and the database keeps.

    Kinds of a package that is not installed here stay as they were: their records are still to be read.
    """
    declared = {
        name: {"label": kind.label_field, "fields": {field.name: _brief(field) for field in kind.fields}}
        for name, kind in kinds().items()
    }
    known: dict[str, dict[str, Any]] = _stored(database, "kinds") or {}
    return dict(sorted((known | declared).items()))


def _brief(field: Field) -> list[str]:
    """Return shape, label, scheme, obligation and, of a reference, the kinds that it may point to."""
    return [field.shape, field.label, field.means.scheme, field.need, " ".join(field.targets)]


def _refresh(database: Database) -> None:
    """Write the declarations in brief, and make one view a kind; inside ``write()``."""
    for name in _views(database):
        database.run(f'DROP VIEW "{name}"')
    for statement in _wanted_views(database).values():
        database.run(statement)
    described = json.dumps(_described(database), ensure_ascii=False)
    database.run("INSERT OR REPLACE INTO meta VALUES ('kinds', ?)", (described,))


def _views(database: Database) -> dict[str, str]:
    """Return the statements that made the views of the declared kinds, by name; an analyst's own are not ours."""
    there = database.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
    ours = {_view_name(kind) for kind in kinds().values()}
    return {name: sql for name, sql in there if name in ours}


def _wanted_views(database: Database) -> dict[str, str]:
    languages = _stored(database, "languages") or ["en"]
    return {_view_name(kind): view_ddl(kind, languages) for kind in kinds().values()}


def _view_name(kind: Kind) -> str:
    return kind.name.replace("-", "_")


def view_ddl(kind: Kind, languages: list[str]) -> str:
    """Return the view that gives analysts a kind's fields as columns: ``SELECT title_en, holder FROM source``.

    Texts in languages have a column for each language of the catalogue; lists and parts are JSON, yes and no 1 and 0.
    """
    columns = ["id", "iri", "label", "version AS revision", "created", "modified"]
    for field in kind.fields:
        if field.name == "iri":
            continue
        if field.shape == "lang":
            columns += [f"{_extract(field.name, tag)} AS {_column(f'{field.name}_{tag}')}" for tag in languages]
        else:
            columns.append(f"{_extract(field.name)} AS {_column(field.name)}")
    view, selected = _column(_view_name(kind)), ", ".join(columns)
    return f"CREATE VIEW {view} AS SELECT {selected} FROM record WHERE kind = '{kind.name}'"


def _extract(*path: str) -> str:
    steps = "".join(f'."{step}"' for step in path)
    return f"json_extract(document, '${steps}')"


def _column(name: str) -> str:
    return '"' + re.sub(r"\W", "_", name) + '"'
