"""Which syntaxes the quick tests try, where trying all of them takes long and finds little more."""

from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue.formats import sdmx

QUICK = ("sdmx-ml-3.0", "sdmx-json-2.0")
"""One of each family."""


def syntaxes(*quick: str) -> list[Any]:
    """Parameters for all syntaxes, of which only some are quick; ``QUICK`` if none is named."""
    return [one if one in (quick or QUICK) else pytest.param(one, marks=pytest.mark.slow) for one in sdmx.SYNTAXES]
