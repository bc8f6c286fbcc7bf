"""What every test runs under: Hypothesis without a deadline or a database, so that a run depends on the code alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stores
from hypothesis import HealthCheck, settings

settings.register_profile(
    "orodha",
    deadline=None,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=True,
)
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
