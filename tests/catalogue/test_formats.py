"""Which format a file is of, and formats that packages announce."""

from __future__ import annotations

import pytest
from orodha.catalogue import formats as registry
from orodha.catalogue.errors import UsageError
from orodha.catalogue.formats import FORMATS, Format, format_of

ANNOUNCED = Format("special", (".special.tsv", ".special.json"), "drafts", "reader", "writer", package="elsewhere")


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "formats", lambda: (*FORMATS, ANNOUNCED))


@pytest.mark.usefixtures("announced")
def test_the_longest_ending_tells_the_format():
    assert format_of("a.SPECIAL.tsv") is ANNOUNCED
    assert format_of("special.tsv").name == "csv"
    assert format_of("a.json").name == "json"


@pytest.mark.usefixtures("announced")
def test_a_format_is_named_by_its_name_or_its_ending():
    assert format_of("x", "special") is ANNOUNCED
    assert format_of("x", "special.json") is ANNOUNCED
    assert format_of("x", "tsv").name == "csv"


def test_an_ending_that_nobody_knows_is_wrong_usage():
    with pytest.raises(UsageError, match="cannot be told from"):
        format_of("a.docx")
    with pytest.raises(UsageError, match="No format 'slx'"):
        format_of("a.xlsx", "slx")
