"""The SQLite database of a catalogue: connections, transactions, and its errors in our words.

``connect`` opens one; ``Database`` is what the engine needs of it, and what another backend has to offer. Nothing here
imports SQLModel: a lookup pays for the standard library only.
"""

from __future__ import annotations

import contextlib
import errno
import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from .errors import (
    DatabaseBusy,
    DatabaseError,
    DiskFull,
    Duplicate,
    NewerCatalogue,
    NoCatalogue,
    NotACatalogue,
    ReadOnlyCatalogue,
    UsageError,
)

SCHEMA_VERSION = 1
"""Version of the tables that this Orodha reads and writes; see ``schema`` for the steps between versions."""

APPLICATION_ID = 0x4F524F44
"""Marks the file as ours ("OROD") in SQLite's header."""

BUSY_SECONDS = 5.0


class Database:
    """One connection to a catalogue's database.

    Rows are tuples. ``write()`` is the only way to change anything.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self.terms: tuple[object, dict[str, dict[str, int]]] = (None, {})
        """Words of the search index by first letter, and the state that they were read in; see ``search``."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return every row of a query."""
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query as they come; a snapshot as long as it is being read."""
        with explained(self.path):
            for row in self._connection.execute(sql, values):  # noqa: UP028  # "yield from" closes the cursor too late
                yield row

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        with explained(self.path):
            row = self._connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement inside ``write()``."""
        self._connection.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row inside ``write()``.

        Raises:
            Duplicate: A value that must be unique is there already.
        """
        if rows:
            with explained(self.path):
                self._connection.executemany(sql, rows)

    @contextlib.contextmanager
    def write(self) -> Generator[None]:
        """Hold the write lock from first to last: all of the block is done, or nothing.

        Raises:
            DatabaseBusy: Another process kept the lock.
            ReadOnlyCatalogue: The file may not be written to.
            DiskFull: There was no room; nothing was changed.
        """
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def read_once(self) -> Generator[None]:
        """Keep few pages in memory while everything is read: a page that has been read is not wanted again."""
        before = self.value("PRAGMA cache_size")
        self.keep_few_pages()
        try:
            yield
        finally:
            self.value(f"PRAGMA cache_size={before}")

    def keep_few_pages(self) -> None:
        """Keep 8 MiB of pages in memory at most: where one process has several connections, each keeps its own."""
        self.value("PRAGMA cache_size=-8192")

    def keep_log(self) -> None:
        """Let readers read while this connection writes; a backup that was put in a catalogue's place does not yet."""
        with contextlib.suppress(DatabaseBusy):  # somebody is reading it: next time
            self.value("PRAGMA journal_mode=WAL")

    def changed_by_others(self) -> int:
        """Return a number that differs after another connection has committed."""
        return self.value("PRAGMA data_version")

    def interrupt(self) -> None:
        """Stop the query that another thread is running on this connection."""
        self._connection.interrupt()

    def backup(self, target: Path) -> None:
        """Copy the database, while it is in use, to a file that does not exist yet.

        Raises:
            UsageError: The target exists.
        """
        if target.exists():
            raise UsageError(f"{target} exists already.", "Choose another file; a backup never overwrites one.")
        with explained(target):
            copy = sqlite3.connect(target.absolute())
            try:
                self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            except BaseException:
                copy.close()
                target.unlink(missing_ok=True)
                raise
            copy.close()


def connect(target: str | Path, *, write: bool = False) -> Database:
    """Open an existing catalogue.

    Args:
        target: Path of the database file.
        write: Whether it may be changed. Reading never creates or changes a file's content.

    Raises:
        NoCatalogue: There is nothing at the path.
        NotACatalogue: The file is something else, or is damaged.
        NewerCatalogue: A newer Orodha made it.
    """
    path = local_path(target)
    if not path.is_file():
        raise NoCatalogue(f"There is no catalogue at {path}.", f"Make one with: orodha init {path}")
    database = Database(_open(path, write), path)
    try:
        check_ours(database)
        if write:
            database.keep_log()
    except BaseException:
        database.close()
        raise
    return database


def local_path(target: str | Path) -> Path:
    """Return the file that a path or sqlite URL names.

    Raises:
        UsageError: The target is the URL of something that this version cannot open.
    """
    text = str(target)
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    if "://" in text:
        raise UsageError(f"{text.partition('://')[0]} databases are not supported yet.", "Give the path of a file.")
    return Path(text)


def create_file(path: Path) -> Database:
    """Open a new database file for the tables to be made in; ``schema.create`` marks it as ours.

    Raises:
        UsageError: The file exists.
        DatabaseError: It cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain_os(error, path) from error
    try:
        path.touch(exist_ok=False)  # not left to SQLite: two processes would both believe that it is theirs
    except FileExistsError:
        raise UsageError(f"{path} exists already.", "Choose another path, or open it.") from None
    except OSError as error:
        raise _explain_os(error, path) from error
    connection: sqlite3.Connection | None = None
    try:
        with explained(path):
            connection = sqlite3.connect(path.absolute(), isolation_level=None, timeout=BUSY_SECONDS)
            connection.execute("PRAGMA journal_mode=WAL")
            _set_pragmas(connection)
    except BaseException:
        if connection:
            connection.close()
        remove_file(path)
        raise
    return Database(connection, path)


def scratch(path: Path) -> Database:
    """Open a database of one's own, which goes to the disk if it becomes large and is gone when it is closed.

    Args:
        path: What messages call it.
    """
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=OFF")
    _set_pragmas(connection)
    return Database(connection, path)


def remove_file(path: Path) -> None:
    """Remove a database that could not be made, once it is closed."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)


def _open(path: Path, write: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    with explained(path):
        # mode=rw, even to read: a read-only connection to a WAL database leaves its -wal and -shm files behind.
        connection = sqlite3.connect(
            f"{uri}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as error:
            connection.close()
            if write or error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            if _size(path.with_name(f"{path.name}-wal")):
                raise ReadOnlyCatalogue(
                    f"{path} was not closed, its last changes are in {path.name}-wal, and its folder is read-only.",
                    "Copy both files to a folder of your own, and open it there.",
                ) from error
            # a folder that may not be written to: nobody else can write there either
            connection = sqlite3.connect(
                f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
            )
        _set_pragmas(connection)
        if not write:
            connection.execute("PRAGMA query_only=ON")
    return connection


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _set_pragmas(connection: sqlite3.Connection) -> None:
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def check_ours(database: Database) -> int:
    """Return the schema version of the database.

    Raises:
        NotACatalogue: It is another program's.
        NewerCatalogue: It is from a newer Orodha.
    """
    if database.value("PRAGMA application_id") != APPLICATION_ID:
        raise NotACatalogue(f"{database.path} is a database of another program.", "Give the path of a catalogue.")
    version = json.loads(database.value("SELECT value FROM meta WHERE name = 'schema'") or "0")
    if version > SCHEMA_VERSION:
        raise NewerCatalogue(
            f"{database.path} was made by a newer Orodha (schema {version}; this one knows {SCHEMA_VERSION}).",
            "Upgrade with: pip install --upgrade orodha",
        )
    return version


@contextlib.contextmanager
def explained(path: Path) -> Generator[None]:
    """Turn errors of the driver into ours, which say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except UnicodeEncodeError as error:
        raise UsageError(f"{error.object!r} is no text.", "Write it in UTF-8.") from error


def _explain_os(error: OSError, path: Path) -> DatabaseError:
    told = f"{path} cannot be made: {error.strerror}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(told, "Free some room and try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyCatalogue(told, "Check the permissions of its folder.")
    return DatabaseError(told, "Choose another path.")


def _explain(error: sqlite3.Error, path: Path) -> DatabaseError:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(
                f"{path} was locked by another program for {BUSY_SECONDS:g} seconds.", "Nothing was changed; try again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnlyCatalogue(f"{path} may not be written to.", "Check the permissions of the file and folder.")
        case sqlite3.SQLITE_FULL:
            return DiskFull(f"The disk of {path} is full.", "Nothing was changed; free some room and try again.")
        case sqlite3.SQLITE_IOERR:
            return DiskFull(f"The disk of {path} could not be used: {error}.", "Nothing was changed.")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return NotACatalogue(f"{path} is not a catalogue, or is damaged: {error}.", "Use a backup of it.")
        case sqlite3.SQLITE_CANTOPEN:
            return ReadOnlyCatalogue(f"{path} cannot be opened: {error}.", "Check the permissions of its folder.")
        case sqlite3.SQLITE_CONSTRAINT:
            return Duplicate(f"{path}: {error}.")
        case sqlite3.SQLITE_INTERRUPT:
            return DatabaseError("The search was interrupted.")
        case _:
            return DatabaseError(f"{path}: {error}.")
