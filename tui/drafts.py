"""Forms that were not saved yet, on disk, so that nothing that was typed is lost: not by a crash, nor by leaving.

Each form has a file of its own. While a form is open, a lock keeps its file from others; the lock goes with the
process, so that what a crash left behind is found by the next one who opens the form.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

try:
    import fcntl
except ImportError:  # no locks there: two forms of one record share a file, and the later text stays
    fcntl = None

MOST = 50
"""So many forms of one record are looked for at most."""


def folder() -> Path:
    """Return where drafts are: ``orodha/drafts`` in XDG_STATE_HOME, else in ``~/.local/state``."""
    home = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".local" / "state") / "orodha" / "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed in a form.

    Attributes:
        texts: What stands on the lines that were changed, by their keys.
        base: The record as it was opened, without what the catalogue adds; empty for a new one.
        revision: The revision of that; 0 for a new one.
        note: The note for the log.
        time: When it was kept, ISO 8601 with the zone.
    """

    texts: Mapping[str, str]
    base: Mapping[str, Any] = field(default_factory=dict[str, Any])
    revision: int = 0
    note: str = ""
    time: str = ""

    @property
    def clock(self) -> str:
        """The time of day that it was kept, with the day if that is another than today."""
        when = dt.datetime.fromisoformat(self.time).astimezone()
        return f"{when:%H:%M}" if when.date() == dt.datetime.now().astimezone().date() else f"{when:%d %B %H:%M}"


class Keeper:
    """The draft of one form.

    Args:
        catalogue: Path or URL of the catalogue.
        name: The record, or the kind of a new one.
        place: The folder; that of ``folder()`` if none is given.
    """

    def __init__(self, catalogue: str, name: str, place: Path | None = None) -> None:
        self.place = place or folder()
        self._stem = _stem(catalogue, name)
        self._lock: int | None = None
        self._path: Path | None = None
        self._writing = threading.RLock()
        self._newest = 0
        self._closed = False

    def find(self) -> Draft | None:
        """Return the newest draft that no open form has, and take it over; None if there is none; from any thread."""
        found: list[tuple[str, int, Draft]] = []
        with self._writing:
            for number in range(1, MOST):
                draft = _read(self._file(number))
                if draft and self._take(number):
                    found.append((draft.time, number, draft))
                    self._let_go()
            for _, number, draft in sorted(found, key=lambda one: one[:2], reverse=True):
                if self._take(number):
                    return draft
        return None

    def keep(self, draft: Draft, serial: int = 0) -> None:
        """Write the draft in place of what was kept before; from any thread.

        Args:
            draft: What was typed.
            serial: Counts up; one that comes late, after a newer one, is left out.

        Raises:
            OSError: It cannot be kept: the folder may not be written to, or the disk is full.
        """
        with self._writing:
            if self._closed or (serial and serial < self._newest):
                return
            self._newest = max(self._newest, serial)
            self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._path or self._free()
            now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
            _replace(path, json.dumps(asdict(draft) | {"time": draft.time or now}, ensure_ascii=False))

    def drop(self, serial: int = 0) -> None:
        """Take the draft away: it was saved, or nothing is left of it; ``serial`` as of ``keep``."""
        with self._writing, contextlib.suppress(OSError):
            if self._path and (not serial or serial >= self._newest):
                self._newest = max(self._newest, serial)
                self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let others have the draft, for good: what comes later, from whichever thread, neither takes nor writes it."""
        with self._writing:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._locked(self._path).unlink(missing_ok=True)
            os.close(self._lock)
        self._lock = self._path = None

    def _file(self, number: int) -> Path:
        return self.place / f"{self._stem}.{number}.json"

    def _locked(self, path: Path | None) -> Path:
        return (path or self._file(0)).with_suffix(".lock")

    def _free(self) -> Path:
        """Take a file that neither an open form nor a draft has."""
        for number in range(1, MOST):
            if not self._file(number).exists() and self._take(number):
                break
        return self._path or self._file(MOST)

    def _take(self, number: int) -> bool:
        """Lock a file for this form, if it is free."""
        if self._closed:
            return False
        path = self._file(number)
        if fcntl is None:
            self._path = path
            return True
        try:
            held = os.open(self._locked(path), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError:  # nothing may be written there; reading is all the same possible
            self._path = path
            return True
        same = True
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            same = os.fstat(held).st_ino == self._locked(path).stat().st_ino  # else it was let go just now
        except (BlockingIOError, FileNotFoundError):
            same = False
        except OSError:  # a file system without locks
            pass
        if not same:
            os.close(held)
            return False
        self._lock, self._path = held, path
        return True


def forget(catalogue: str, name: str, texts: Mapping[str, str]) -> None:
    """Take the draft of a form away that was left while it was being saved, if it is what was saved.

    Args:
        catalogue: As of ``Keeper``.
        name: The same.
        texts: What was saved.
    """
    keeper = Keeper(catalogue, name)
    found = keeper.find()
    if found and found.texts == texts:
        keeper.drop()
    keeper.close()


def unfinished(catalogue: str, kinds: Iterable[str], place: Path | None = None) -> list[str]:
    """Return the forms of a catalogue that were left unsaved and are open nowhere: ids of records, kinds of new ones.

    Args:
        catalogue: As of ``Keeper``.
        kinds: The kinds that new records can have.
        place: The folder of drafts, if it is another one.
    """
    new = {_stem(catalogue, kind): kind for kind in kinds}
    found: set[str] = set()
    for path in (place or folder()).glob("*.json"):
        stem = path.name.rsplit(".", 2)[0]
        draft = _read(path)
        name = str(draft.base.get("id", "")) if draft else ""
        name = new.get(stem) or (name if stem == _stem(catalogue, name) else "")
        if draft and name and not _is_open(path.with_suffix(".lock")):
            found.add(name)
    return sorted(found)


def _is_open(lock: Path) -> bool:
    """Tell whether an open form has the draft."""
    if fcntl is None or not lock.exists():
        return False
    try:
        with lock.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # gone by now, or a file system without locks
        return False
    return False


def _stem(catalogue: str, name: str) -> str:
    """Return how the files of a form begin."""
    where = catalogue if "://" in catalogue else str(Path(catalogue).resolve())
    readable = "".join(letter if letter.isalnum() else "-" for letter in name)[:60]
    return f"{readable}-{blake2b(json.dumps([where, name]).encode(), digest_size=8).hexdigest()}"


def _read(path: Path) -> Draft | None:
    """Return the draft in a file; None if there is none that can be read."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        return Draft(
            {str(key): str(text) for key, text in cast("dict[Any, Any]", found["texts"]).items()},
            cast("dict[str, Any]", found["base"]),
            int(found["revision"]),
            str(found["note"]),
            dt.datetime.fromisoformat(found["time"]).isoformat(),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:  # mkstemp makes it 0600
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
