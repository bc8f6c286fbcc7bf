"""Records and links as lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.linking import relations
from orodha.catalogue.reader import Reader
from orodha.tui.theme import SIGNS
from orodha.tui.values import duration_told, value_lines
from orodha.tui.widgets.link_lines import MORE, LinkLines
from orodha.tui.widgets.record_lines import lines_of_record, record_lines
from orodha.tui.width import broken, width

COLOURS = {"accent": "#7cc7ff", "faint": "#a9b8c0", "foreground": "#e6edf0"}


@pytest.fixture(scope="module")
def reader(kenya_file):
    with Reader.open(kenya_file) as one:
        yield one


@pytest.mark.parametrize("columns", [24, 44, 78])
def test_no_line_is_wider_than_there_is_room(reader, columns):
    for kind in reader.counts():
        document = next(iter(reader.records(kind)))
        assert all(width(line.plain) <= columns for line in record_lines(reader, document, columns)), kind


def test_references_lead_to_what_they_name(reader):
    lines = lines_of_record(reader, reader.get("source/ke-efns"), 78)
    found = {line.text.plain.strip(): line.target for line in lines if line.target}
    assert found["holder              Department of Immigration Services"] == "agency/ke-dis"
    assert found["coverage            areas  Kenya"] == "area/ke"


def test_what_is_missing_is_named_last(reader):
    lines = record_lines(reader, reader.get("source/ke-efns"), 78)
    assert lines[-1].plain == "Recommended, and missing: legal basis."


def test_one_language_is_told_without_its_name(reader):
    text = "\n".join(line.plain for line in record_lines(reader, reader.get("concept/gcm-15"), 60, "sw"))
    assert text.startswith("Upatikanaji wa huduma za msingi") and "Accès" not in text


def test_what_documents_disagree_about_is_marked(reader):
    lines = lines_of_record(reader, reader.get("source/ke-neaims"), 78, disputed={"acronym": 2})
    assert [one.text.plain.strip() for one in lines if one.target == "evidence"] == [
        f"{SIGNS['contradicts']} documents say 2 things"
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Mn", "Me"])), st.integers(2, 40))
def test_broken_lines_fit_and_lose_no_letter(text, columns):
    lines = broken(text, columns)
    assert all(width(one) <= columns for one in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


def test_the_records_of_a_part_stand_below_each_other():
    lines = value_lines({"areas": ["area/a", "area/b"]}, "part", {"area/a": "A", "area/b": "B"})
    assert [(one.lead, one.text, one.target) for one in lines] == [("areas", "A", "area/a"), ("     ", "B", "area/b")]


@given(st.data())
def test_any_page_of_links_is_part_of_the_whole(reader, data):
    found = relations(reader, data.draw(st.sampled_from(["area/ke", "source/ke-efns", "agency/ke-dis"])))
    unfolded = data.draw(st.sets(st.integers(0, len(found) - 1)))
    lines = LinkLines(lambda: reader, found, COLOURS, unfolded)
    whole = [(one.text.plain, one.target) for one in lines.page(0, len(lines))]
    assert len(whole) == len(lines)
    first = data.draw(st.integers(0, len(lines)))
    count = data.draw(st.integers(0, 40))
    assert [(one.text.plain, one.target) for one in lines.page(first, count)] == whole[first : first + count]


def test_unfolded_links_name_every_record(reader):
    found = relations(reader, "area/ke")
    lines = LinkLines(lambda: reader, found, COLOURS, range(len(found)))
    targets = [one.target for one in lines.page(0, len(lines)) if one.target]
    assert len(targets) == sum(map(len, found)) and not any(one.startswith(MORE) for one in targets)


def test_mappings_are_called_by_their_terms(reader):
    found = [one for one in relations(reader, "concept/ke-immigrant") if one.kind == "mapping"]
    texts = [one.text.plain.strip() for one in LinkLines(lambda: reader, found, COLOURS).page(0, 9)]
    assert "Immigrant (Kenya) ~ Immigrant (shared terms)" in texts
    document = reader.get("mapping/ke-immigrant--migration-immigrant")
    assert record_lines(reader, document, 78)[0].plain == "Immigrant (Kenya) ~ Immigrant (shared terms)"


@pytest.mark.parametrize(
    ("duration", "again", "told"),
    [
        ("P1Y", True, "every year (P1Y)"),
        ("P6M", True, "every 6 months (P6M)"),
        ("P10Y", False, "10 years (P10Y)"),
        ("P1Y6M", True, "every 1 year and 6 months (P1Y6M)"),
        ("PT12H", False, "PT12H"),
    ],
)
def test_a_duration_is_told_in_words(duration, again, told):
    assert duration_told(duration, again=again) == told


def test_how_often_a_procedure_is_reviewed_is_told_in_words(reader):
    texts = [one.plain for one in record_lines(reader, reader.get("procedure/ke-sop-data"), 78)]
    assert "review cycle  every year (P1Y)" in texts
