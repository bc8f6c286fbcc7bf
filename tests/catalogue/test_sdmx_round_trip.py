"""Messages written and read back in the same syntax, and held to its official schema."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx.tables import KINDS
from sdmx_quick import syntaxes
from sdmx_schemas import problems
from sdmx_strategies import Make, messages
from tries import tries

# Hypothesis warns of messages that are long when shown, and a warning is an error here.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

FEW = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # messages are large: making them smaller takes minutes
)
PAIRS = [(name, kind) for name, syntax in sdmx.SYNTAXES.items() for kind in Make(syntax).artefacts]
_QUICK = [pair for pair in PAIRS if pair[0] == "sdmx-ml-3.0"]
QUICK = {*_QUICK, *(("sdmx-ml-2.1", kind) for _, kind in PAIRS if kind not in {one for _, one in _QUICK})}
"""What the quick tests try: every kind in 3.0, or in 2.1 if only that has it."""


def pairs(chosen: Iterable[tuple[str, type]]) -> pytest.MarkDecorator:
    ids = [pytest.param(*pair, id=f"{pair[0]}-{pair[1].__name__}") for pair in chosen]
    return pytest.mark.parametrize(("name", "kind"), ids)


def hold(name: str, kind: type, data: st.DataObject) -> None:
    """Hold a message of one kind of artefact to coming back equal, and to the official schema."""
    message = data.draw(messages(sdmx.SYNTAXES[name], kind))
    content = b"".join(sdmx.written(message, name))
    assert problems(content, sdmx.SYNTAXES[name]) == []
    back = sdmx.read(content)
    assert back == message
    assert back.notes == []
    assert sdmx.losses(message, name) == []


@pairs(pair for pair in PAIRS if pair in QUICK)
@settings(FEW)
@given(data=st.data())
def test_every_artefact_comes_back_equal_and_is_valid(name: str, kind: type, data: st.DataObject) -> None:
    hold(name, kind, data)


@pytest.mark.slow
@pairs(PAIRS)
@settings(FEW, max_examples=8)
@given(data=st.data())
def test_every_artefact_comes_back_equal_in_every_syntax(name: str, kind: type, data: st.DataObject) -> None:
    hold(name, kind, data)


@pytest.mark.parametrize("name", syntaxes())
@tries(2, 6)
def test_a_message_of_several_kinds_comes_back_equal(name: str, examples: int) -> None:
    @settings(FEW, max_examples=examples)
    @given(data=st.data())
    def hold(data: st.DataObject) -> None:
        message = data.draw(messages(sdmx.SYNTAXES[name]))
        content = b"".join(sdmx.written(message, name))
        assert sdmx.read(content) == message
        assert problems(content, sdmx.SYNTAXES[name]) == []

    hold()


def test_every_kind_is_tried() -> None:
    tried = {kind for _, kind in PAIRS}
    assert tried == {kind.table.cls for kind in KINDS}
