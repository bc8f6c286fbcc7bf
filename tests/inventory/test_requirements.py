"""How much of what others ask for is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Statement
from orodha.inventory.cited import NO_DOCUMENT
from orodha.inventory.named import Named
from orodha.inventory.requirement_evidence import evidence_table
from orodha.inventory.requirements import OFTEN, Requirement, Requirements, requirements, requirements_table
from orodha.vocab.reach import reaches
from orodha.vocab.relations import INVERSE, STATUSES

COMESA, KENYA = "scheme/comesa", "area/ke"
RELEASED = {"period": "2025", "distributions": []}
ASYLUM = "mapping/comesa-asylum-seeker--migration-asylum-seeker"


@pytest.fixture(scope="module")
def comesa(kenya: Reader) -> Requirements:
    return requirements(kenya, COMESA, "agency/comesa", KENYA)


def of(found: Requirements, record: str) -> Requirement:
    return next(one for one in found.rows if one.record.id == record)


def mapping(subject: str, object: str, predicate: str = "exact", status: str = "accepted") -> dict[str, Any]:
    name = f"mapping/{subject.rpartition('/')[2]}--{object.rpartition('/')[2]}"
    said = {"subject": subject, "object": object, "predicate": f"skos:{predicate}Match", "status": status}
    return {"id": name, "justification": "semapv:ManualMappingCuration"} | said


def put(catalogue: Catalogue, *documents: Mapping[str, Any]) -> None:
    catalogue.put_all([(dict(one), []) for one in documents])


def source(slug: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"source/{slug}",
        "title": {"en": slug},
        "type": "concept/source-kinds-survey",
        "country": KENYA,
        "topics": ["concept/topics-general"],
        "status": "live",
        "access": "concept/access-unknown",
        "personal_data": "unknown",
        **fields,
    }


def indicator(slug: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"indicator/{slug}", "name": {"en": slug}, **fields}


def variable(slug: str, source: str, **fields: Any) -> dict[str, Any]:
    said = {"name": slug, "label": {"en": slug}, "source": source, "identifies": False, "role": "disaggregation"}
    return {"id": f"variable/{slug}"} | said | fields


def test_what_is_accepted_and_what_is_proposed_are_told_apart(comesa: Requirements):
    assert comesa.remarks()[1:3] == (
        "By accepted mappings: 0 of 7 (0%).",
        "With mappings still to be decided: 6 of 7 (86%).",
    )


def test_a_related_term_does_not_serve(comesa: Requirements):
    immigrant = of(comesa, "concept/comesa-immigrant")
    assert (immigrant.state, immigrant.lacks) == ("missing", ("source",))
    assert "concept/ke-immigrant" in immigrant.why


def test_a_term_without_a_variable_says_so(comesa: Requirements):
    assert of(comesa, "concept/comesa-emigrant").lacks == ("variable",)
    assert of(comesa, "concept/comesa-refugee").lacks == ()


def test_the_mappings_that_lead_there_are_named(comesa: Requirements):
    asylum = of(comesa, "concept/comesa-asylum-seeker")
    assert [one.id for one in asylum.through] == ["concept/ke-asylum-seeker"]
    assert asylum.mappings[0] == ASYLUM


def test_terms_stand_for_indicators_that_are_not_recorded(comesa: Requirements, kenya: Reader):
    assert "its terms stand for them" in comesa.remarks()[-1]
    assert not requirements(kenya, COMESA, "", KENYA).instead


def test_accepted_mappings_count(catalogue: Catalogue):
    put(
        catalogue,
        mapping("concept/comesa-asylum-seeker", "concept/migration-asylum-seeker", "close"),
        mapping("concept/ke-asylum-seeker", "concept/migration-asylum-seeker", "close"),
    )
    found = requirements(catalogue.reader, COMESA, "", KENYA)
    assert of(found, "concept/comesa-asylum-seeker").state == "have"
    assert found.share("have") == "1 of 7 (14%)"


def test_a_rejected_mapping_leads_nowhere(catalogue: Catalogue):
    put(catalogue, mapping("concept/comesa-refugee", "concept/migration-refugee", status="rejected"))
    refugee = of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-refugee")
    assert (refugee.state, refugee.why) == ("missing", "no term is mapped to it")


def test_a_narrower_term_serves_partly(catalogue: Catalogue):
    put(catalogue, mapping("concept/comesa-immigrant", "concept/ke-work-permit", "narrow"))
    assert of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant").state == "partly"


def test_what_another_record_stands_for_counts_no_more(catalogue: Catalogue):
    gone = {"registration": "superseded", "replaced_by": "source/ke-refugee-register"}
    put(catalogue, source("kept", terms=["concept/comesa-immigrant"], **gone))
    assert of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant").state == "missing"


def test_another_country_has_none_of_it(kenya: Reader):
    assert {one.state for one in requirements(kenya, COMESA, "", "area/rw").rows} == {"missing"}


def test_reports_and_planned_sources_are_no_data(catalogue: Catalogue):
    about = {"terms": ["concept/comesa-immigrant"]}
    report = source("told", **about) | {"type": "concept/source-kinds-report"}
    put(catalogue, report, source("meant", **about) | {"status": "planned"})
    assert of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant").state == "missing"
    put(catalogue, source("kept", **about))
    assert of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant").state == "have"


def test_a_variable_of_a_dataset_is_one_of_its_source(catalogue: Catalogue):
    released = {"id": "dataset/kept", "title": {"en": "Kept"}, "source": "source/kept"} | RELEASED
    recorded = variable("kept", "dataset/kept", concept="concept/comesa-immigrant")
    put(catalogue, source("kept"), released, recorded)
    immigrant = of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant")
    assert (immigrant.state, immigrant.lacks, [one.id for one in immigrant.sources]) == ("have", (), ["source/kept"])
    put(catalogue, recorded | {"registration": "retired"})
    assert of(requirements(catalogue.reader, COMESA, "", KENYA), "concept/comesa-immigrant").state == "missing"


def test_a_term_leads_to_itself_and_over_one_in_between(kenya: Reader):
    (ways,) = reaches(kenya, ["concept/comesa-refugee"]).values()
    by_term = {one.term: one for one in ways}
    assert by_term["concept/comesa-refugee"].mappings == ()
    assert len(by_term["concept/ke-refugee"].mappings) == 2


def demand(catalogue: Catalogue, *documents: Mapping[str, Any]) -> Requirement:
    """Return how much there is of an indicator that COMESA demands: every quarter, split by one term."""
    split = {"disaggregations": ["concept/migration-migrant"], "frequency": "concept/frequency-quarterly"}
    put(catalogue, indicator("asked", required_by=["agency/comesa"], **split), *documents)
    (found,) = requirements(catalogue.reader, COMESA, "agency/comesa", KENYA).rows
    return found


def test_an_indicator_that_no_data_answer_is_missing(catalogue: Catalogue):
    assert (demand(catalogue).state, demand(catalogue).lacks) == ("missing", ("source",))


def test_an_indicator_of_the_country_answers_with_its_data(catalogue: Catalogue):
    monthly = source("some", frequency="concept/frequency-monthly")
    own = indicator("own", measures="indicator/asked", country=KENYA, sources=["source/some"])
    found = demand(catalogue, monthly, own, variable("some", "source/some", concept="concept/migration-migrant"))
    assert (found.state, found.lacks) == ("have", ())
    assert [one.id for one in found.through] == ["indicator/own"]


def test_a_split_of_a_dataset_is_one_of_its_source(catalogue: Catalogue):
    own = indicator("own", measures="indicator/asked", country=KENYA, sources=["source/some"])
    released = {"id": "dataset/some", "title": {"en": "Some"}, "source": "source/some"} | RELEASED
    split = variable("some", "dataset/some", concept="concept/migration-migrant")
    assert demand(catalogue, source("some", frequency="concept/frequency-daily"), own, released, split).state == "have"


def test_what_is_not_split_or_too_seldom_is_there_partly(catalogue: Catalogue):
    yearly = source("some", frequency="concept/frequency-annual")
    own = indicator("own", measures="indicator/asked", country=KENYA, sources=["source/some"])
    found = demand(catalogue, yearly, own)
    assert (found.state, found.lacks) == ("partly", ("variable on Migrant", "quarterly data"))


def test_an_unknown_frequency_is_not_often_enough(catalogue: Catalogue):
    own = indicator("own", measures="indicator/asked", country=KENYA, sources=["source/some"])
    assert "quarterly data" in demand(catalogue, source("some"), own).lacks


def test_a_split_by_a_term_whose_mapping_is_proposed_is_proposed(catalogue: Catalogue):
    daily = source("some", frequency="concept/frequency-daily")
    own = indicator("own", measures="indicator/asked", country=KENYA, sources=["source/some"])
    split = variable("some", "source/some", concept="concept/ke-migrant")
    found = demand(catalogue, daily, own, split)
    assert found.state == "proposed"
    assert found.mappings == ("mapping/ke-migrant--migration-migrant",)


def test_the_answer_of_another_country_does_not_count(catalogue: Catalogue):
    own = indicator("own", measures="indicator/asked", country="area/ug", sources=["source/some"])
    assert demand(catalogue, source("some", country="area/ug"), own).state == "missing"


def test_a_question_needs_a_scheme_or_somebody_who_asks(kenya: Reader):
    with pytest.raises(UsageError, match="scheme"):
        requirements(kenya)


def test_nothing_demanded_is_said(kenya: Reader):
    found = requirements_table(requirements(kenya, "", "agency/igad"))
    assert found.rows == ()
    assert found.foot[0].startswith("No indicator is recorded")


def test_the_evidence_names_documents_and_mappings(comesa: Requirements, kenya: Reader):
    lines = [line for line in evidence_table(kenya, comesa).rows if line[0] == "Refugee"]
    cells = {(line[1], line[3]): line[4:] for line in lines}
    assert cells["source", "source/ke-refugee-register"][1:3] == (
        kenya.get("document/gcm-review-kenya-2022")["title"]["en"],
        "objectives 1 and 4",
    )
    told, document, *_ = cells["mapping", "mapping/comesa-refugee--migration-refugee"]
    assert told.startswith("proposed, close match: The same word;")
    assert document == NO_DOCUMENT


def test_an_indicator_cites_what_says_where_it_comes_from(catalogue: Catalogue):
    catalogue.put_all([(source("some"), [])])
    asked = indicator("asked", required_by=["agency/comesa"], sources=["source/some"])
    catalogue.put_all([(asked, [Statement("sources", ["source/some"], "document/gcm-review-kenya-2022", "p. 2")])])
    (line,) = evidence_table(catalogue.reader, requirements(catalogue.reader, COMESA, "agency/comesa", KENYA)).rows
    assert (line[1], line[3], line[6], line[7]) == ("source", "source/some", "p. 2", "stated")


def test_json_counts_each_state(comesa: Requirements):
    told = comesa.as_json()
    assert told["counts"] == {"have": 0, "proposed": 6, "partly": 0, "missing": 1}
    assert told["requirements"][0]["mappings"][0] == ASYLUM


def test_every_frequency_is_a_code_of_the_list(kenya: Reader):
    assert all(kenya.has(f"concept/frequency-{one}") for one in OFTEN)


@given(st.lists(st.sampled_from(["have", "proposed", "partly", "missing"]), min_size=1, max_size=300))
def test_a_hundred_percent_are_all(states: list[Any]):
    rows = tuple(Requirement(Named(str(n), ""), state) for n, state in enumerate(states))
    share = Requirements(Named("", ""), Named("", ""), "term", rows).share("have")
    assert ("(100%)" in share) == (set(states) == {"have"})


ORDER = ["missing", "partly", "proposed", "have"]
TERMS = [f"concept/{letter}" for letter in "abcd"]
PAIRS = list(combinations(TERMS, 2))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Two terms that are asked for, two that are others', and who asks."""
    with Catalogue.create(tmp_path_factory.mktemp("small") / "some.db") as catalogue:
        schemes = zip(TERMS, ("asked", "asked", "other", "other"), strict=True)
        put(
            catalogue,
            {"id": "scheme/asked", "title": {"en": "Asked"}, "role": "thesaurus"},
            *({"id": term, "label": {"en": term}, "scheme": f"scheme/{name}"} for term, name in schemes),
            {"id": "agency/who", "name": {"en": "Who"}, "type": "ministry"},
        )
        yield catalogue


@settings(max_examples=30)
@given(
    st.fixed_dictionaries(dict.fromkeys(PAIRS, st.tuples(st.sampled_from(list(INVERSE)), st.sampled_from(STATUSES)))),
    st.lists(st.sampled_from(TERMS), unique=True),
    st.sampled_from(PAIRS),
)
def test_rejecting_a_mapping_never_raises_a_state(
    small: Catalogue, drawn: dict[tuple[str, str], tuple[str, str]], about: list[str], rejected: tuple[str, str]
):
    def states() -> list[int]:
        return [ORDER.index(one.state) for one in requirements(small.reader, "scheme/asked").rows]

    said = {pair: mapping(*pair, status=status) | {"predicate": one} for pair, (one, status) in drawn.items()}
    put(small, source("some", terms=about), *said.values())
    before = states()
    put(small, said[rejected] | {"status": "rejected"})
    assert all(now <= was for was, now in zip(before, states(), strict=True))


@settings(max_examples=30)
@given(st.lists(st.sampled_from(OFTEN), min_size=2, max_size=2), st.sampled_from([*OFTEN, "irregular", ""]))
def test_a_source_that_is_updated_more_often_never_lowers_a_state(small: Catalogue, how_often: list[str], asked: str):
    def state(frequency: str) -> int:
        put(small, source("some", frequency=f"concept/frequency-{frequency}"))
        (found,) = requirements(small.reader, asker="agency/who").rows
        return ORDER.index(found.state)

    wanted = {"frequency": f"concept/frequency-{asked}"} if asked else {}
    put(small, indicator("asked", required_by=["agency/who"], sources=["source/some"], **wanted))
    often, seldom = sorted(how_often, key=OFTEN.index)
    assert state(often) >= state(seldom)
