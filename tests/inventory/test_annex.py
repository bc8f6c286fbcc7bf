from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import lxml.html
import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.annex import Annex, Point, Said, Section, annex, chosen
from orodha.inventory.annex_docx import as_docx
from orodha.inventory.annex_texts import as_html, as_markdown
from orodha.inventory.sdmx.esms import ESMS
from orodha.inventory.sdmx.report import walk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CENSUS, MUSANED = "source/ke-kphc-2019", "source/ke-musaned"
NASTY = (
    "a | b",
    "*bold* _and_ `code`",
    "<b>&amp;</b>",
    "[a](b) ![c](d) {#e}",
    "# ~~no~~ $x$",
    "\\| \\*",
    "سجل 2019 (أ)",
)

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30),
).filter(str.strip)
said = st.builds(Said, texts, st.sampled_from(["", "en", "sw", "ar"]))
sections = st.builds(
    lambda number, title, points: Section(f"source/s-{number}", title, tuple(points)),
    st.integers(0, 99),
    said,
    st.lists(
        st.builds(lambda head, told: Point("X", head, tuple(told)), said, st.lists(said, min_size=1, max_size=3)),
        min_size=1,
        max_size=3,
    ),
)
annexes = st.builds(
    lambda title, sections: Annex(title, "en", tuple(sections)), texts, st.lists(sections, min_size=1, max_size=2)
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def all_texts(made: Annex) -> list[str]:
    """Every text of an annex, as a reader comes upon them below the contents."""
    told = [made.title]
    for section in made.sections:
        told.append(section.title.text)
        told += [one.text for point in section.points for one in (point.heading, *point.said)]
    return told


def stand_in_order(told: list[str], within: str) -> bool:
    place = 0
    for one in map(bare, told):
        place = within.find(one, place)
        if place < 0:
            return False
    return True


def points(made: Annex) -> dict[str, list[str]]:
    return {point.concept: [one.text for one in point.said] for point in made.sections[0].points}


def opened(made: Annex) -> Any:
    return docx.Document(io.BytesIO(as_docx(made)))


def put(catalogue: Catalogue, name: str, **fields: object) -> None:
    """Change fields of a record."""
    kept = {field: value for field, value in catalogue.reader.get(name).items() if field not in GENERATED}
    catalogue.put_all([(kept | fields, [])])


@pytest.fixture(scope="module")
def whole(kenya: Reader) -> Annex:
    return annex(kenya, chosen(kenya, [], indicators=True))


def test_an_annex_tells_of_every_source_and_then_of_every_indicator(kenya: Reader, whole: Annex):
    kinds = [one.id.partition("/")[0] for one in whole.sections]
    assert kinds.count("source") == kenya.count("source")
    assert kinds.count("indicator") == kenya.count("indicator")
    assert kinds == sorted(kinds, reverse=True)


def test_points_are_headed_as_the_concepts_of_sdmx_are(kenya: Reader):
    section = annex(kenya, [CENSUS]).sections[0]
    known = {one.id for one in walk(ESMS)} | {"Documents"}
    assert {point.concept for point in section.points} <= known
    assert Said("Statistical population", "en") in {point.heading for point in section.points}


def test_a_term_that_no_document_defines_is_said_to_have_no_definition(kenya: Reader):
    assert "Emigrant: no definition given" in points(annex(kenya, [CENSUS]))["STAT_CONC_DEF"]


def test_a_term_that_is_defined_comes_with_its_definition_and_where_it_is_from(catalogue: Catalogue):
    defined = {"definition": {"en": "Somebody who leaves."}, "definition_source": "UN 1998, box 1"}
    put(catalogue, "concept/ke-emigrant", **defined)
    told = points(annex(catalogue.reader, [CENSUS]))["STAT_CONC_DEF"]
    assert "Emigrant: Somebody who leaves. (UN 1998, box 1)" in told


def test_an_indicator_without_definition_says_so(kenya: Reader):
    assert points(annex(kenya, ["indicator/ke-i-shona"]))["STAT_CONC_DEF"] == ["No definition given."]


def test_what_nobody_recorded_is_said_to_be_missing_and_counted(kenya: Reader):
    made = annex(kenya, [CENSUS])
    assert points(made)["INST_MAN_LA_OA"] == ["Not given."]
    assert made.remarks == ("Without a definition: 5 of 5 terms.", "Not given: 3 of 19 points.")


def test_what_a_quality_report_says_of_concepts_is_no_term(catalogue: Catalogue):
    report = {
        "id": "quality-report/ke-kphc-2019-concepts",
        "subject": CENSUS,
        "framework": "NQAF",
        "dimension": "concept/esms-stat-conc-def",
        "text": {"en": "Of one word there is no definition given."},
    }
    catalogue.put_all([(report, [])])
    made = annex(catalogue.reader, [CENSUS])
    assert len(points(made)["STAT_CONC_DEF"]) == 6
    assert made.remarks[0] == "Without a definition: 5 of 5 terms."


def test_documents_are_cited_once_with_their_places(kenya: Reader):
    told = points(annex(kenya, [CENSUS]))["Documents"]
    assert len(told) == 2
    assert told[0].endswith("(section 3, 3.0; objectives 1 and 7; objective 1; objective 7)")


def test_a_contact_is_the_post_and_address_of_the_holder(catalogue: Catalogue):
    contacts = [{"post": {"en": "Head of Statistics"}, "email": "stat@example.org"}]
    put(catalogue, "agency/ke-knbs", contacts=contacts)
    told = points(annex(catalogue.reader, [CENSUS]))["CONTACT"]
    assert told == ["Head of Statistics", "stat@example.org"]


def test_what_quality_reports_found_stands_under_their_dimension(catalogue: Catalogue):
    report = {
        "id": "quality-report/ke-kphc-2019-timeliness",
        "subject": CENSUS,
        "framework": "NQAF",
        "dimension": "concept/esms-timeliness",
        "text": {"en": "Released within a year."},
        "date": "2020",
    }
    catalogue.put_all([(report, [])])
    assert points(annex(catalogue.reader, [CENSUS]))["TIMELINESS"] == ["Released within a year. (NQAF, 2020)"]


def test_internal_notes_are_no_part_of_an_annex(kenya: Reader, whole: Annex):
    notes = [one["notes"]["en"] for one in kenya.records("source") if one.get("notes")]
    written = as_markdown(whole)
    assert notes
    assert not [one for one in notes if one in written]


def test_what_is_missing_in_a_language_comes_in_english_and_is_marked(kenya: Reader):
    made = annex(kenya, [CENSUS], language="sw")
    topic = made.sections[0].title
    assert topic == Said("National Population Census 2019", "en")
    assert '<span lang="en" dir="auto">National Population Census 2019</span>' in as_markdown(made)


def test_a_code_has_no_language_but_comes_with_what_it_is_about(kenya: Reader):
    assert "Collected for statistics: yes" in points(annex(kenya, [CENSUS], language="ar"))["SOURCE_TYPE"]


def test_a_framework_chooses_what_serves_an_objective_of_it(kenya: Reader):
    found = chosen(kenya, [], "gcm-20")
    assert {"source/ke-remittance-flows", "indicator/ke-i-sdg-10-c"} <= set(found)
    assert set(found) < set(chosen(kenya, [], "scheme/gcm"))


def test_what_is_superseded_or_retired_comes_only_if_it_is_named(catalogue: Catalogue):
    source, indicator = "source/ke-remittance-flows", "indicator/ke-i-sdg-10-c"
    put(catalogue, source, registration="superseded", replaced_by=CENSUS)
    put(catalogue, indicator, registration="retired")
    reader = catalogue.reader
    assert not {source, indicator} & set(chosen(reader, [], indicators=True))
    assert not {source, indicator} & set(chosen(reader, [], "gcm"))
    every = [one["id"] for one in reader.records("source")]
    assert indicator not in chosen(reader, every, indicators=True)
    assert chosen(reader, [indicator]) == [indicator]


def test_a_framework_that_nothing_serves_is_said_to_be_so(kenya: Reader):
    with pytest.raises(NotFound, match="serves concept/topics-climate"):
        chosen(kenya, [], "concept/topics-climate")


def test_indicators_computed_from_a_source_come_with_it(kenya: Reader):
    found = chosen(kenya, ["ke-refugee-register"], indicators=True)
    assert found == ["source/ke-refugee-register", "indicator/ke-i-refugee-auto"]


@given(annexes)
@settings(max_examples=30)
def test_every_text_can_be_read_back_from_markdown(made: Annex):
    html = MarkdownIt("commonmark").enable("table").render(as_markdown(made))
    assert stand_in_order(all_texts(made), bare(lxml.html.fromstring(html).text_content()))


@given(annexes)
@settings(max_examples=30)
def test_every_text_can_be_read_back_from_markdown_as_mkdocs_reads_it(made: Annex):
    html = markdown.markdown(as_markdown(made), extensions=["tables", "attr_list"])
    assert stand_in_order(all_texts(made), bare(lxml.html.fromstring(f"<div>{html}</div>").text_content()))


@given(annexes)
@settings(max_examples=30)
def test_every_text_can_be_read_back_from_a_page(made: Annex):
    read = lxml.html.fromstring(as_html(made)).find("body")
    assert stand_in_order(all_texts(made), bare(read.text_content()))
    assert not read.findall(".//script")


@given(annexes)
@settings(max_examples=6)
def test_every_text_can_be_read_back_from_a_document(made: Annex):
    body = opened(made).element.body
    assert stand_in_order(all_texts(made), bare("".join(one.text or "" for one in body.iter(f"{W}t", f"{W}br"))))


def test_signs_that_xml_cannot_hold_do_not_break_a_document():
    made = Annex("a\x00b", "en", (Section("source/x", Said("\x0b"), (Point("X", Said("\x1f"), (Said("\ud800"),)),)),))
    assert opened(made).paragraphs[0].text == "a\ufffdb"


def test_a_document_has_real_headings_contents_and_tables_with_a_head(kenya: Reader):
    document = opened(annex(kenya, [CENSUS, "indicator/ke-i-shona"]))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert headings == [
        "Metadata annex: Kenya",
        "Sources",
        "1. National Population Census 2019",
        "Indicators",
        "2. Certificates given to the Shona community",
    ]
    assert len(document.tables) == 2
    assert all(one.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for one in document.tables)


def test_links_of_the_contents_lead_to_headings(kenya: Reader):
    names = [CENSUS, "source/ke-stateless-mapping", "indicator/ke-i-shona"]
    made = annex(kenya, names)
    long = replace(
        made, sections=(*made.sections, *(one._replace(id=f"source/{'x' * 60}{one.id}") for one in made.sections))
    )
    body = opened(long).element.body
    links = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")]
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert sorted(links) == sorted(marks)
    assert len(numbers) == len(set(numbers))
    assert len(links) == len(set(links)) == len(long.sections) + 2
    assert max(map(len, links)) <= 40
    page = lxml.html.fromstring(as_html(long))
    assert {one.get("href")[1:] for one in page.iter("a")} == {one.get("id") for one in page.iter("h3")}


def test_the_same_annex_gives_the_same_document_on_another_day(kenya: Reader):
    made = annex(kenya, [CENSUS])
    assert as_docx(made) == as_docx(made)
    with zipfile.ZipFile(io.BytesIO(as_docx(made))) as package:
        assert {one.date_time[:3] for one in package.infolist()} == {(2000, 1, 1)}
    about = opened(made).core_properties
    written = dt.datetime.fromisoformat(made.changed)
    assert (about.title, about.author, about.created) == ("Metadata annex: Kenya", "", written)


def test_arabic_runs_from_right_to_left_in_a_document():
    arabic = Said("سجل اللاجئين في كينيا", "ar")
    made = Annex("A", "en", (Section("source/x", arabic, (Point("X", Said("Title", "en"), (arabic,)),)),))
    line = opened(made).tables[0].rows[1].cells[1].paragraphs[0]._p
    assert line.pPr.find(f"{W}bidi") is not None
    run = line.find(f"{W}r")
    assert run.rPr.find(f"{W}rtl") is not None
    assert run.rPr.find(f"{W}lang").get(f"{W}bidi") == "ar"


def test_arabic_within_english_turns_only_itself_round():
    mixed = Said("Called سجل اللاجئين there", "en")
    made = Annex("A", "en", (Section("source/x", mixed, (Point("X", Said("N"), (mixed,)),)),))
    line = opened(made).tables[0].rows[1].cells[1].paragraphs[0]._p
    assert line.pPr.find(f"{W}bidi") is None
    turned = [one.text for one in line.findall(f"{W}r") if one.rPr.find(f"{W}rtl") is not None]
    assert turned == ["سجل اللاجئين"]


def test_an_annex_as_json_has_points_with_concept_and_language(kenya: Reader):
    told = annex(kenya, [CENSUS]).as_json()["sections"][0]
    assert told["id"] == CENSUS
    assert told["points"][0]["concept"] == "CONTACT_ORGANISATION"
    assert told["points"][0]["said"] == [{"text": "Kenya National Bureau of Statistics", "language": "en"}]


def test_an_annex_of_nothing_says_so(barren: Path):
    with Reader.open(barren) as reader:
        made = annex(reader, [])
    assert made.title == "Metadata annex"
    assert made.remarks == ("There is no source and no indicator to tell of.",)
