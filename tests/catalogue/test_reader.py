"""Questions to a catalogue: lookups, conditions, links, paths, history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue, Statement
from orodha.catalogue.errors import NotFound, OrodhaError, UsageError
from orodha.catalogue.names import DEFAULT_BASE
from orodha.catalogue.reader import Reader
from strategies import TRICKY


@pytest.fixture
def reader(small: Catalogue, path: Path) -> Iterator[Reader]:
    with Reader.open(path) as opened:
        yield opened


def ids(reader: Reader, kind: str, *where: str) -> set[str]:
    found = {document["id"] for document in reader.records(kind, where)}
    assert reader.count(kind, where) == len(found)
    return found


# --- one record


def test_a_document_has_its_fields_and_what_the_catalogue_adds(reader: Reader):
    document = reader.get("scheme/topics")
    assert document.pop("created") == document.pop("modified")
    assert document == {
        "id": "scheme/topics",
        "iri": f"{DEFAULT_BASE}scheme/topics",
        "kind": "scheme",
        "title": {"en": "Topics"},
        "role": "code list",
        "authority": "agency/ke-dis",
        "version": "1",
        "registration": "recorded",
        "visibility": "public",
        "revision": 1,
    }


def test_a_record_is_found_by_an_iri_of_its_own(reader: Reader):
    assert reader.get("https://example.org/census")["id"] == "source/ke-census"


def test_a_record_that_is_not_there_is_answered_with_near_ones(reader: Reader):
    with pytest.raises(NotFound, match="There is no record 'source/ke-permit'") as caught:
        reader.get("source/ke-permit")
    assert "source/ke-permits" in caught.value.advice


@pytest.mark.parametrize("name", ["", " ", "nothing", "%", "'", *TRICKY])
def test_any_name_that_is_none_is_not_found(reader: Reader, name: str):
    with pytest.raises(NotFound):
        reader.get(name)


def test_a_name_that_is_no_text_is_refused_in_words(reader: Reader):
    with pytest.raises(UsageError, match="is no text"):
        reader.get("\udcff")


def test_has_tells_whether_an_id_is_there(reader: Reader):
    assert reader.has("area/ke")
    assert not reader.has("area/xx")


def test_labels_are_of_those_that_there_are(reader: Reader):
    assert reader.labels(["area/ke", "area/xx"]) == {"area/ke": "Kenya"}


# --- many records


def test_counts_are_of_kinds_that_have_any(reader: Reader):
    counts = reader.counts()
    assert counts["source"] == 2
    assert "law" not in counts
    assert list(counts) == sorted(counts)


def test_records_of_a_kind_come_by_label(reader: Reader):
    labels = [document["title"]["en"] for document in reader.records("source")]
    assert labels == ["Population and housing census", "Work permits register"]


def test_records_can_be_read_in_pages(reader: Reader):
    whole = [document["id"] for document in reader.records("concept")]
    pages = [
        document["id"] for start in range(0, 9, 3) for document in reader.records("concept", limit=3, offset=start)
    ]
    assert pages == whole


def test_documents_come_in_the_order_of_their_ids(reader: Reader):
    found = [document["id"] for document in reader.documents()]
    assert found == sorted(found)
    assert len(found) == sum(reader.counts().values())


def test_documents_may_be_of_some_kinds(reader: Reader):
    assert {document["kind"] for document in reader.documents(["area", "agency"])} == {"area", "agency"}


def test_a_catalogue_that_is_being_read_can_be_written_to(small: Catalogue):
    for document in small.reader.documents(["agency"]):
        record = small.get(document["id"])
        record.notes = {"en": "seen"}
        small.save(record)
    assert ids(small.reader, "agency", "notes~seen") == {"agency/ke-dis", "agency/ke-knbs"}


# --- conditions


@pytest.mark.parametrize(
    ("kind", "where", "found"),
    [
        ("source", ["status=live"], {"source/ke-permits", "source/ke-census"}),
        ("source", ["status=LIVE"], {"source/ke-permits", "source/ke-census"}),
        ("source", ["holder=agency/ke-dis"], {"source/ke-permits"}),
        ("source", ["holder=ke-dis"], {"source/ke-permits"}),
        ("source", ["holder=dis"], {"source/ke-permits"}),
        ("source", ["topics=labour"], {"source/ke-permits"}),
        ("source", ["topics=visas-permits"], {"source/ke-permits"}),
        ("source", ["topics=concept/topics-migration"], {"source/ke-census"}),
        ("source", ["topics!=labour"], {"source/ke-census"}),
        ("source", ["frequency="], {"source/ke-census"}),
        ("source", ["frequency!="], {"source/ke-permits"}),
        ("source", ["title~permit"], {"source/ke-permits"}),
        ("source", ["title~መዝገብ"], {"source/ke-permits"}),
        ("source", ["title=Work permits register"], {"source/ke-permits"}),
        ("source", ["title=permits"], set()),
        ("source", ["collected_for_statistics=yes"], {"source/ke-census"}),
        ("source", ["collected_for_statistics=false"], {"source/ke-permits"}),
        ("source", ["collected_for_statistics=1"], set()),
        ("source", ["iri=https://example.org/census"], {"source/ke-census"}),
        ("source", ["status=live", "personal_data=aggregate"], {"source/ke-census"}),
        ("source", [" status = live "], {"source/ke-permits", "source/ke-census"}),
        ("agency", ["contacts~stat@example.org"], {"agency/ke-knbs"}),
        ("agency", ["name~%"], set()),
        ("agency", ["name~_"], set()),
        ("agency", ["name~="], set()),
        ("mapping", ["confidence=0.9"], {"mapping/monthly"}),
        ("mapping", ["confidence=.90"], {"mapping/monthly"}),
        ("mapping", ["confidence=high"], set()),
        ("mapping", ["object=https://example.org/freq/M"], {"mapping/monthly"}),
        ("mapping", ["object~example.org/freq"], {"mapping/monthly"}),
        ("scheme", ["title=a!=b~c"], set()),
        ("scheme", ["version=1"], {"scheme/access", "scheme/frequency", "scheme/source-kinds", "scheme/topics"}),
        ("concept", ["scheme=topics", "broader="], {"concept/topics-migration"}),
    ],
)
def test_conditions(reader: Reader, kind: str, where: list[str], found: set[str]):
    assert ids(reader, kind, *where) == found


def test_a_condition_on_a_record_that_is_not_there_is_refused(reader: Reader):
    with pytest.raises(NotFound, match="no agency 'nobody'"):
        reader.count("source", ["holder=nobody"])


def test_a_number_is_not_equal_to_a_word(small: Catalogue):
    record = small.get("mapping/monthly")
    record.confidence = 0.0  # type: ignore[attr-defined]
    small.save(record)
    assert ids(small.reader, "mapping", "confidence=none") == set()
    assert ids(small.reader, "mapping", "confidence=0") == {"mapping/monthly"}


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("holders=x", "Did you mean holder"),
        ("status", "is no condition"),
        ("", "is no condition"),
        ("=x", "is no condition"),
        ("status live=1", "is no condition"),
    ],
)
def test_what_is_no_condition_is_refused(reader: Reader, where: str, told: str):
    with pytest.raises(UsageError, match=told):
        reader.records("source", [where])


def test_an_unknown_kind_is_answered_with_near_ones(reader: Reader):
    with pytest.raises(UsageError, match="Did you mean source"):
        reader.count("sources")


operators = st.sampled_from(["=", "!=", "~"])


@settings(max_examples=150)
@given(name=st.sampled_from(["title", "topics", "confidence", "extra", "x"]), operator=operators, value=st.text())
def test_any_condition_is_answered_or_refused_in_words(small: Catalogue, name: str, operator: str, value: str):
    try:
        assert small.reader.count("source", [f"{name}{operator}{value}"]) <= 2
    except OrodhaError as error:
        assert error.advice


# --- what a person means


@pytest.mark.parametrize(
    ("text", "kinds", "scheme", "found"),
    [
        ("source/ke-permits", (), "", "source/ke-permits"),
        ("https://example.org/census", (), "", "source/ke-census"),
        ("ke-dis", ("agency",), "", "agency/ke-dis"),
        ("ke-dis", (), "", "agency/ke-dis"),
        ("DIS", ("agency",), "", "agency/ke-dis"),
        ("dis", ("agency",), "", "agency/ke-dis"),
        ("Department of Immigration Services", ("agency",), "", "agency/ke-dis"),
        (" department of immigration services ", ("agency",), "", "agency/ke-dis"),
        ("Idara ya Huduma za Uhamiaji", ("agency",), "", "agency/ke-dis"),
        ("المكتب الوطني للاحصاء", ("agency",), "", "agency/ke-knbs"),
        ("የሥራ ፈቃድ መዝገብ", (), "", "source/ke-permits"),
        ("KE", ("area",), "", "area/ke"),
        ("monthly", ("concept",), "frequency", "concept/frequency-monthly"),
        ("Monthly", ("concept",), "frequency", "concept/frequency-monthly"),
        ("Visas and permits", ("concept",), "topics", "concept/topics-visas-permits"),
    ],
)
def test_what_a_person_writes_is_understood(reader: Reader, text: str, kinds: tuple[str, ...], scheme: str, found: str):
    assert reader.resolve(text, kinds, scheme) == found


def test_a_record_of_another_kind_is_not_meant(reader: Reader):
    with pytest.raises(NotFound, match="There is no source 'agency/ke-dis'"):
        reader.resolve("agency/ke-dis", ("source",))


def test_a_concept_of_another_scheme_is_not_meant(reader: Reader):
    with pytest.raises(NotFound, match="There are: annual, monthly"):
        reader.resolve("labour", ("concept",), "frequency")


def test_a_text_that_can_mean_two_records_is_refused_with_both(small: Catalogue):
    both = [{"id": f"agency/{slug}", "name": "Migration Office", "type": "NGO"} for slug in ("one", "two")]
    small.put_all((document, None) for document in both)
    with pytest.raises(NotFound, match="can mean agency/one, agency/two") as caught:
        small.reader.resolve("Migration Office", ("agency",))
    assert caught.value.advice == "Write the id."


def test_a_misspelt_name_is_not_guessed_but_offered(reader: Reader):
    with pytest.raises(NotFound) as caught:
        reader.resolve("Department of Imigration Services", ("agency",))
    assert "agency/ke-dis" in caught.value.advice


@settings(max_examples=150)
@given(text=st.text() | st.sampled_from(TRICKY), scheme=st.sampled_from(["", "topics", "%'"]))
def test_any_text_is_understood_or_not_found(small: Catalogue, text: str, scheme: str):
    try:
        assert small.reader.has(small.reader.resolve(text, (), scheme))
    except NotFound as error:
        assert error.advice


# --- links and paths


def test_links_go_out_then_come_in(reader: Reader):
    links = reader.links("source/ke-permits")
    assert [link.incoming for link in links] == sorted(link.incoming for link in links)
    holder = next(link for link in links if link.field == "holder")
    assert (holder.id, holder.kind, holder.label) == ("agency/ke-dis", "agency", "Department of Immigration Services")
    assert [(link.field, link.id) for link in links if link.incoming] == [("source", "variable/ke-permits-nationality")]


def test_a_link_to_what_is_not_there_has_no_label(reader: Reader):
    link = next(link for link in reader.links("mapping/monthly") if link.field == "object")
    assert (link.id, link.kind, link.label) == ("https://example.org/freq/M", "", "")


def test_links_of_what_is_not_there_are_not_found(reader: Reader):
    with pytest.raises(NotFound):
        reader.links("agency/nothing")


def test_a_path_tells_what_leads_on(reader: Reader):
    steps = reader.path("variable/ke-permits-nationality", "agency/ke-dis")
    assert [(step.id, step.by) for step in steps] == [
        ("variable/ke-permits-nationality", ""),
        ("source/ke-permits", "source"),
        ("agency/ke-dis", "holder"),
    ]
    assert steps[-1].label == "Department of Immigration Services"


def test_a_path_back_goes_against_the_references(reader: Reader):
    steps = reader.path("agency/ke-dis", "variable/ke-permits-nationality")
    assert [step.by for step in steps] == ["", "<-holder", "<-source"]


def test_a_path_to_oneself_is_one_step(reader: Reader):
    assert [step.id for step in reader.path("area/ke", "area/ke")] == ["area/ke"]


def test_there_may_be_no_path(reader: Reader):
    assert reader.path("area/ke", "document/review-2022") == []


def test_a_path_can_be_too_long(reader: Reader):
    assert reader.path("variable/ke-permits-nationality", "agency/ke-dis", longest=1) == []


def test_a_path_leads_over_what_is_not_in_the_catalogue(empty: Catalogue):
    for slug in "ab":
        empty.put_all([({"id": f"agency/{slug}", "name": slug, "type": "NGO", "parent": "agency/missing"}, None)])
    assert [step.id for step in empty.reader.path("agency/a", "agency/b")] == ["agency/a", "agency/missing", "agency/b"]


# --- statements, log, settings


def test_statements_have_every_field(reader: Reader):
    chosen, other, whole = reader.statements("source/ke-permits")
    assert Statement(**chosen) == Statement(
        "holder", "agency/ke-dis", "document/review-2022", "page 12", reason="the newer letter"
    )
    assert other["chosen"] is False
    assert (whole["field"], whole["value"], whole["certainty"]) == ("", None, "outside")


def test_a_record_without_statements_has_none(reader: Reader):
    assert reader.statements("area/ke") == []


def test_the_log_is_newest_first_and_limited(small: Catalogue):
    small.delete("area/eac", note="gone")
    assert [batch.note for batch in small.reader.log()] == ["gone", "small"]
    assert [batch.note for batch in small.reader.log(limit=1)] == ["gone"]


def test_history_of_a_deleted_record_is_still_there(small: Catalogue):
    small.delete("area/eac")
    assert [change.after is None for change in small.reader.history("area/eac")] == [True, False]


def test_history_is_found_by_iri_too(reader: Reader):
    assert [change.record for change in reader.history("https://example.org/census")] == ["source/ke-census"]


def test_history_of_what_never_was_is_not_found(reader: Reader):
    with pytest.raises(NotFound):
        list(reader.history("agency/nothing"))


def test_the_settings_are_those_it_was_made_with(path: Path):
    with Catalogue.create(path, base="https://example.org/id/", title="ናሙና", languages=["sw", "en"]) as catalogue:
        catalogue.put_all([({"id": "area/ke", "name": {"en": "Kenya", "sw": "Kenia"}, "type": "country"}, None)])
    with Reader.open(path) as reader:
        assert (reader.meta["title"], reader.meta["languages"]) == ("ናሙና", ["sw", "en"])
        assert reader.get("area/ke")["iri"] == "https://example.org/id/area/ke"
        assert reader.labels(["area/ke"]) == {"area/ke": "Kenia"}


def test_a_reader_knows_the_declarations_without_pydantic(reader: Reader):
    assert reader.kinds["source"]["label"] == "title"
    assert reader.kinds["source"]["fields"]["frequency"][:3] == ["ref", "frequency", "frequency"]


def test_another_process_sees_what_was_committed(small: Catalogue, reader: Reader):
    before = reader.database.changed_by_others()
    small.delete("area/eac")
    assert reader.database.changed_by_others() != before
    assert not reader.has("area/eac")


def test_a_long_search_can_be_interrupted(reader: Reader):
    calls = iter([reader.database.interrupt])
    reader.database._connection.create_function("stop", 0, lambda: next(calls, lambda: None)() or 1)
    endless = "WITH RECURSIVE n(i) AS (SELECT stop() UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(OrodhaError, match="interrupted"):
        reader.database.value(endless)


def test_documents_are_plain_json(reader: Reader):
    for document in reader.documents():
        assert json.loads(json.dumps(document)) == document
