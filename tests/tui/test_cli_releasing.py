"""``orodha diff``, and what the other commands say of records that are superseded."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.tui.cli import record, release_lines
from orodha.vocab.release_changes import WHATS
from orodha.vocab.release_words import COLUMNS

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def release(path: Path, version: str, *concepts: tuple[str, str]) -> str:
    """Write a scheme of concepts (name, and what is said of it)."""
    base = f"http://example.org/{version}"
    text = f'{PREFIXES}@prefix : <{base}/> . :s a skos:ConceptScheme ; dct:title "Terms"@en .\n'
    text += f':s owl:versionInfo "{version}" .\n'
    text += "".join(f":{name} a skos:Concept ; skos:inScheme :s ; {said} .\n" for name, said in concepts)
    path.write_text(text, encoding="utf-8")
    return str(path)


LONG = (
    "A person who has moved to another country and has stayed there, or means to stay there, for {} months or longer."
)


@pytest.fixture
def old(tmp_path: Path) -> str:
    a = ("a", f'skos:prefLabel "Migrant"@en ; skos:definition "{LONG.format("twelve")}"@en')
    return release(tmp_path / "old.ttl", "1.0", a, ("b", 'skos:prefLabel "Mover"@en'))


@pytest.fixture
def new(tmp_path: Path) -> str:
    a = ("a", f'skos:prefLabel "Migrant"@en ; skos:definition "{LONG.format("six")}"@en')
    b = ("b", 'skos:prefLabel "Mover"@en ; owl:deprecated true ; dct:isReplacedBy :a')
    return release(tmp_path / "new.ttl", "2.0", a, b, ("c", 'skos:prefLabel "Returnee"@en'))


assert record  # loaded before the fixture "screen" replaces what it takes from elsewhere


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of one's own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def test_two_files_need_no_catalogue_and_make_none(run, old, new):
    result = run("diff", old, new, db=Path("none.db"))
    assert result.exit_code == 0
    assert result.stdout.startswith("Terms 1.0 → 2.0\nold.ttl → new.ttl\n2 → 3 concepts")
    assert list(Path().iterdir()) == []


def test_the_text_has_a_section_a_sort_of_change(run, old, new):
    lines = run("diff", old, new).stdout.splitlines()
    assert [line for line in lines if line.endswith("(1)")] == ["Added (1)", "Deprecated (1)", "Redefined (1)"]
    assert "  + Returnee  http://example.org/2.0/c" in lines
    assert "      use instead: Migrant" in lines


def test_long_texts_show_the_words_that_differ(run, old, new):
    written = " ".join(run("diff", old, new).stdout.split())
    assert "[-twelve-] {+six+} months or longer." in written
    assert "A person who has moved" not in written


def test_lines_fit_80_columns(run, screen, old, new, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(release_lines, "screen_width", lambda: 80)
    assert all(len(line) <= 80 for line in run("diff", old, new).stdout.splitlines())


def test_a_terminal_is_shown_colours(run, screen, old, new):
    assert "\x1b[32m" in run("diff", old, new).stdout


def test_the_same_file_twice_does_not_differ(run, old):
    result = run("diff", old, old, "--exit-code")
    assert result.exit_code == 0
    assert result.stdout.endswith("Nothing differs.\n")


def test_the_exit_code_says_whether_they_differ_if_it_is_asked(run, old, new):
    assert run("diff", old, new).exit_code == 0
    assert run("diff", old, new, "--exit-code").exit_code == 1


def test_json_has_its_stable_shape(run, old, new):
    found = json.loads(run("diff", old, new, "--json").stdout)
    assert {
        *WHATS,
        "differs",
        "old",
        "new",
        "counts",
        "unchanged",
        "matched_by",
        "languages",
        "scheme",
        "pairs",
    } == set(found)
    assert (found["old"]["name"], found["old"]["version"], found["old"]["concepts"]) == ("old.ttl", "1.0", 2)
    [change] = found["deprecated"]
    assert {"id", "iri", "notation", "label", "by", "details"} == set(change)
    assert {"field", "language", "relation", "old", "new"} == set(change["details"][1])
    assert change["details"][1]["new"][0]["iri"] == "http://example.org/2.0/a"
    assert [pair["by"] for pair in found["pairs"]] == ["IRI without version"] * 2


def test_csv_has_a_row_a_field(run, old, new):
    table = list(csv.DictReader(io.StringIO(run("diff", old, new, "--csv").stdout)))
    assert tuple(table[0]) == COLUMNS
    assert [row["change"] for row in table] == ["scheme", "added", "deprecated", "deprecated", "redefined"]


@pytest.mark.parametrize(("name", "begins"), [("x.html", "<!doctype html>"), ("x.json", "{"), ("x.csv", "change,")])
def test_a_file_is_written_as_it_is_named(run, old, new, name, begins):
    result = run("diff", old, new, "-o", name)
    assert (result.stdout, result.stderr) == ("", f"Wrote {name}.\n")
    assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert run("diff", old, new, "-o", name).exit_code == 2
    assert run("diff", old, new, "-o", name, "--force").exit_code == 0


def test_a_page_stands_alone(run, old, new):
    run("diff", old, new, "-o", "x.html")
    page = Path("x.html").read_text(encoding="utf-8")
    assert "<del>twelve</del> <ins>six</ins>" in page
    assert "<script" not in page and "src=" not in page


def test_a_file_that_is_not_there_is_told(run, old):
    result = run("diff", old, "nothing.ttl")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "error: There is no file nothing.ttl.")


def test_a_folder_is_told(run, old, tmp_path):
    assert run("diff", old, str(tmp_path)).stderr.startswith(f"error: {tmp_path} is a folder.")


def test_the_format_of_a_file_can_be_said(run, old, tmp_path):
    Path(old).rename(tmp_path / "old.data")
    release(tmp_path / "new.ttl", "1.0")
    assert run("diff", str(tmp_path / "old.data"), str(tmp_path / "new.ttl")).exit_code == 2
    result = run("diff", str(tmp_path / "old.data"), str(tmp_path / "new.ttl"), "--format", "turtle")
    assert "Removed (2)" in result.stdout


def test_a_file_without_concepts_is_told(run, old):
    Path("none.csv").write_text("id,name,type\nagency/x,X,NGO\n", encoding="utf-8")
    result = run("diff", old, "none.csv")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "error: none.csv has no concepts, and no scheme.")


def test_a_scheme_where_there_is_no_catalogue_is_told(run, old):
    result = run("diff", old, "ke", db=Path("none.db"))
    assert result.exit_code == 3
    assert result.stderr.startswith("error: ke is no file, and there is no catalogue")


def test_rows_that_cannot_be_read_are_told_and_the_others_compared(run, old, tmp_path):
    Path("bad.csv").write_text("id,label,scheme\nconcept/a,Migrant,scheme/s\nconcept/b,,scheme/s\n", encoding="utf-8")
    result = run("diff", old, "bad.csv", "--json")
    assert result.stderr.startswith("note: bad.csv: 1 record left out; the first: bad.csv")
    assert json.loads(result.stdout)["matched_by"] == {"label": 1}


def test_a_file_is_compared_with_the_catalogue(run, tmp_path):
    assert run("export", "ke.ttl", "--what", "scheme/ke").exit_code == 0
    result = run("diff", "ke", "ke.ttl", "--scheme", "ke")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Nothing differs.")


def test_a_scheme_is_compared_with_what_it_was(run, own):
    run("edit", "concept/topics-flows", "label=Flows", db=own)
    result = run("diff", "topics@1", "topics", db=own)
    assert "  ~ Flows  flows\n      en: Migration flows → Flows" in result.stdout


# --- superseded records


@pytest.fixture
def superseded(run, own) -> Path:
    """The starter with Flows, superseded by General, which is superseded by Labour migration."""
    for name, after in (("flows", "general"), ("general", "labour")):
        change = (f"concept/topics-{name}", "registration=superseded", f"replaced_by=concept/topics-{after}")
        assert run("edit", *change, db=own).exit_code == 0
    return own


def test_show_says_first_what_to_use_instead(run, superseded):
    lines = run("show", "concept/topics-flows", db=superseded).stdout.splitlines()
    assert lines[1] == ("superseded: use Labour migration  concept/topics-labour, by way of concept/topics-general")


def test_show_says_that_nothing_stands_in(run, own):
    run("edit", "concept/topics-flows", "registration=retired", db=own)
    assert run("show", "concept/topics-flows", db=own).stdout.splitlines()[1] == "retired, and nothing stands in for it"


def test_show_says_that_the_successor_is_superseded_too(run, superseded):
    run("edit", "concept/topics-labour", "registration=retired", db=superseded)
    assert run("show", "concept/topics-general", db=superseded).stdout.splitlines()[1].endswith(", which is retired")


def test_show_names_a_successor_outside(run, own):
    with Catalogue.open(own) as catalogue:
        concept = catalogue.get("concept/topics-flows")
        concept.registration, concept.replaced_by = "superseded", "http://example.org/x"
        catalogue.save(concept)
    assert run("show", "concept/topics-flows", db=own).stdout.splitlines()[1] == "superseded: use http://example.org/x"


def test_show_survives_a_circle(run, superseded):
    run("edit", "concept/topics-general", "replaced_by=concept/topics-flows", db=superseded)
    told = run("show", "concept/topics-flows", db=superseded).stdout.splitlines()[1]
    assert told == "superseded: use Migration in general  concept/topics-general, which is superseded"


def test_find_and_list_mark_what_is_superseded(run, superseded):
    assert "Migration flows (superseded)" in run("find", "flows", db=superseded).stdout
    listed = run("list", "concept", "--where", "scheme=topics", db=superseded).stdout
    assert "Migration flows (superseded)" in listed
    assert "Labour migration (" not in listed


def test_json_has_labels_without_a_mark(run, superseded):
    assert "(superseded)" not in run("find", "flows", "--json", db=superseded).stdout
    assert "(superseded)" not in run("list", "concept", "--json", db=superseded).stdout


def test_a_superseded_record_is_still_found_by_its_name(run, superseded):
    assert json.loads(run("show", "Migration flows", "--json", db=superseded).stdout)["id"] == "concept/topics-flows"
