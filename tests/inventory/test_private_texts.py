"""Private data in free text: found wherever it stands, never shown, and not seen where there is none."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import run
from orodha.catalogue.errors import FormatError
from orodha.catalogue.exporting import Selection
from orodha.catalogue.fields import Field, fields_of
from orodha.catalogue.kinds import kinds
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Statement
from orodha.inventory.private_patterns import patterns_for, read_patterns
from orodha.inventory.private_texts import leaving, masked, private_in, private_texts, spots
from samples import SHARED
from strategies import documents

SEED = SHARED / "seed"
KENYA = "area/ke"


def kinds_in(text: str, country: str = KENYA) -> list[str]:
    return [one.kind for one in private_in(text, country)]


def told(catalogue: Catalogue, **fields: Any) -> list[str]:
    record = catalogue.get("source/ke-efns")
    for name, value in fields.items():
        setattr(record, name, value)
    catalogue.save(record)
    return [f"{one.id} {one.field} {one.found.kind} {one.found.masked}" for one in private_texts(catalogue.reader)]


# --- what is found


@pytest.mark.parametrize(
    "text",
    [
        "Ask Jane, 0722 123 456.",
        "0110123456",
        "(0722) 123-456",
        "0722.123.456",
        "0722-12-34-56",
        "0722/123/456",
        "0722\u2013123\u2013456",
        "0722\u00a0123\u00a0456",
        "٠٧٢٢ ١٢٣ ٤٥٦",
        "+254 722 123456",
        "254722123456",
        "00254 722 123456",
        "tel:+254722123456",
        "+256 772 123456",
    ],
)
def test_mobile_numbers_are_private_in_any_spelling(text: str):
    assert kinds_in(text) == ["telephone number"]


def test_two_numbers_in_a_text_are_two():
    text = "0722 123 456 or 0733 123 456"
    assert [text[one.start : one.end] for one in private_in(text, KENYA)] == ["0722 123 456", "0733 123 456"]


def test_a_number_written_with_two_zeros_is_found_from_its_first_zero():
    (one,) = private_in("at 00254722123456 now", KENYA)
    assert (one.start, one.end, one.masked) == (3, 17, "00••••••••••56")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ID 12345678", "identity card number"),
        ("ID No. 1234567", "identity card number"),
        ("national id: 12345678", "identity card number"),
        ("identity card number is 12345678", "identity card number"),
        ("kitambulisho cha taifa namba 12345678", "identity card number"),
        ("Jane (12345678, ID), 12345679 (ID)", "identity card number"),
        ("ID number: 2345 6789", "identity card number"),
        ("ID 12345678 2 May", "identity card number"),
        ("Maisha Namba 123456789", "identity card number"),
        ("PIN A123456789Z", "tax PIN"),
        ("passport no. AK0123456", "passport number"),
        ("pasipoti A1234567", "passport number"),
        ("jane.doe@gmail.com.", "personal e-mail address"),
        ("Jane <JANE@Yahoo.co.uk>", "personal e-mail address"),
        ("jane (at) outlook.com", "personal e-mail address"),
        ("mailto:jane@proton.me", "personal e-mail address"),
    ],
)
def test_numbers_of_papers_and_personal_mail_are_private(text: str, kind: str):
    assert kinds_in(text) == [kind]


def test_without_a_country_only_what_is_whole_is_found():
    assert kinds_in("0722 123 456, ID 12345678, +254 722 123 457, a@gmail.com", "") == [
        "telephone number",
        "personal e-mail address",
    ]


# --- what is not


@pytest.mark.parametrize(
    "text",
    [
        "2019-2021",
        "2019-08-24 to 2021-12-31",
        "24/08/2019, 31.12.2021",
        "L.N. 263 of 2021, s. 25(1), Cap. 172",
        "1,234,567 of 47,564,296",
        "47 564 296 people, 712 345 678 shillings",
        "12345678 people got an ID",
        "ID cards: 12,345,678",
        "the ID system of 2019-2021",
        "dataset ID 1234567",
        "national ID 2019 2021",
        "national ID 1234 5678 9012",
        "ISO 3166: KE, KEN, 404; M49 800, 834",
        "objective 10.7.2, table 4.12.1-3",
        "+254 20 2222022 is the switchboard",
        "stats@knbs.or.ke",
        "jane.doe@immigration.go.ke",
        "https://example.org/files/0722123456.pdf",
        "DOI 10.1234/567890.12345678",
        "ISBN 978-9966-21-123-4",
        "20190824",
        "@gmail.com",
    ],
)
def test_dates_codes_laws_statistics_and_offices_are_not_private(text: str):
    assert kinds_in(text) == []


COUNTS = st.integers(0, 10**10)
HARMLESS = st.one_of(
    st.dates().map(str),
    st.tuples(st.integers(1895, 2100), st.sampled_from("-–/ "), st.integers(1895, 2100)).map(
        lambda told: f"{told[0]}{told[1]}{told[2]}"
    ),
    st.tuples(st.integers(1, 400), st.integers(1963, 2030)).map(lambda told: f"L.N. {told[0]} of {told[1]}"),
    COUNTS.map("{:,}".format),
    COUNTS.map(lambda n: f"{n:,}".replace(",", " ")),
    COUNTS.map(lambda n: f"{n / 100:,.2f}"),
    st.lists(st.integers(0, 999).map("{:03}".format), min_size=1, max_size=5).map(", ".join),
    st.floats(0, 100).map("{:.1f} %".format),
)


@given(st.lists(HARMLESS, min_size=1, max_size=4).map(" and ".join))
def test_no_list_of_figures_and_dates_is_private(text: str):
    assert kinds_in(text) == []


def test_the_starter_holds_nothing_private(kenya: Reader):
    assert private_texts(kenya) == []
    assert leaving(Selection(kenya, evidence=True)) == []


@pytest.mark.skipif(not SEED.is_dir(), reason="the source documents are not beside this checkout")
def test_the_figures_and_dates_of_the_source_documents_are_not_private():
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(SEED.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines()]
    assert len(lines) > 500
    assert [one for line in lines for one in private_in(line, KENYA)] == []


# --- wherever it stands

_NINE = st.integers(700_000_000, 799_999_999).map(str)
NUMBERS = st.one_of(
    _NINE.map("0{}".format),
    _NINE.map("+254{}".format),
    _NINE.map("+254 {}".format),
    _NINE.map(lambda n: f"0{n[:3]} {n[3:6]} {n[6:]}"),
    _NINE.map(lambda n: f"+254-{n[:3]}-{n[3:6]}-{n[6:]}"),
    _NINE.map("ID {}".format).map(lambda text: text[:-1]),
    _NINE.map("P{}X".format),
    st.from_regex(r"[a-z]{1,9}(\.[a-z]{1,9})?@(gmail\.com|yahoo\.co\.uk)", fullmatch=True),
)
AROUND = st.text(st.characters(categories=("Ll", "Lo")), max_size=12)
TEXT_SHAPES = ("text", "lang", "langs", "map")


def leaves(value: Any, fields: dict[str, Field] | None) -> Iterator[tuple[Any, Any]]:
    """Yield where texts stand in a document: the list or object, and the place in it."""
    for name in list(value) if isinstance(value, dict) else range(len(value)):
        field = fields.get(name) if fields is not None else None
        if fields is not None and (not field or (field.shape not in TEXT_SHAPES and not field.part)):
            continue
        inner = {one.name: one for one in fields_of(field.part)} if field and field.part else None
        one = value[name]
        if isinstance(one, str):
            yield value, name
        elif isinstance(one, dict):
            yield from leaves(one, inner)
        elif isinstance(one, list):
            for part in one if inner else [one]:
                yield from leaves(part, inner)


@settings(max_examples=15)
@given(st.data())
def test_a_number_planted_in_any_text_of_a_source_is_found(data: st.DataObject):
    plant("source", data)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.data())
def test_a_number_planted_in_any_text_of_any_record_is_found(data: st.DataObject):
    plant(data.draw(st.sampled_from(sorted(kinds()))), data)


def plant(kind_name: str, data: st.DataObject) -> None:
    """Put a number into one text of a record, and demand that it is found."""
    kind = kinds()[kind_name]
    document = copy.deepcopy(data.draw(documents(kind_name)))
    places = list(leaves(document, dict(kind.by_name)))
    assume(places)
    holder, name = data.draw(st.sampled_from(places))
    number, before, after = data.draw(NUMBERS), data.draw(AROUND), data.draw(AROUND)
    holder[name] = f"{before} {number} {after}"
    found = [one.found for one in spots(document, KENYA)]
    texts = [holder[name][one.start : one.end] for one in found]
    assert any(text and text in number and len(text) >= 7 for text in texts)


@given(st.one_of(NUMBERS, st.text(max_size=40)))
def test_no_more_than_two_letters_or_digits_are_shown_at_each_end(text: str):
    shown = masked(text)
    places = [n for n, letter in enumerate(text) if letter.isalnum()]
    seen = {n for n in places if shown[n] == text[n]}
    assert len(shown) == len(text)
    assert seen <= {*places[:2], *places[-2:]}
    assert len(seen) <= len(places) / 2


def test_a_statement_that_was_not_chosen_is_looked_through_too(catalogue: Catalogue):
    claims = catalogue.reader.statements("source/ke-efns")
    kept = [Statement(**one) for one in claims]
    rival = Statement("contact", "Jane, 0722 123 456", "", certainty="outside", chosen=False)
    catalogue.save(catalogue.get("source/ke-efns"), evidence={"source/ke-efns": [*kept, rival]})
    (spot,) = private_texts(catalogue.reader)
    assert (spot.id, spot.field.split(".")[0]) == ("source/ke-efns", "evidence")
    assert leaving(Selection(catalogue.reader, evidence=False)) == []
    assert [one.id for one in leaving(Selection(catalogue.reader, evidence=True))] == ["source/ke-efns"]


def test_what_the_audience_does_not_see_does_not_leave(catalogue: Catalogue):
    told(catalogue, notes={"en": "0722 123 456"})
    assert [one.field for one in leaving(Selection(catalogue.reader))] == ["notes.en"]
    assert leaving(Selection(catalogue.reader, audience="public")) == []
    assert leaving(Selection(catalogue.reader, ["agency"])) == []


def test_a_work_address_is_a_contact_and_a_personal_one_is_private(catalogue: Catalogue):
    assert told(catalogue, contact="jane.doe@immigration.go.ke") == []
    assert told(catalogue, contact="jane.doe@gmail.com") == [
        "source/ke-efns contact personal e-mail address ja••.•••@•••••.•om"
    ]


def test_numbers_of_home_are_found_in_records_of_other_countries():
    document = {"id": "source/x", "country": "area/sa", "title": {"en": "0722 123 456 or 050 123 4567"}}
    assert len(list(spots(document, KENYA))) == 2
    assert len(list(spots(document))) == 1


def test_the_rule_says_where_and_never_what(catalogue: Catalogue):
    told(catalogue, description={"en": "Ask 0722 123 456"})
    (finding,) = run(catalogue.reader, "private-in-text")
    assert (finding.id, finding.field) == ("source/ke-efns", "description.en")
    assert finding.message == "holds what looks like a telephone number: 07•• ••• •56"
    assert finding.fix == "Take it out: orodha edit source/ke-efns"


# --- patterns of a country


def test_a_country_without_rules_has_no_patterns():
    assert patterns_for("area/ug") == patterns_for("") == ()
    assert len(patterns_for(KENYA)) >= 3


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"kind": "x"}, r"ug.toml, \[\[private\]\] 1: pattern is missing"),
        ({"kind": 5, "pattern": "x"}, "kind is 5, and not a text"),
        ({"kind": "x", "pattern": "x{99999999999}"}, "the pattern cannot be read"),
        ({"kind": "x", "pattern": "("}, "the pattern cannot be read"),
        ({"kind": "x", "pattern": "[0-9]+"}, "has no group"),
        ("x", "it is 'x', and not a table"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_where(told: Any, message: str):
    with pytest.raises(FormatError, match=message):
        list(read_patterns({"private": [told]}, "ug.toml"))
