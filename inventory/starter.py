"""New catalogues that begin with something in them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from ..catalogue.catalogue import Catalogue
from ..catalogue.database import local_path, remove_file
from ..catalogue.formats import toml
from ..catalogue.names import DEFAULT_BASE
from ..catalogue.record import Statement

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


def create(target: str | Path, starter: Starter = "kenya", *, base: str = DEFAULT_BASE, title: str = "") -> Catalogue:
    """Make a catalogue with a starter in it, as one batch that can be undone.

    Args:
        target: Path of a file that does not exist yet.
        starter: ``kenya``: the inventory and the schemes; ``vocabulary``: the schemes alone; ``empty``: nothing.
        base: What IRIs begin with.
        title: What people call the catalogue; the starter's own title if empty.

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
        catalogue.begin_with(records(starter), note=f"starter {starter}", author="orodha")
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


def _texts(package: str) -> list[Traversable]:
    return sorted((f for f in files(package).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
