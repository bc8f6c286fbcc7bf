from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.inventory import create


@pytest.fixture
def catalogue(kenya_file: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """A copy of Kenya's starter to change."""
    path = tmp_path / "kenya.db"
    shutil.copy(kenya_file, path)
    with Catalogue.open(path) as catalogue:
        yield catalogue


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with our vocabularies and no records of a country; for reading only."""
    path = tmp_path_factory.mktemp("vocabulary") / "some.db"
    create(path, "vocabulary").close()
    return path


@pytest.fixture(scope="session")
def barren(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with nothing in it; for reading only."""
    path = tmp_path_factory.mktemp("barren") / "some.db"
    create(path, "empty").close()
    return path
