"""Catalogues to test on: an empty one, and the small one of ``samples``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Record
from samples import EVIDENCE, SMALL, probe_kind


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a catalogue may be made."""
    return tmp_path / "test.db"


@pytest.fixture
def empty(path: Path) -> Iterator[Catalogue]:
    """A new catalogue with nothing in it."""
    with Catalogue.create(path) as catalogue:
        yield catalogue


@pytest.fixture
def small(empty: Catalogue) -> Catalogue:
    """A catalogue with the records of ``SMALL`` in one batch."""
    empty.put_all(((document, EVIDENCE.get(str(document["id"]))) for document in SMALL), note="small", author="test")
    return empty


@pytest.fixture
def closed(small: Catalogue, path: Path) -> Path:
    """The small catalogue, closed."""
    small.close()
    return path


@pytest.fixture
def other(small: Catalogue, path: Path) -> Iterator[Catalogue]:
    """The small catalogue, opened by somebody else."""
    with Catalogue.open(path) as catalogue:
        yield catalogue


@pytest.fixture
def probe() -> Iterator[type[Record]]:
    """The class of a kind that only this test knows."""
    with probe_kind() as model:
        yield model
