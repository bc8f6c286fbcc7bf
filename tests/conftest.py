"""What every test runs under: Hypothesis without a deadline or a database; and what tests of all rooms begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import stores
from hypothesis import HealthCheck, settings
from orodha.catalogue.reader import Reader
from orodha.inventory import create

settings.register_profile(
    "orodha",
    deadline=None,
    derandomize=True,  # what fails once fails again; "--hypothesis-profile any" tries other examples every time
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=True,
)
settings.register_profile("any", settings.get_profile("orodha"), derandomize=False, database=None)
settings.load_profile("orodha")


@pytest.fixture
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy and no password of this machine take part."""
    for name in stores.no_surroundings():
        monkeypatch.delenv(name)


@pytest.fixture
def store(nothing_around: None) -> Iterator[stores.Store]:
    """A triple store of this process, with nothing in it."""
    with stores.serving(stores.Store()) as one:
        yield one


@pytest.fixture(scope="session")
def kenya_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter catalogue of Kenya, made once; to read or to copy."""
    path = tmp_path_factory.mktemp("kenya") / "kenya.db"
    create(path).close()
    return path


@pytest.fixture(scope="session")
def kenya(kenya_file: Path) -> Iterator[Reader]:
    """The starter catalogue of Kenya, to read."""
    with Reader.open(kenya_file) as reader:
        yield reader
