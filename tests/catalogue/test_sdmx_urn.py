"""URNs of SDMX, built and parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.errors import FormatError
from orodha.catalogue.formats.sdmx import urn

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,6}", fullmatch=True)


@given(
    kind=st.sampled_from(sorted(urn.PACKAGES)),
    agency=st.one_of(st.just("*"), st.lists(NAMES, min_size=1, max_size=3).map(".".join)),
    id=st.one_of(st.just("*"), st.from_regex(r"[A-Za-z0-9_@$-]{1,8}", fullmatch=True)),
    version=st.sampled_from(
        ("*", "1", "1.0", "1.0.0", "2.10.3-draft", "1.0.0-rc.1", "1.0+.0", "1.0+", "1+.0.0", "1.0.0+")
    ),
    item=st.lists(NAMES, max_size=3).map(".".join),
)
def test_what_is_built_is_parsed(kind: str, agency: str, id: str, version: str, item: str) -> None:
    parts = urn.Urn(kind, agency, id, version, item)
    assert urn.parse(str(parts)) == parts


def test_an_item_stands_after_its_scheme() -> None:
    code = urn.Urn("Code", "SDMX.SUB", "CL_FREQ", "2.1", "A")
    assert str(code) == "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX.SUB:CL_FREQ(2.1).A"
    assert code.scheme == "SDMX.SUB:CL_FREQ(2.1)"


def test_the_short_form_is_parsed() -> None:
    assert urn.parse("Code=AG:CL(1.0).A") == urn.Urn("Code", "AG", "CL", "1.0", "A")


def test_the_package_of_an_older_version_is_kept() -> None:
    text = "urn:sdmx:org.sdmx.infomodel.mapping.ConceptSchemeMap=KE:M(1.0)"
    assert str(urn.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AG:CL", "is no URN"),
        ("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AG(1.0)", "is no URN"),
        ("urn:sdmx:org.sdmx.infomodel.codelist.Codelst=AG:CL(1.0)", "Did you mean Codelist"),
        ("urn:sdmx:org.sdmx.infomodel.base.Codelist=AG:CL(1.0)", "is in the package 'codelist'"),
        ("https://example.org", "looks like"),
        ("", "is no URN"),
    ],
)
def test_what_is_wrong_with_a_urn_is_said(text: str, says: str) -> None:
    with pytest.raises(FormatError, match="URN") as error:
        urn.parse(text)
    assert says in str(error.value)
