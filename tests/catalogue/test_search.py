"""Search: what is found, in which order, and that no text can break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.catalogue import valid_document
from orodha.catalogue.changes import ChangeSet, Put
from orodha.catalogue.reader import Reader
from orodha.catalogue.search import parse, stem
from strategies import TRICKY, texts


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of titles that differ in one thing each."""
    path = tmp_path_factory.mktemp("search") / "test.db"
    with Catalogue.create(path) as catalogue:
        catalogue.put_all((document, None) for document in DOCUMENTS)
    with Reader.open(path) as opened:
        yield opened


def agency(slug: str, name: object, **fields: object) -> dict[str, object]:
    return {"id": f"agency/{slug}", "name": name, "type": "NGO"} | fields


def report(slug: str, text: str) -> dict[str, object]:
    fields = {"subject": "source/x", "framework": "NQAF", "dimension": "concept/esms-accuracy", "text": text}
    return {"id": f"quality-report/{slug}"} | fields


DOCUMENTS = [
    agency("permit", "Work permit"),
    agency("permits-board", "Board that decides on work permits and passes"),
    agency("work", "Work"),
    agency("body", "Somebody", functions="Issues every work permit there is"),
    agency("coded", "Department of Immigration Services", acronym="DIS"),
    agency("disaster", "Disaster Office"),
    agency("statistics", "Kenya National Bureau of Statistics"),
    agency("arabic", {"ar": "المَكْتَب الوَطَنيّ للإحصاء"}),
    agency("amharic", {"am": "የሥራ ፈቃድ መዝገብ"}),
    agency("french", {"fr": "Agence des réfugiés"}),
    agency("turkish", {"tr": "İstanbul Göç Kurumu"}),
    agency("apostrophe", "Ng'ang'a Institute"),
    agency("hyphen", "e-FNS"),
    agency("ke-work-pass", "X"),
    report("one", "Refugee counts are late"),
    {"id": "area/ke", "name": {"en": "Kenya"}, "type": "country", "iso3166": "KE"},
    {"id": "scheme/one", "title": "Refugee terms", "role": "glossary"},
]


def found(reader: Reader, text: str, *kinds: str) -> list[str]:
    return [hit.id for hit in reader.find(text, kinds)]


# --- what is found


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("work permit", "agency/permit"),
        ("permit work", "agency/permit"),
        ("WORK PERMIT", "agency/permit"),
        ("work permits", "agency/permit"),
        ("work perm", "agency/permit"),
        ("immigration serv", "agency/coded"),
        ("dis", "agency/coded"),
        ("المكتب الوطني", "agency/arabic"),
        ("المَكْتَب", "agency/arabic"),
        ("للاحصاء", "agency/arabic"),
        ("ፈቃድ", "agency/amharic"),
        ("የሥራ ፈቃ", "agency/amharic"),
        ("refugies", "agency/french"),
        ("réfugiés", "agency/french"),
        ("istanbul goc", "agency/turkish"),
        ("ISTANBUL", "agency/turkish"),
        ("nganga", "agency/apostrophe"),
        ("Ng’ang’a", "agency/apostrophe"),
        ("e-fns", "agency/hyphen"),
        ("ke work pass", "agency/ke-work-pass"),
        ("statistic", "agency/statistics"),
    ],
)
def test_a_text_finds_the_record_that_it_names_first(reader: Reader, text: str, record: str):
    assert found(reader, text)[0] == record


def test_all_words_must_occur(reader: Reader):
    assert found(reader, "work immigration") == []


def test_words_may_stand_in_different_fields(reader: Reader):
    assert found(reader, "somebody permit") == ["agency/body"]


def test_a_plural_finds_the_singular_and_the_other_way_round(reader: Reader):
    assert set(found(reader, "permits")) == set(found(reader, "permit"))


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("permits", "permit"),
        ("countries", "countr"),
        ("status", "status"),
        ("pass", "pass"),
        ("census", "census"),
        ("analysis", "analysis"),
        ("gas", "gas"),
        ("dis", "dis"),
    ],
)
def test_only_plural_endings_are_taken_off(word: str, base: str):
    assert stem(word) == base


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("imigration", "agency/coded"),
        ("immigratoin", "agency/coded"),
        ("statitsics", "agency/statistics"),
        ("wrok permit", "agency/permit"),
        ("istambul", "agency/turkish"),
        ("refugeee", "quality-report/one"),
        ("kenia", "area/ke"),
    ],
)
def test_a_misspelt_word_is_corrected(reader: Reader, text: str, record: str):
    assert record in found(reader, text)


@pytest.mark.parametrize("text", ["xyzzy", "wxyz", "qq", "immmmmigration"])
def test_a_word_that_is_near_nothing_finds_nothing(reader: Reader, text: str):
    assert found(reader, text) == []


def test_a_word_that_is_known_is_not_corrected(reader: Reader):
    assert "agency/disaster" not in found(reader, "disas terms")
    assert found(reader, "board kenya") == []


def test_a_new_word_can_be_searched_and_corrected_to_at_once(empty: Catalogue):
    empty.put_all([(agency("a", "Nationality"), None)])
    assert [hit.id for hit in empty.find("natonality")] == ["agency/a"]
    empty.put_all([(agency("b", "Citizenship"), None)])
    assert [hit.id for hit in empty.find("citizneship")] == ["agency/b"]


def test_a_word_that_somebody_else_saved_can_be_corrected_to(empty: Catalogue, path: Path):
    empty.put_all([(agency("a", "Nationality"), None)])
    assert [hit.id for hit in empty.find("natonality")] == ["agency/a"]
    with Catalogue.open(path) as other:
        other.put_all([(agency("b", "Citizenship"), None)])
    assert [hit.id for hit in empty.find("citizneship")] == ["agency/b"]


# --- in which order


def test_the_whole_title_comes_first_then_titles_then_bodies(reader: Reader):
    assert found(reader, "work permit") == ["agency/permit", "agency/permits-board", "agency/body"]


def test_a_whole_word_comes_before_one_that_begins_with_it(reader: Reader):
    order = found(reader, "dis")
    assert order.index("agency/coded") < order.index("agency/disaster")


def test_scores_fall_and_lie_between_0_and_1(reader: Reader):
    scores = [hit.score for hit in reader.find("work permit")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_whole_title_scores_1(reader: Reader):
    assert reader.find("work permit")[0].score == 1.0


def test_equals_come_in_the_order_of_their_labels(empty: Catalogue):
    empty.put_all([(agency(slug, f"Permit {slug.upper()}"), None) for slug in "cab"])
    assert [hit.label for hit in empty.find("permit")] == ["Permit A", "Permit B", "Permit C"]


def test_a_whole_title_comes_first_among_thousands(empty: Catalogue):
    many = (valid_document(agency(f"n{n}", f"Office of migration number {n}")) for n in range(2500))
    empty.apply(ChangeSet(map(Put, many)))
    empty.put_all([(agency("all", "Migration"), None)])
    assert empty.find("migration")[0].id == "agency/all"


# --- kinds and limits


def test_hits_may_be_of_some_kinds_only(reader: Reader):
    assert found(reader, "refugee", "scheme") == ["scheme/one"]
    assert set(found(reader, "refugee", "scheme", "quality-report")) == {"scheme/one", "quality-report/one"}


def test_a_kind_with_a_hyphen_can_be_searched(reader: Reader):
    assert found(reader, "refugee", "quality-report") == ["quality-report/one"]


def test_the_name_of_a_kind_is_no_hit(reader: Reader):
    assert found(reader, "qualityreport") == []


def test_a_limit_keeps_the_best(reader: Reader):
    assert [hit.id for hit in reader.find("work permit", limit=1)] == ["agency/permit"]
    assert reader.find("work permit", limit=0) == []


def test_a_limit_can_be_beyond_what_is_ranked(empty: Catalogue):
    empty.put_all((agency(f"n{n}", f"Office {n}"), None) for n in range(700))
    assert len(empty.find("office", limit=650)) == 650


# --- no text breaks it


@pytest.mark.parametrize("text", ["", " ", "-", "*", '"', "' OR 1=1 --", "%", "()", "\x00", "…"])
def test_a_text_without_words_finds_nothing(reader: Reader, text: str):
    assert [hit for hit in reader.find(text) if not parse(text).words] == []


@pytest.mark.parametrize(
    "text",
    [
        'work AND "permit',
        "work OR permit",
        "NOT work",
        "NEAR(work permit)",
        "title:work",
        "{title} : work",
        "^work",
        "work*",
        "-work",
        "work + permit",
        "(work",
        "work permit';",
        "work\x00permit",
    ],
)
def test_the_databases_operators_are_plain_text(reader: Reader, text: str):
    reader.find(text)


def test_operators_are_searched_as_words(reader: Reader):
    assert found(reader, "work AND permit") == ["agency/permits-board"]


anything = st.text() | st.text(st.characters(categories=("Lo", "Mn", "Mc", "No", "So", "Cs", "Cf", "Co", "Cn"))) | texts


@settings(max_examples=400)
@given(text=anything, kinds=st.lists(st.sampled_from(["source", "quality-report", 'x" OR', "", *TRICKY]), max_size=2))
@example(text="\ud800 work", kinds=[])
@example(text="work \U000e0001\U0001e900", kinds=[])
def test_any_text_can_be_searched(reader: Reader, text: str, kinds: list[str]):
    for hit in reader.find(text, kinds):
        assert 0 <= hit.score <= 1


scripts = st.text(
    st.characters(max_codepoint=0x2FFF, categories=("L", "N", "P", "S", "Zs"), include_characters="\u0301\u0650\u064e"),
    max_size=12,
)


@settings(max_examples=80)
@given(text=st.sampled_from(TRICKY) | scripts.map(str.strip).filter(bool))
def test_what_was_saved_under_a_title_is_found_by_it(text: str, reader: Reader):
    with Catalogue.open(reader.database.path) as catalogue:
        catalogue.put_all([(agency("probe", text), None)])
        words = parse(text).words
        hits = [hit.id for hit in reader.find(text, limit=500)]
        assert ("agency/probe" in hits) == bool(words)
        catalogue.undo()
