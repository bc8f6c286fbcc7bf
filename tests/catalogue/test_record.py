"""Types of fields, and what a record refuses."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Means, Record
from orodha.catalogue.record import Date, Duration, Integer, Iri, LangText, LangTexts, Number, Ref, Text, YesNo
from orodha.inventory.agencies import Agency, Contact
from pydantic import TypeAdapter, ValidationError
from strategies import dates, durations, iris, texts


def read(type_: Any, value: Any) -> Any:
    return TypeAdapter(type_).validate_python(value)


def refuses(type_: Any, value: Any) -> bool:
    try:
        read(type_, value)
    except ValidationError:
        return True
    return False


def test_a_bare_text_is_english():
    assert read(LangText, "Work permits") == {"en": "Work permits"}


def test_texts_lose_the_space_around_them():
    assert read(LangText, {"sw": "  Kibali \n"}) == {"sw": "Kibali"}
    assert read(Text, " x ") == "x"


@pytest.mark.parametrize("value", ["", "   ", {"en": ""}, {"en": " \t"}, 5, ["a"], {"en": ["a"]}, {"en": None}])
def test_no_text_is_empty_or_no_text(value: object):
    assert refuses(LangText, value)


@pytest.mark.parametrize("tag", ["", "EN", "e", "english", "en_GB", "en-", "ع", "en GB"])
def test_a_language_is_a_language_tag(tag: str):
    assert refuses(LangText, {tag: "x"})
    assert refuses(LangTexts, {tag: ["x"]})


@pytest.mark.parametrize("tag", ["en", "sw", "pt-BR", "zh-Hant", "swc"])
def test_language_tags_may_name_a_region_or_script(tag: str):
    assert read(LangText, {tag: "x"}) == {tag: "x"}


@pytest.mark.parametrize("value", ["EFNS", ["EFNS"], {"en": "EFNS"}, {"en": ["EFNS"]}])
def test_several_texts_may_be_written_as_one(value: object):
    assert read(LangTexts, value) == {"en": ["EFNS"]}


def test_a_language_without_texts_is_left_out():
    assert read(LangTexts, {"en": [], "sw": ["x"]}) == {"sw": ["x"]}


@given(dates)
def test_dates_are_kept_as_exactly_as_they_are_known(date: str):
    assert read(Date, date) == date


@pytest.mark.parametrize(
    "value", ["19", "2019-13", "2019-02-30", "2019-2", "24-08-2019", "2019-08-24T00:00", "0000", "٢٠١٩", "2019\n", 2019]
)
def test_no_date_is_refused(value: object):
    assert refuses(Date, value)


@given(durations)
def test_durations_are_those_of_iso_8601(duration: str):
    assert read(Duration, duration) == duration


@pytest.mark.parametrize("value", ["P", "PT", "1Y", "P1.5Y", "P1D1Y", "1 year", "P٣M"])
def test_no_duration_is_refused(value: str):
    assert refuses(Duration, value)


@given(iris)
def test_iris_may_have_letters_of_any_script(iri: str):
    assert read(Iri, iri) == iri
    assert read(Ref, iri) == iri


@pytest.mark.parametrize("value", ["source/ke-efns", "", "http://a b", "http://a<b>", "example.org", "http://a\n"])
def test_what_is_no_absolute_iri_is_refused(value: str):
    assert refuses(Iri, value)


@pytest.mark.parametrize(
    "value", ["ke-efns", "source/", "source/-x", "Source/x", "source/a b", "source/é", "source/x\n"]
)
def test_a_reference_is_an_id_or_an_iri(value: str):
    assert refuses(Ref, value)


@pytest.mark.parametrize("value", [2**53, -(2**53), 2**70, 1.5, "a"])
def test_whole_numbers_are_those_that_every_format_carries(value: object):
    assert refuses(Integer, value)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_numbers_are_finite(value: float):
    assert refuses(Number, value)


@given(st.sampled_from(["yes", "no", "true", "false", 1, 0, True, False]))
def test_yes_and_no_are_read_from_words(value: object):
    assert read(YesNo, value) is (value in ("yes", "true", 1))


@given(texts)
def test_any_line_of_text_is_kept(text: str):
    assert read(Text, text) == text


def test_a_record_refuses_a_field_that_its_kind_has_not():
    with pytest.raises(ValidationError, match="holders"):
        Agency(id="agency/x", name={"en": "X"}, type="NGO", holders=[])  # type: ignore[call-arg]


def test_a_part_refuses_a_field_that_it_has_not():
    with pytest.raises(ValidationError, match="phone"):
        Contact(post={"en": "Head"}, phone="1")  # type: ignore[call-arg]


def test_a_new_record_was_never_saved():
    assert Agency(id="agency/x", name={"en": "X"}, type="NGO").saved is None


def test_no_field_may_have_a_name_that_documents_use_for_something_else():
    with pytest.raises(TypeError, match="revision"):

        class Wrong(Record, kind="wrong"):
            """A kind with a name taken."""

            revision: Annotated[Text, Means("dct:title", "Taken.")]
