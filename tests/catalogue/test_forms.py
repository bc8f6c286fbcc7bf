"""Records as lines of a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.drafting import own_fields
from orodha.catalogue.errors import NotFound
from orodha.catalogue.forms import fill, is_missing, line_of, lines_of, lines_within, text_of
from orodha.catalogue.kinds import kind, kinds
from orodha.catalogue.reader import Reader

SOURCE = kind("source")
PERMITS = {
    "id": "source/ke-permits",
    "title": {"en": "Permits", "sw": "Vibali"},
    "type": "concept/source-kinds-register",
    "country": "area/ke",
    "topics": ["concept/topics-labour"],
    "status": "live",
    "access": "concept/access-open",
    "personal_data": "aggregate",
    "coverage": {"areas": ["area/ke"], "first_period": "2019"},
    "distributions": [{"format": "CSV"}, {"title": {"en": "Table"}, "format": "PDF"}],
}


def nowhere(text, kinds=(), scheme=""):
    """Find ids only."""
    if "/" not in text:
        raise NotFound(f"There is no {text!r}.")
    return text


def filled(texts, document=PERMITS):
    return fill(SOURCE, document, texts, nowhere)


def test_mandatory_fields_come_first_and_each_language_has_a_line():
    keys = [line.key for line in lines_of(SOURCE, PERMITS)]
    assert keys[:3] == ["title:en", "title:sw", "type"]
    assert keys.index("personal_data") < keys.index("description:en") < keys.index("acronym")


def test_a_part_has_a_line_for_each_field_that_is_filled_in():
    lines = {line.key: line for line in lines_of(SOURCE, PERMITS)}
    assert lines["distributions.1.title:en"].label == "2 title"
    assert text_of(lines["coverage.first_period"], PERMITS) == "2019"
    assert lines["transfers"].whole


def test_only_lines_that_were_typed_on_change():
    found = filled({"title:sw": "Vibali vya kazi"})
    assert not found.problems
    changed = {name for name in PERMITS if PERMITS[name] != found.document[name]}
    assert changed == {"title"}
    assert found.document["title"] == {"en": "Permits", "sw": "Vibali vya kazi"}


def test_an_empty_text_takes_a_language_out_and_an_empty_part_goes():
    found = filled({"title:sw": "", "distributions.0.format": "", "coverage.areas": "", "coverage.first_period": ""})
    assert found.document["title"] == {"en": "Permits"}
    assert [one["format"] for one in found.document["distributions"]] == ["PDF"]
    assert "coverage" not in found.document


def test_a_further_part_is_added_behind_the_others():
    found = filled({"distributions.2.format": "XLSX"})
    assert [one["format"] for one in found.document["distributions"]] == ["CSV", "PDF", "XLSX"]


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("status", "liev", "Did you mean live?"),
        ("last_validated", "04/08/2019", "Write 2019-04-08 or 2019-08-04."),
        ("link", "no address", ""),
        ("extra", "{", ""),
        ("distributions.1.size", "many", ""),
        ("languages", "en", None),
    ],
)
def test_what_is_wrong_is_told_on_its_line(key, text, told):
    problems = filled({key: text}).problems
    assert (problems[key].fix if told is not None else None) == told if told != "" else key in problems


def test_a_problem_of_a_part_is_told_where_it_stands_although_another_was_emptied():
    problems = filled({"distributions.0.format": "", "distributions.1.access_url": "no address"}).problems
    assert set(problems) == {"distributions.1.access_url"}


def test_what_a_new_record_lacks_is_told_as_missing():
    problems = filled({}, {"id": "source/unnamed"}).problems
    assert all(is_missing(one) for one in problems.values())
    assert set(problems) == {"title:en", "type", "country", "topics", "status", "access", "personal_data"}


def test_a_reference_to_what_is_elsewhere_stays_when_another_is_added():
    document = PERMITS | {"legal_basis": ["https://example.org/act"]}

    def resolve(text, _kinds, _scheme):
        if text != "law/act":
            raise NotFound(f"There is no {text!r}.")
        return text

    found = fill(SOURCE, document, {"legal_basis": "https://example.org/act; law/act"}, resolve)
    assert found.document["legal_basis"] == ["https://example.org/act", "law/act"]


def test_a_short_id_is_made_whole():
    assert filled({"id": "ke-other"}).document["id"] == "source/ke-other"


@pytest.mark.parametrize("key", ["nothing", "title", "status:en", "distributions.0.nothing", "country.name", ""])
def test_a_key_of_no_field_has_no_line(key):
    assert line_of(SOURCE, key) is None


def test_the_fields_of_a_part_that_is_not_there_yet_have_lines():
    line = line_of(SOURCE, "transfers")
    keys = [one.key for one in lines_within(line)]
    assert keys[:2] == ["transfers.0.to", "transfers.0.mechanism"]


@given(st.data())
def test_any_text_on_any_line_gives_a_record_or_says_where_it_is_wrong(data):
    lines = [*lines_of(SOURCE, PERMITS), *lines_within(line_of(SOURCE, "transfers"))]
    texts = data.draw(st.dictionaries(st.sampled_from([one.key for one in lines]), st.text(max_size=9), max_size=4))
    found = filled(texts)
    if not found.problems:
        again = filled(texts, found.document)
        assert not again.problems
        if len(found.document.get("distributions", ())) >= 2:  # else the one that is left has the number of the first
            assert again.document == found.document
    assert all(line_of(SOURCE, key) for key in found.problems if key)


def test_typing_what_stands_there_changes_nothing(kenya_file):
    with Reader.open(kenya_file) as reader:
        for name in kinds():
            for document in list(reader.records(name))[:3] if name in reader.kinds else []:
                own = own_fields(reader, document)
                texts = {line.key: text_of(line, own) for line in lines_of(kinds()[name], own)}
                found = fill(kinds()[name], own, texts, reader.resolve)
                assert (document["id"], dict(found.problems)) == (document["id"], {})
                assert found.document == own
