"""How many examples Hypothesis tries: few in the quick run, many in the slow one."""

from __future__ import annotations

import pytest


def tries(quick: int, slow: int) -> pytest.MarkDecorator:
    """Give a test the number of its ``examples`` in the quick run, and again in the slow one.

    One example is worth nothing: Hypothesis begins with the simplest one there is.
    """
    many = pytest.param(slow, id="slow", marks=pytest.mark.slow)
    return pytest.mark.parametrize("examples", [pytest.param(quick, id="quick"), many])
