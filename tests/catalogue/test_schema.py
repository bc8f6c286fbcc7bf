"""The schema: tables as declared, views for analysts, and the way from an old version to this one."""

from __future__ import annotations

import json
import runpy
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Reader, schema
from orodha.catalogue.database import Database
from orodha.catalogue.errors import DatabaseError, NewerCatalogue
from orodha.catalogue.kinds import _registry, kinds
from orodha.catalogue.schema.ddl import sqlite_ddl
from orodha.catalogue.tables import (
    BatchRow,
    ChangeRow,
    LinkRow,
    MetaRow,
    RecordRow,
    SearchDocRow,
    StatementRow,
    metadata,
)
from samples import probe_kind
from snapshots import snapshot
from sqlalchemy import create_engine, func
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(small: Catalogue, path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


# --- tables


def test_the_ddl_in_the_package_is_that_of_the_declarations():
    assert schema.TABLES.read_text(encoding="utf-8") == sqlite_ddl()


def test_the_tool_writes_the_ddl_where_the_package_reads_it():
    tool = runpy.run_path(str(ROOT / "tools" / "make_schema.py"))
    assert tool["TARGET"].read_text(encoding="utf-8") == schema.TABLES.read_text(encoding="utf-8")


def test_a_catalogue_has_the_declared_tables(small: Catalogue):
    rows = small.database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    names = {name for (name,) in rows if not name.startswith(("search_fts", "search_term", "sqlite_"))}
    assert names == set(metadata.tables)


def test_a_catalogue_has_the_declared_columns(small: Catalogue):
    for name, table in metadata.tables.items():
        found = {row[1] for row in small.database.rows(f"PRAGMA table_info({name})")}
        assert found == {column.name for column in table.columns}


def test_records_can_be_queried_with_sqlmodel(engine: Engine):
    with Session(engine) as session:
        statement = (
            select(RecordRow.id)
            .join(LinkRow, LinkRow.subject == RecordRow.key)
            .where(LinkRow.object == "agency/ke-dis", LinkRow.field == "holder")
        )
        assert session.exec(statement).all() == ["source/ke-permits"]


@pytest.mark.parametrize("row", [RecordRow, LinkRow, SearchDocRow, StatementRow, BatchRow, ChangeRow, MetaRow])
def test_every_table_can_be_read_as_objects(engine: Engine, row: type):
    with Session(engine) as session:
        found = session.exec(select(row)).all()
        assert len(found) == session.exec(select(func.count()).select_from(row)).one() > 0


def test_a_statement_is_read_with_its_types(engine: Engine):
    with Session(engine) as session:
        statement = session.exec(select(StatementRow).where(StatementRow.position == 1)).one()
        assert (statement.chosen, statement.certainty, json.loads(statement.value or "")) == (
            False,
            "stated",
            "agency/ke-knbs",
        )


# --- views


def test_there_is_a_view_for_every_kind(small: Catalogue):
    views = {name for (name,) in small.database.rows("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    assert views == {name.replace("-", "_") for name in kinds()}


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_view_has_a_column_for_every_field(name: str, small: Catalogue):
    view = name.replace("-", "_")
    columns = [row[1] for row in small.database.rows(f"PRAGMA table_info({view})")]
    assert len(columns) == len(set(columns))
    for field in kinds()[name].fields:
        assert (f"{field.name}_en" if field.shape == "lang" else field.name) in columns
    assert small.database.value(f"SELECT count(*) FROM {view}") == small.reader.counts().get(name, 0)


def test_a_view_has_texts_by_language(small: Catalogue):
    rows = small.database.rows("SELECT name_en, name_sw, name_fr FROM agency ORDER BY id")
    assert rows[0] == ("Department of Immigration Services", "Idara ya Huduma za Uhamiaji", None)


def test_a_view_has_columns_of_the_fields_types(small: Catalogue):
    row = small.database.rows(
        "SELECT typeof(collected_for_statistics), typeof(holder), typeof(topics), typeof(revision), typeof(coverage)"
        " FROM source WHERE id = 'source/ke-census'"
    )
    assert row == [("integer", "text", "text", "integer", "null")]
    assert small.database.value("SELECT typeof(confidence) FROM mapping") == "real"


def test_a_list_in_a_view_is_json(small: Catalogue):
    topics = small.database.value("SELECT topics FROM source WHERE id = 'source/ke-permits'")
    assert json.loads(topics) == ["concept/topics-labour", "concept/topics-visas-permits"]


def test_the_version_of_a_scheme_and_that_of_its_record_are_two_columns(small: Catalogue):
    row = small.database.rows("SELECT version, revision FROM scheme WHERE id = 'scheme/topics'")
    assert row == [("1", 1)]


def test_a_language_with_a_region_makes_a_column(path: Path):
    with Catalogue.create(path, languages=["pt-BR"]) as catalogue:
        catalogue.put_all([({"id": "area/br", "name": {"pt-BR": "Brasil"}, "type": "country"}, None)])
        assert catalogue.database.rows("SELECT name_pt_BR FROM area") == [("Brasil",)]


def test_a_kind_that_is_new_gets_its_view_when_the_catalogue_is_opened(small: Catalogue, path: Path):
    small.close()
    with probe_kind(), Catalogue.open(path) as again:
        assert again.database.value("SELECT count(*) FROM probe") == 0
        assert "probe" in again.reader.kinds


def test_records_of_a_kind_whose_package_is_gone_can_still_be_read(small: Catalogue, path: Path):
    small.close()
    with probe_kind(), Catalogue.open(path) as again:
        again.put_all([({"id": "probe/one", "name": "One"}, None)])
    with Catalogue.open(path) as again:
        assert again.reader.count("probe") == 1
        assert again.reader.get("probe/one")["name"] == {"en": "One"}
        assert [d["id"] for d in again.reader.records("probe")] == ["probe/one"]


def test_a_view_of_an_analyst_is_left_alone(small: Catalogue, path: Path):
    with small.database.write():
        small.database.run("CREATE VIEW mine AS SELECT id FROM record")
    small.close()
    with probe_kind(), Catalogue.open(path) as again:
        assert again.database.value("SELECT count(*) FROM mine") > 0


def test_a_declaration_that_has_changed_is_applied_to_the_records_that_are_there(
    small: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch
):
    small.close()
    with Catalogue.open(path) as catalogue:
        before = snapshot(catalogue)
        assert catalogue.find("aggregate") == []
    agency = replace(kinds()["agency"], label_field="acronym")
    searched = [*kinds()["source"]._searched, ("personal_data", "body")]
    source = replace(kinds()["source"])
    source.__dict__.update(_searched=tuple(searched), _references=(("holder", False, ()),))
    with monkeypatch.context() as changed:
        changed.setitem(_registry, "agency", agency)
        changed.setitem(_registry, "source", source)
        with Catalogue.open(path) as catalogue:
            snapshot(catalogue)
            assert [hit.id for hit in catalogue.find("aggregate")] == ["source/ke-census"]
            assert catalogue.reader.labels(["agency/ke-dis"]) == {"agency/ke-dis": "DIS"}
            assert [link.field for link in catalogue.reader.links("source/ke-census")] == ["holder"]
    with Catalogue.open(path) as catalogue:
        assert snapshot(catalogue) == before


def test_opening_writes_nothing_if_nothing_is_new(small: Catalogue, path: Path):
    before = small.database.changed_by_others()
    Catalogue.open(path).close()
    assert small.database.changed_by_others() == before


# --- from one version to the next


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An Orodha whose schema is two versions on; the list tells which steps have run."""
    ran: list[int] = []

    def first(database: Database) -> None:
        database.run("ALTER TABLE record ADD COLUMN colour VARCHAR")
        ran.append(1)

    def second(database: Database) -> None:
        database.run("UPDATE record SET colour = 'red'")
        ran.append(2)

    monkeypatch.setattr("orodha.catalogue.database.SCHEMA_VERSION", 3)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(schema, "STEPS", {1: first, 2: second})
    return ran


@pytest.fixture
def old(small: Catalogue, path: Path) -> Path:
    """A catalogue that was made before ``newer``."""
    small.close()
    return path


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.backup*"))


def test_an_older_catalogue_is_stepped_through_to_this_version(old: Path, newer: list[int]):
    with Catalogue.open(old) as catalogue:
        assert newer == [1, 2]
        assert catalogue.database.value("SELECT DISTINCT colour FROM record") == "red"
        assert catalogue.reader.meta["schema"] == 3
        snapshot(catalogue)


def test_it_is_stepped_through_only_once(old: Path, newer: list[int]):
    for _ in range(2):
        Catalogue.open(old).close()
    assert newer == [1, 2]
    assert len(backups(old)) == 1


def test_it_is_backed_up_first(old: Path, newer: list[int], monkeypatch: pytest.MonkeyPatch):
    Catalogue.open(old).close()
    monkeypatch.undo()
    (backup,) = backups(old)
    assert backup.name == "test.db.schema1.backup"
    with Catalogue.open(backup) as before:
        assert before.reader.meta["schema"] == 1
        assert before.reader.has("source/ke-permits")


def test_a_backup_is_never_overwritten(old: Path, newer: list[int]):
    taken = old.with_name("test.db.schema1.backup")
    taken.write_text("mine")
    Catalogue.open(old).close()
    assert taken.read_text() == "mine"
    assert len(backups(old)) == 2


def test_a_step_that_fails_changes_nothing(old: Path, newer: list[int], monkeypatch: pytest.MonkeyPatch):
    def broken(database: Database) -> None:
        database.run("DELETE FROM record")
        database.run("DROP TABLE nothing")

    monkeypatch.setitem(schema.STEPS, 2, broken)
    with pytest.raises(DatabaseError):
        Catalogue.open(old)
    monkeypatch.undo()
    with Catalogue.open(old) as catalogue:
        assert catalogue.reader.meta["schema"] == 1
        assert len(snapshot(catalogue)["record"]) == 21


def test_two_processes_that_open_it_at_once_step_through_once(
    old: Path, newer: list[int], monkeypatch: pytest.MonkeyPatch
):
    backup = Database.backup

    def and_another(database: Database, target: Path) -> None:
        monkeypatch.setattr(Database, "backup", backup)
        backup(database, target)
        Catalogue.open(old).close()

    monkeypatch.setattr(Database, "backup", and_another)
    with Catalogue.open(old) as catalogue:
        assert newer == [1, 2]
        assert catalogue.reader.meta["schema"] == 3


def test_a_reader_reads_an_older_catalogue_without_changing_it(old: Path, newer: list[int]):
    with Reader.open(old) as reader:
        assert reader.has("source/ke-permits")
    assert newer == []


@pytest.mark.parametrize("opened", [Catalogue, Reader])
def test_a_catalogue_of_a_newer_orodha_is_refused(old: Path, opened: type):
    with sqlite3.connect(old) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(NewerCatalogue, match="schema 99; this one knows 1") as caught:
        opened.open(old)
    assert "pip install --upgrade" in caught.value.advice
