"""Mappings given out and taken in on the command line: SSSOM, SKOS, and the sheet that a colleague fills in."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.writer import user
from orodha.vocab import Mapping
from orodha.vocab.review import accept, between, reject

TERMS = ("asylum-seeker", "emigrant", "immigrant", "refugee", "returning-migrant")
HEADERS = {"relation": 3, "decision": 8, "reason": 9, "reviewer": 10, "date": 11}
"""Columns of the sheet, counted from 1."""


def ends(term: str) -> tuple[str, str]:
    return f"concept/ke-{term}", f"concept/ug-{term}"


def decide(db: Path, *terms: str, **fields: Any) -> None:
    """Accept pairs of terms of Kenya and Uganda, or reject them for a reason."""
    with Catalogue.open(db) as catalogue:
        for term in terms:
            made = between(*ends(term), "skos:exactMatch")
            said = {"reviewer": "A", "date": "2026-01-02"} | fields
            catalogue.save(reject(made, **said) if "reason" in fields else accept(made, **said))


def propose(db: Path, *terms: str) -> None:
    with Catalogue.open(db) as catalogue:
        for term in terms:
            made = between(*ends(term), "skos:closeMatch")
            lexical = {"justification": "semapv:LexicalSimilarityThresholdMatching", "confidence": 0.9}
            catalogue.save(made.model_copy(update=lexical))


def decisions(db: Path) -> dict[str, tuple[str, ...]]:
    names = ("status", "predicate", "reviewer", "date", "reason")
    with Catalogue.open(db) as catalogue:
        return {
            one["id"]: tuple(str(one.get(name)) for name in names) for one in catalogue.reader.documents(["mapping"])
        }


def mapping(db: Path, term: str) -> Mapping:
    with Catalogue.open(db) as catalogue:
        return catalogue.get(f"mapping/ke-{term}--ug-{term}", Mapping)


@pytest.fixture
def copy(kenya: Path, tmp_path: Path) -> Path:
    """Another office's copy of the starter catalogue."""
    return Path(shutil.copy(kenya, tmp_path / "copy.db"))


@pytest.mark.parametrize("suffix", ["sssom.tsv", "sssom.json"])
def test_decisions_are_the_same_in_a_copy_and_a_second_import_changes_nothing(run, own, copy, tmp_path, suffix):
    decide(own, "emigrant", "refugee")
    decide(own, "immigrant", reason='The laws differ: "six months"\tor a year.')
    propose(own, "returning-migrant")
    file = str(tmp_path / f"x.{suffix}")
    assert run("map", "export", file, db=own).exit_code == 0
    result = run("map", "import", file, db=copy)
    assert (result.exit_code, "4 new, 0 changed" in result.stderr) == (0, True), result.stderr
    assert decisions(copy) == decisions(own)
    assert "0 new, 0 changed" in run("map", "import", file, db=copy).stderr
    assert "0 new, 0 changed" in run("import", file, db=own).stderr


def test_suggestions_reviewed_exported_and_imported_elsewhere_give_the_same_decisions(run, own, copy, tmp_path):
    assert run("map", "suggest", "ke", "migration", "--save", db=own).exit_code == 0
    listed = json.loads(run("map", "list", "ke", "migration", "--status", "proposed", "--json", db=own).stdout)
    assert len(listed) >= 10
    for number, one in enumerate(listed[:10]):
        words = ("reject", one["id"], "--reason", "Other law.") if number % 3 == 2 else ("accept", one["id"])
        assert run("map", *words, "--reviewer", "A. Juma", db=own).exit_code == 0
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    assert run("map", "import", file, db=copy).exit_code == 0
    assert decisions(copy) == decisions(own)
    assert sum(one[0] != "proposed" and one[2] == "A. Juma" for one in decisions(copy).values()) == 10


def test_an_import_is_one_batch_that_can_be_undone(run, own, copy, tmp_path):
    decide(own, "emigrant", "refugee")
    before = decisions(copy)
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    assert decisions(copy) != before
    run("undo", db=copy)
    assert decisions(copy) == before


def test_a_proposal_does_not_touch_a_decision(run, own, copy, tmp_path):
    propose(own, "emigrant")
    decide(copy, "emigrant", reason="No.")
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    result = run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    assert "1 proposal left aside: the pair is decided here" in result.stderr
    assert mapping(copy, "emigrant").status == "rejected"


def test_a_decision_replaces_a_proposal_with_what_the_software_said(run, own, copy, tmp_path):
    decide(own, "emigrant")
    propose(copy, "emigrant")
    run("map", "export", str(tmp_path / "x.sssom.tsv"), db=own)
    run("map", "import", str(tmp_path / "x.sssom.tsv"), db=copy)
    found = mapping(copy, "emigrant")
    assert (found.status, found.predicate, found.confidence) == ("accepted", "skos:exactMatch", None)


def test_another_decision_is_reported_and_taken_over_only_when_asked(run, own, copy, tmp_path):
    decide(own, "emigrant")
    decide(copy, "emigrant", reason="No.")
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    result = run("map", "import", file, db=copy)
    assert "status: was decided here; the file says 'accepted'. Take it with --theirs." in result.stderr
    assert mapping(copy, "emigrant").status == "rejected"
    run("map", "import", file, "--theirs", db=copy)
    found = mapping(copy, "emigrant")
    assert (found.status, found.reason) == ("accepted", None)


def test_the_same_decision_of_somebody_else_leaves_ours_as_it_is(run, own, copy, tmp_path):
    decide(own, "emigrant", reviewer="B")
    decide(copy, "emigrant", reviewer="A")
    file = str(tmp_path / "x.sssom.tsv")
    run("map", "export", file, db=own)
    result = run("map", "import", file, db=copy)
    assert "reviewer: was decided here; the file says 'B'" in result.stderr
    assert mapping(copy, "emigrant").reviewer == "A"


def test_bad_rows_are_told_saved_apart_and_imported_when_mended(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    columns = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    good = "concept:ke-emigrant\tskos:exactMatch\tconcept:ug-emigrant\tsemapv:ManualMappingCuration\n"
    unknown = good.replace("ug-emigrant", "ug-emmigrant")
    strange = good.replace("concept:ug", "uganda:ug")
    file.write_text(f"#curie_map:\n#  concept: https://w3id.org/orodha/id/concept/\n{columns}{good}{unknown}{strange}")
    result = run("map", "import", str(file), db=own)
    assert result.exit_code == 1
    assert "row 5, object_id: There is no concept 'concept/ug-emmigrant'" in result.stderr
    assert "row 6, object_id: has the prefix uganda, which is not declared" in result.stderr
    assert "the prefix uganda is not declared (1 cell)" in result.stderr
    assert "--partial REJECTED.sssom.tsv" in result.stderr
    rejected = tmp_path / "mend.sssom.tsv"
    assert run("map", "import", str(file), "--partial", str(rejected), db=own).exit_code == 0
    text = rejected.read_text()
    assert text.count("\n") == 5 and "uganda:ug-emigrant" in text
    mended = text.replace("uganda:ug-emigrant", "concept:ug-immigrant").replace("ug-emmigrant", "ug-refugee")
    rejected.write_text(mended)
    assert "2 new" in run("map", "import", str(rejected), db=own).stderr


def test_labels_that_contradict_ours_are_noted_and_not_read(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    file.write_text(
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\n"
        "concept/ke-emigrant\tHouse\tskos:exactMatch\tconcept/ug-emigrant\temigrant\n"
    )
    result = run("map", "import", str(file), db=own)
    assert "does not know, and that are not read: 'House' of concept/ke-emigrant in row 2" in result.stderr
    assert "'emigrant'" not in result.stderr


def test_a_pair_with_two_predicates_becomes_two_mappings_and_stays_two(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    row = "concept/ke-emigrant\tskos:{}Match\tconcept/ug-emigrant\n"
    rows = row.format("close") + row.format("broad") + row.format("close")
    file.write_text("subject_id\tpredicate_id\tobject_id\n" + rows)
    result = run("map", "import", str(file), db=own)
    assert (
        "2 new" in result.stderr
        and "1 row left aside that says again what one above says, first row 4" in result.stderr
    )
    assert "mapping/ke-emigrant--ug-emigrant--broadMatch" in decisions(own)
    assert "0 new, 0 changed, 2 unchanged" in run("map", "import", str(file), db=own).stderr


def test_rows_that_contradict_each_other_are_refused(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    row = "concept/ke-emigrant\tskos:exactMatch\tconcept/ug-emigrant\tsemapv:ManualMappingCuration\tA\t"
    file.write_text(
        f"subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_label\tpredicate_modifier\n{row}\n{row}Not\n"
    )
    result = run("map", "import", str(file), db=own)
    assert "row 3: contradicts row 2: rejected here, accepted there" in result.stderr


def test_of_several_rows_of_one_claim_the_decision_counts(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    row = "concept/ke-emigrant\tskos:exactMatch\tconcept/ug-emigrant\tsemapv:{}\n"
    rows = "".join(map(row.format, ("LexicalMatching\t", "ManualMappingCuration\tA", "LogicalMatching\t")))
    file.write_text(f"subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_label\n{rows}")
    assert "1 new" in run("map", "import", str(file), db=own).stderr
    assert mapping(own, "emigrant").status == "accepted"
    assert "0 new, 0 changed" in run("map", "import", str(file), db=own).stderr


def test_concepts_elsewhere_stay_iris(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    file.write_text("subject_id\tpredicate_id\tobject_id\nconcept/ke-emigrant\tskos:closeMatch\thttp://x.org/1\n")
    assert "1 new" in run("map", "import", str(file), db=own).stderr
    assert "0 new, 0 changed, 1 unchanged" in run("map", "import", str(file), db=own).stderr


def test_reviewers_are_not_told_to_the_public(run, own, tmp_path):
    decide(own, "emigrant", reviewer="Anne Juma")
    for audience, told in (("partner", True), ("public", False)):
        for suffix in ("sssom.tsv", "sssom.json"):
            file = tmp_path / f"{audience}.{suffix}"
            assert run("map", "export", str(file), "--audience", audience, db=own).exit_code == 0
            assert ("Anne Juma" in file.read_text()) is told
        sheet = tmp_path / f"{audience}.xlsx"
        run("map", "export", str(sheet), "--audience", audience, db=own)
        assert ("Anne Juma" in [one.value for row in openpyxl.load_workbook(sheet)["mappings"] for one in row]) is told


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
def test_skos_has_what_was_accepted_and_comes_back(run, own, copy, tmp_path, suffix):
    decide(own, "emigrant")
    decide(own, "immigrant", reason="No.")
    file = tmp_path / f"x.{suffix}"
    assert run("map", "export", str(file), "ke", "ug", db=own).exit_code == 0
    text = file.read_text()
    assert "ug-emigrant" in text and "ug-immigrant" not in text and "Mapping" not in text
    assert "1 new, 0 changed" in run("map", "import", str(file), db=copy).stderr
    assert mapping(copy, "emigrant").status == "accepted"
    assert "0 new, 0 changed, 1 unchanged" in run("map", "import", str(file), db=own).stderr


def test_the_general_import_adds_no_second_record_for_what_is_stated_already(run, own, tmp_path):
    decide(own, "emigrant")
    file = tmp_path / "x.ttl"
    run("map", "export", str(file), "ke", "ug", db=own)
    assert "0 new, 0 changed" in run("import", "--yes", str(file), db=own).stderr


def test_only_some_mappings_can_be_given_out(run, own, tmp_path):
    decide(own, "emigrant")
    propose(own, "refugee", "immigrant")
    for options, count in ((("ke", "ug"), 3), (("ke", "ug", "--status", "accepted"), 1), (("ug", "ke"), 3)):
        told = run("map", "export", str(tmp_path / "x.sssom.tsv"), *options, "--force", db=own).stderr
        assert told.startswith(f"Wrote {count} mapping"), told
    assert run("map", "export", str(tmp_path / "y.sssom.tsv"), "ke", "rw", db=own).exit_code == 3
    assert not (tmp_path / "y.sssom.tsv").exists()


def test_a_file_of_no_known_sort_is_wrong_usage(run, own, tmp_path):
    assert run("map", "export", str(tmp_path / "x.docx"), db=own).exit_code == 2
    assert run("map", "export", str(tmp_path / "x.ttl"), "--status", "rejected", db=own).exit_code == 2
    assert run("map", "import", str(tmp_path / "none.tsv"), db=own).exit_code == 2
    assert run("export", str(tmp_path / "x.sssom.tsv"), db=own).exit_code == 2


def fill(sheet: Path, **rows: dict[str, str]) -> None:
    """Write decisions into a sheet, by term with "-" as "_"."""
    book = openpyxl.load_workbook(sheet)
    page: Any = book["mappings"]
    for row in range(2, page.max_row + 1):
        term = page.cell(row, 12).value.removeprefix("concept/ke-").replace("-", "_")
        for name, value in rows.get(term, {}).items():
            page.cell(row, HEADERS[name]).value = value
    book.save(sheet)


@pytest.fixture
def sheet(run, own, tmp_path) -> Path:
    """A sheet of the proposals between Kenya and Uganda."""
    propose(own, *TERMS)
    path = tmp_path / "to-review.xlsx"
    assert run("map", "export", str(path), "ke", "ug", db=own).exit_code == 0
    return path


def test_a_sheet_that_was_filled_in_gives_decisions(run, own, sheet):
    fill(
        sheet,
        emigrant={"decision": "accept", "reviewer": "Anne", "date": "2026-10-18", "relation": "exact"},
        refugee={"decision": "Reject", "reason": "Another law.", "reviewer": "Anne"},
        immigrant={"decision": "later"},
    )
    result = run("map", "import", str(sheet), db=own)
    assert result.exit_code == 0, result.stderr
    assert "no decision yet in 3 rows" in result.stderr
    found = mapping(own, "emigrant")
    assert (found.status, found.predicate, found.reviewer, found.date) == (
        "accepted",
        "skos:exactMatch",
        "Anne",
        "2026-10-18",
    )
    assert (found.justification, found.confidence) == ("semapv:ManualMappingCuration", None)
    found = mapping(own, "refugee")
    assert (found.status, found.reason, found.date) == ("rejected", "Another law.", None)
    assert mapping(own, "immigrant").status == "proposed"
    assert "0 new, 0 changed, 2 unchanged" in run("map", "import", str(sheet), db=own).stderr


def test_errors_of_a_sheet_name_row_and_column(run, own, sheet, tmp_path):
    fill(
        sheet,
        asylum_seeker={"decision": "perhaps"},
        emigrant={"decision": "accept", "relation": "same"},
        immigrant={"decision": "reject"},
        refugee={"decision": "accept", "date": "yesterday"},
        returning_migrant={"decision": "accept"},
    )
    told = run("map", "import", str(sheet), db=own).stderr
    assert (
        "sheet mappings, row 2, decision: is none of the choices (found 'perhaps'). Write accept, reject, later."
        in told
    )
    assert "row 3, relation: is none of the choices (found 'same')" in told
    assert "row 4, reason: is empty. Say why it is rejected" in told
    assert "row 5, date: is no date" in told
    rejected = tmp_path / "mend.xlsx"
    assert run("map", "import", str(sheet), "--partial", str(rejected), db=own).exit_code == 0
    assert mapping(own, "returning-migrant").status == "accepted"
    fill(rejected, asylum_seeker={"decision": "accept"}, emigrant={"relation": "exact"})
    fill(rejected, immigrant={"reason": "No."}, refugee={"date": "2026"})
    assert "4 changed" in run("map", "import", str(rejected), db=own).stderr


def test_a_sheet_explains_itself_and_offers_choices(sheet):
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["mappings", "help"]
    page: Any = book["mappings"]
    assert page.freeze_panes == "B2"
    lists = {one.formula1 for one in page.data_validations.dataValidation}
    assert lists == {'"exact,close,broad,narrow,related"', '"accept,reject,later"'}
    words = [str(row[1].value) for row in book["help"] if row[0].value == "broad"]
    assert words == ["The subject is a narrower term than the object."]


def test_another_spreadsheet_is_no_sheet_of_mappings(run, own, tmp_path):
    run("template", "agency", str(tmp_path / "agencies.xlsx"), db=own)
    result = run("map", "import", str(tmp_path / "agencies.xlsx"), db=own)
    assert "has no sheet with the columns subject, object, relation, decision" in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_sheet_comes_back_from_libreoffice(run, own, sheet, tmp_path):
    fill(sheet, emigrant={"decision": "accept", "date": "2026-10-18"})
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to"]
    subprocess.run([*command, "xlsx", "--outdir", str(saved), str(sheet)], check=True, capture_output=True, timeout=120)
    result = run("map", "import", str(saved / sheet.name), db=own)
    assert "0 new, 1 changed" in result.stderr, result.stderr
    assert mapping(own, "emigrant").date == "2026-10-18"


def rows(file: Path, *lines: str, modifier: bool = True) -> str:
    """Write a table of curated mappings of Kenya and Uganda: subject, relation, object, reviewer, Not."""
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_label\tpredicate_modifier\n"
    text = ""
    for line in lines:
        subject, relation, object, reviewer, *rest = line.split()
        ends = (f"concept:{subject}", f"skos:{relation}Match", f"concept:{object}")
        text += "\t".join((*ends, "semapv:ManualMappingCuration", reviewer, *(rest or [""]))) + "\n"
    file.write_text(f"#curie_map:\n#  concept: https://w3id.org/orodha/id/concept/\n{head}{text}")
    return str(file)


def test_a_file_written_the_other_way_round_does_not_override_decisions(run, own, tmp_path):
    decide(own, "refugee", reason="They differ.")
    decide(own, "emigrant")
    before = decisions(own)
    file = rows(tmp_path / "x.sssom.tsv", "ug-refugee exact ke-refugee Bob", "ug-emigrant close ke-emigrant Bob")
    told = run("map", "import", file, db=own).stderr
    assert "0 new, 0 changed" in told and told.count("was decided here") == 2
    assert decisions(own) == before
    assert "0 new, 2 changed" in run("map", "import", file, "--theirs", db=own).stderr
    assert (mapping(own, "refugee").status, mapping(own, "refugee").subject) == ("accepted", "concept/ke-refugee")


def test_a_broad_match_the_other_way_round_is_the_narrow_one(run, own, tmp_path):
    run("map", "import", rows(tmp_path / "x.tsv", "ke-emigrant broad ug-emigrant Ann"), db=own)
    told = run("map", "import", rows(tmp_path / "y.tsv", "ug-emigrant narrow ke-emigrant Ann"), db=own).stderr
    assert "0 new, 0 changed, 1 unchanged" in told and "kept:" not in told
    assert mapping(own, "emigrant").predicate == "skos:broadMatch"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("ug-emigrant exact ke-emigrant Bob Not", "contradicts row 4: rejected here, accepted there"),
        ("ke-emigrant close ug-emigrant Bob", "contradicts row 4: close accepted here, exact accepted there"),
        ("ug-emigrant broad ke-emigrant Bob", "contradicts row 4: broad accepted here, exact accepted there"),
        ("ke-emigrant broad ug-emigrant Bob Not", "2 new"),
        ("ug-emigrant exact ke-emigrant Bob", "left aside that says again what one above says"),
    ],
)
def test_a_pair_is_one_pair_whichever_way_it_is_written(run, own, tmp_path, second, told):
    first = "ke-emigrant exact ug-emigrant Ann"
    assert told in run("map", "import", rows(tmp_path / "x.tsv", first, second), db=own).stderr


def test_two_files_that_accept_different_relations_of_a_pair_contradict_each_other(run, own, tmp_path):
    before = decisions(own)
    first = rows(tmp_path / "a.sssom.tsv", "ke-emigrant exact ug-emigrant Ann")
    second = rows(tmp_path / "b.sssom.tsv", "ke-emigrant close ug-emigrant Bob")
    result = run("map", "import", first, second, "--yes", db=own)
    assert (result.exit_code, decisions(own)) == (1, before)
    assert "contradicts row 4 of a.sssom.tsv: close accepted here, exact accepted there" in result.stderr


def test_a_pair_with_several_mappings_is_decided_by_id(run, own, tmp_path):
    both = ("ke-emigrant exact ug-emigrant Ann", "ke-emigrant broad ug-emigrant Bob Not")
    run("map", "import", rows(tmp_path / "x.tsv", *both), db=own)
    result = run("map", "reject", "ug-emigrant", "ke-emigrant", "--reason", "No.", db=own)
    assert result.exit_code == 2 and "have 2 mappings: " in result.stderr
    assert "mapping/ke-emigrant--ug-emigrant, mapping/ke-emigrant--ug-emigrant--broadMatch." in result.stderr


def test_what_is_ruled_out_besides_an_accepted_relation_does_not_replace_it(run, own, tmp_path):
    decide(own, "emigrant")
    file = rows(tmp_path / "x.tsv", "ke-emigrant broad ug-emigrant Bob Not")
    assert "1 new" in run("map", "import", file, "--theirs", db=own).stderr
    assert mapping(own, "emigrant").status == "accepted"


def test_a_sheet_tells_of_rows_that_were_altered_without_a_decision(run, own, sheet):
    fill(sheet, emigrant={"relation": "broad"}, refugee={"reason": "Ask the lawyers."})
    told = run("map", "import", str(sheet), db=own).stderr
    assert "filled in without a decision, and is not taken in: row 3, 5. Write accept or reject there." in told


@pytest.mark.parametrize(("options", "who"), [(("--author", "Carol"), "Carol"), ((), None)])
def test_a_decision_of_a_sheet_without_a_reviewer_is_the_authors_today(run, own, sheet, options, who):
    fill(sheet, emigrant={"decision": "accept"})
    run("map", "import", str(sheet), *options, db=own)
    found = mapping(own, "emigrant")
    assert found.reviewer == (who or user()) and found.date == dt.date.today().isoformat()
    assert "kept:" not in run("map", "import", str(sheet), "--author", "Dan", db=own).stderr


def test_a_bare_triple_does_not_change_what_a_proposal_says_unasked(run, own, tmp_path):
    propose(own, "emigrant")
    base = "https://w3id.org/orodha/id/concept"
    file = tmp_path / "x.nt"
    exact = "http://www.w3.org/2004/02/skos/core#exactMatch"
    file.write_text(f"<{base}/ke-emigrant> <{exact}> <{base}/ug-emigrant> .\n")
    told = run("map", "import", str(file), db=own).stderr
    assert "predicate: is proposed here as close; the file says 'skos:exactMatch'" in told
    assert mapping(own, "emigrant").status == "proposed"
    run("map", "import", str(file), "--theirs", db=own)
    assert (mapping(own, "emigrant").status, mapping(own, "emigrant").predicate) == ("accepted", "skos:exactMatch")


def test_a_row_refused_late_is_written_as_it_stood(run, own, tmp_path):
    file = Path(rows(tmp_path / "x.sssom.tsv", "ke-refugee exact zz-refugee Ann Not"))
    file.write_text("#license: https://x.org/by\n#mapping_tool: matcher\n" + file.read_text())
    rejected = tmp_path / "mend.sssom.tsv"
    run("map", "import", str(file), "--partial", str(rejected), db=own)
    text = rejected.read_text()
    assert all(one in text for one in ("#license: https://x.org/by", "matcher", "\tNot\t", "concept:zz-refugee"))
    assert "ext_orodha" not in text
    rejected.write_text(text.replace("zz-refugee", "ug-refugee"))
    assert "1 new" in run("map", "import", str(rejected), db=own).stderr
    assert (mapping(own, "refugee").status, mapping(own, "refugee").tool) == ("rejected", "matcher")


def test_a_row_of_a_sheet_refused_late_keeps_its_decision(run, own, sheet, tmp_path):
    fill(sheet, emigrant={"decision": "accept"})
    book = openpyxl.load_workbook(sheet)
    book["mappings"].cell(3, 13).value = "concept/zz-emigrant"
    book.save(sheet)
    rejected = tmp_path / "mend.xlsx"
    run("map", "import", str(sheet), "--partial", str(rejected), db=own)
    page: Any = openpyxl.load_workbook(rejected)["mappings"]
    assert (page.cell(2, HEADERS["decision"]).value, page.cell(2, HEADERS["relation"]).value) == ("accept", "close")


def test_a_rejected_file_without_prefixes_has_no_header(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    file.write_text("subject_id\tpredicate_id\tobject_id\nconcept/ke-refugee\tskos:exactMatch\tconcept/zz\n")
    run("map", "import", str(file), "--partial", str(tmp_path / "mend.sssom.tsv"), db=own)
    assert (tmp_path / "mend.sssom.tsv").read_text().startswith("subject_id")


def test_a_dry_run_opens_the_catalogue_for_reading_only(run, own, tmp_path, monkeypatch):
    def refuse() -> None:
        raise AssertionError("opened for writing")

    monkeypatch.setattr("orodha.tui.cli.mapping_exchange.open_catalogue", refuse)
    file = rows(tmp_path / "x.tsv", "ke-emigrant exact ug-emigrant Ann")
    result = run("map", "import", file, "--dry-run", db=own)
    assert (result.exit_code, "1 new" in result.stderr) == (0, True)


def test_a_file_with_zero_bytes_gets_advice_that_can_be_followed(run, own, tmp_path):
    file = Path(rows(tmp_path / "x.tsv", "ke-emigrant exact ug-emigrant Ann"))
    file.write_bytes(file.read_bytes() + b"a\0b\n" * 50)
    told = run("map", "import", str(file), db=own)
    assert told.exit_code != 0 and "--format" not in told.stderr


def test_hints_name_the_catalogue_that_was_named(run, own, tmp_path):
    good, bad = "ke-emigrant exact ug-emigrant Ann", "ke-refugee exact zz Ann"
    mend = str(tmp_path / "mend.sssom.tsv")
    file = rows(tmp_path / "x.tsv", good, bad)
    told = run("--db", str(own), "map", "import", file, "--partial", mend).stderr
    assert f"then: orodha --db {own} map import {mend}" in told
    assert f"Take it back with: orodha --db {own} undo" in told
