from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, named_graphs
from orodha.catalogue.errors import UsageError
from orodha.catalogue.exporting import Selection, export
from orodha.catalogue.kinds import Document
from orodha.catalogue.named_graphs import CRITERIA, By, Division, check_division, divide
from samples import SMALL

PERMITS = next(one for one in SMALL if one["id"] == "source/ke-permits")
MORE: tuple[Document, ...] = (
    {"id": "law/ke-act", "title": "Act", "type": "act", "country": "area/ke"},
    {"id": "dataset/permits-2024", "title": "Permits 2024", "source": "source/ke-permits", "period": "2024"},
    {"id": "variable/2024-sex", "name": "SEX", "label": "Sex", "source": "dataset/permits-2024", "identifies": False},
    PERMITS | {"id": "source/elsewhere", "country": "https://e.org/xx"},
)


@pytest.fixture
def more(small: Catalogue) -> Catalogue:
    small.put_all((one, None) for one in MORE)
    return small


def parts(catalogue: Catalogue, by: By, audience: str = "internal") -> dict[str, str]:
    selection = Selection(catalogue.reader, audience=audience)
    division = Division(selection, CRITERIA[by])
    return {one["id"]: division.part(one) for one in selection.documents()}


def lines(paths: Iterator[Path]) -> list[bytes]:
    return sorted(line for path in paths for line in path.read_bytes().splitlines())


@pytest.mark.parametrize(
    ("record", "country", "agency"),
    [
        ("source/ke-permits", "ke", "ke-dis"),
        ("variable/ke-permits-nationality", "ke", "ke-dis"),
        ("dataset/permits-2024", "ke", "ke-dis"),
        ("variable/2024-sex", "ke", "ke-dis"),
        ("agency/ke-knbs", "ke", "ke-knbs"),
        ("law/ke-act", "ke", ""),
        ("concept/topics-labour", "", "ke-dis"),
        ("area/ke", "", ""),
        ("document/review-2022", "", ""),
        ("mapping/monthly", "", ""),
        ("source/elsewhere", "", "ke-dis"),
    ],
)
def test_a_record_goes_where_it_says_or_with_what_it_belongs_to(more, record, country, agency):
    assert (parts(more, "country")[record], parts(more, "agency")[record]) == (country, agency)


def test_the_name_of_a_graph_does_not_tell_what_the_audience_may_not_see(small):
    hidden = PERMITS | {"field_visibility": {"holder": "internal"}}
    small.put_all([(hidden, None)])
    assert parts(small, "agency")["source/ke-permits"] == "ke-dis"
    seen = parts(small, "agency", "public")
    assert seen["source/ke-permits"] == seen["variable/ke-permits-nationality"] == ""


@pytest.mark.parametrize("by", named_graphs.DIVISIONS)
@pytest.mark.parametrize("held", [1, 10**9])
def test_the_graphs_together_say_what_the_export_says(more, tmp_path, monkeypatch, by, held):
    monkeypatch.setattr(named_graphs, "HELD", held)
    whole = tmp_path / "all.nt"
    export(more.reader, whole, audience="partner")
    (tmp_path / "graphs").mkdir()
    graphs = divide(Selection(more.reader, audience="partner"), by, folder=tmp_path / "graphs")
    assert lines(one.path for one in graphs) == lines(iter([whole]))
    assert sum(one.records for one in graphs) == sum(more.reader.counts().values())
    assert [one.triples for one in graphs] == [len(lines(iter([one.path]))) for one in graphs]


def test_graphs_are_called_after_the_base(small):
    names = {by: [one.iri for one in divide(Selection(small.reader), by)] for by in named_graphs.DIVISIONS}
    base = small.reader.meta["base"]
    assert names == {
        "none": [f"{base}.graph/all"],
        "country": [f"{base}.graph/country/ke", f"{base}.graph/shared"],
        "agency": [f"{base}.graph/agency/ke-dis", f"{base}.graph/agency/ke-knbs", f"{base}.graph/shared"],
    }


def test_the_digest_depends_on_the_content_alone(tmp_path):
    found = set[tuple[str, ...]]()
    for seed in range(3):
        entries = [(one, None) for one in SMALL]
        random.Random(seed).shuffle(entries)
        with Catalogue.create(tmp_path / f"{seed}.db") as catalogue:
            catalogue.put_all(entries)
            path = tmp_path / str(seed)
            path.mkdir()
            graphs = divide(Selection(catalogue.reader), "country", folder=path if seed else None)
            found.add(tuple(one.digest for one in graphs))
    ((one, *others),) = found
    assert one.startswith("sha256:") and one not in others


def test_a_division_that_there_is_none_of_is_refused():
    with pytest.raises(UsageError, match="Did you mean country"):
        check_division("county")
