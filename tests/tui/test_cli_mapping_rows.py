"""Rows of mappings that are wrong, contradict each other, or say the same the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from decided import decide, decisions, mapping, rows


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


def test_a_rejected_file_without_prefixes_has_no_header(run, own, tmp_path):
    file = tmp_path / "x.sssom.tsv"
    file.write_text("subject_id\tpredicate_id\tobject_id\nconcept/ke-refugee\tskos:exactMatch\tconcept/zz\n")
    run("map", "import", str(file), "--partial", str(tmp_path / "mend.sssom.tsv"), db=own)
    assert (tmp_path / "mend.sssom.tsv").read_text().startswith("subject_id")


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
