"""New catalogues that begin with something in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

from ..catalogue.catalogue import Catalogue
from ..catalogue.database import local_path, remove_file
from ..catalogue.formats import toml
from ..catalogue.names import DEFAULT_BASE
from ..catalogue.record import Statement

T = TypeVar("T")

STEP = 100
"""Progress is told after so many records."""

Starter = Literal["kenya", "vocabulary", "empty"]

PACKAGES: dict[Starter, tuple[str, ...]] = {
    "kenya": ("orodha.vocab.data", "orodha.inventory.data", "orodha.inventory.data.kenya"),
    "vocabulary": ("orodha.vocab.data", "orodha.inventory.data"),
    "empty": (),
}
"""Where the records of each starter stand, as TOML; the second are the agencies that keep schemes."""

TITLES: dict[Starter, str] = {"kenya": "Kenya", "vocabulary": "", "empty": ""}
PUBLISHERS: dict[Starter, str] = {"kenya": "agency/ke-ncm", "vocabulary": "", "empty": ""}
DESCRIPTIONS: dict[Starter, str] = {
    "kenya": "Kenya's inventory of data on migration: who holds what, under which agreement, and what the words mean.",
    "vocabulary": "",
    "empty": "",
}


def create(
    target: str | Path,
    starter: Starter = "kenya",
    *,
    base: str = DEFAULT_BASE,
    title: str = "",
    progress: Callable[[int], object] | None = None,
) -> Catalogue:
    """Make a catalogue with a starter in it, as one batch that can be undone.

    Args:
        target: Path of a file that does not exist yet.
        starter: ``kenya``: the inventory and the schemes; ``vocabulary``: the schemes alone; ``empty``: nothing.
        base: What IRIs begin with.
        title: What people call the catalogue; the starter's own title if empty.
        progress: Is told now and then how many records have been read; what it raises leaves nothing behind.

    Raises:
        UsageError: The file exists.
        DatabaseError: It cannot be written.
    """
    catalogue = Catalogue.create(
        target,
        base=base,
        title=title or TITLES[starter],
        publisher=PUBLISHERS[starter],
        description=DESCRIPTIONS[starter],
    )
    try:
        catalogue.begin_with(_told(records(starter), progress), note=f"starter {starter}", author="orodha")
    except BaseException:
        catalogue.close()
        remove_file(local_path(target))
        raise
    return catalogue


def records(starter: Starter) -> Iterator[tuple[dict[str, Any], tuple[Statement, ...]]]:
    """Yield every record of a starter with its evidence."""
    for package in PACKAGES[starter]:
        for path in _texts(package):
            yield from toml.read(path)


def _told(entries: Iterator[T], progress: Callable[[int], object] | None) -> Iterator[T]:
    """Yield what there is, and tell how many there were after every ``STEP``."""
    for count, entry in enumerate(entries):
        if progress and not count % STEP:
            progress(count)
        yield entry


def _texts(package: str) -> list[Traversable]:
    return sorted((f for f in files(package).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
