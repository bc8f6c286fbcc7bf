"""SSSOM files as they come: headers of every sort, slots of older versions, and everything that can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue.drafts import CellProblem
from orodha.catalogue.errors import FormatError, UsageError
from orodha.vocab.sssom import read, write

HEADER = "#curie_map:\n#  A: http://a.org/\n#  B: http://b.org/\n#mapping_set_id: http://a.org/set\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
ROW = "A:1\tskos:exactMatch\tB:1\tsemapv:LexicalMatching\t0.9\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.sssom.tsv"


def read_text(file: Path, text: str, encoding: str = "utf-8"):
    file.write_bytes(text.encode(encoding))
    problems: list[CellProblem] = []
    return list(read(file, problems=problems)), problems


def one(file: Path, text: str, encoding: str = "utf-8"):
    (found,), problems = read_text(file, text, encoding)
    assert problems == []
    return found


def problem(file: Path, text: str) -> str:
    found, (told,) = read_text(file, text)
    assert found == []
    return str(told)


def test_a_mapping_is_read_with_its_curies_expanded(file):
    found = one(file, HEADER + COLUMNS + ROW)
    assert (found.subject, found.predicate, found.object) == ("http://a.org/1", "skos:exactMatch", "http://b.org/1")
    assert (found.confidence, found.status) == (0.9, "proposed")


@pytest.mark.parametrize(
    "text",
    [
        (HEADER + COLUMNS + ROW).replace("\n", "\r\n"),
        "\ufeff" + HEADER + COLUMNS + ROW,
        HEADER.replace("#", "# ") + COLUMNS + ROW,
        HEADER.replace("\n", "\t\t\t\t\n") + COLUMNS + ROW,
        HEADER + "\n" + COLUMNS + ROW,
        HEADER + COLUMNS + "\n" + ROW,
        HEADER + COLUMNS + ROW.rstrip("\n"),
        HEADER.replace("#mapping_set_id: http://a.org/set", '"#mapping_set_id: ""http://a.org/set"""') + COLUMNS + ROW,
        HEADER + (COLUMNS + ROW).replace("\t", ","),
        HEADER + COLUMNS.replace("subject_id", "Subject_ID") + ROW,
    ],
    ids=["CRLF", "mark", "spaces", "cells", "empty line", "blank row", "no end", "quoted", "commas", "capitals"],
)
def test_a_header_is_read_however_it_was_saved(file, text):
    assert one(file, text).object == "http://b.org/1"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_read(file, encoding):
    text = HEADER + COLUMNS.rstrip() + "\tcomment\n" + ROW.rstrip() + "\tétranger\n"
    assert one(file, text, encoding).reason == "étranger"


def test_the_metadata_may_lie_beside_the_table(file):
    file.with_name("x.sssom.yml").write_text(HEADER.replace("#", ""))
    assert one(file, COLUMNS + ROW).subject == "http://a.org/1"


def test_what_the_header_says_for_all_is_said_of_each(file):
    found = one(file, HEADER + "#mapping_tool: matcher\n#mapping_date: 2024-05-02\n" + COLUMNS + ROW)
    assert (found.tool, found.date) == ("matcher", "2024-05-02")


def test_what_a_column_says_counts_before_the_header(file):
    text = (
        HEADER + "#mapping_tool: matcher\n" + COLUMNS.replace("confidence", "mapping_tool") + ROW.replace("0.9", "me")
    )
    assert one(file, text).tool == "me"


def test_slots_of_older_versions_are_read(file):
    columns = "subject_id\tpredicate_id\tobject_id\tmatch_type\tsemantic_similarity_score\tauthor_label\n"
    found = one(file, HEADER + columns + "A:1\tskos:exactMatch\tB:1\tHumanCurated\t0.5\tA. Juma\n")
    assert (found.justification, found.similarity, found.status) == ("semapv:ManualMappingCuration", 0.5, "accepted")


def test_full_iris_are_read_too(file):
    assert (
        one(file, COLUMNS + ROW.replace("A:", "http://x.org/").replace("B:1", "<http://y.org/1>")).object
        == "http://y.org/1"
    )


def test_a_mapping_with_not_is_rejected(file):
    text = HEADER + COLUMNS.replace("confidence", "predicate_modifier") + ROW.replace("0.9", "Not")
    assert one(file, text).status == "rejected"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("owl:equivalentClass", "skos:exactMatch"),
        ("rdfs:subClassOf", "skos:broadMatch"),
        ("oboInOwl:hasDbXref", "skos:relatedMatch"),
    ],
)
def test_predicates_of_other_vocabularies_come_nearest_to_ours_and_go_out_as_they_came(file, theirs, ours, tmp_path):
    found = one(file, HEADER + COLUMNS + ROW.replace("skos:exactMatch", theirs))
    assert (found.predicate, found.extra["predicate_id"]) == (ours, theirs)
    write(tmp_path / "out.sssom.tsv", [found])
    assert f"\t{theirs}\t" in (tmp_path / "out.sssom.tsv").read_text()


def test_slots_without_a_home_are_kept_as_iris(file):
    columns = COLUMNS.rstrip() + "\tauthor_id\tsubject_match_field\tmine\n"
    found = one(file, HEADER + columns + ROW.rstrip() + "\tA:me|B:you\trdfs:label\tx\n")
    assert found.extra == {
        "author_id": ["http://a.org/me", "http://b.org/you"],
        "subject_match_field": ["rdfs:label"],
        "mine": "x",
    }


def test_labels_of_concepts_elsewhere_are_kept(file):
    found = one(file, HEADER + COLUMNS.rstrip() + "\tobject_label\n" + ROW.rstrip() + "\tمهاجر\n")
    assert found.extra == {"object_label": "مهاجر"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ROW.replace("A:1", "C:1"), "row 6, subject_id: has the prefix C, which is not declared (found 'C:1'). Add it"),
        (ROW.replace("A:1", ""), "row 6, subject_id: is empty"),
        (ROW.replace("A:1", "nothing"), "row 6, subject_id: is neither a CURIE nor an IRI (found 'nothing')"),
        (ROW.replace("B:1", "A:1"), "row 6, object_id: is the subject itself"),
        (ROW.replace("B:1", "sssom:NoTermFound"), "row 6, object_id: says that there is no such concept"),
        (ROW.replace("0.9", "90"), "row 6, confidence: is not between 0 and 1 (found '90'). Write 0.95 for 95%."),
        (ROW.replace("0.9", "high"), "row 6, confidence: is no number (found 'high')"),
        (ROW.replace("0.9", "nan"), "row 6, confidence: is no number (found 'nan')"),
        (ROW.replace("skos:exactMatch", "A:likes"), "row 6, predicate_id: is no relation of two concepts"),
        (ROW.replace("0.9", "0.9\tmore\tcells"), "row 6: has 7 cells, and there are 5 columns"),
        ('A:1\t"skos:exactMatch\tB:1\n', "row 6: has a quotation mark that is never closed"),
        ('A:1\t"skos"exactMatch\tB:1\n', "row 6: has text behind a quotation mark that closes"),
        ("A:1\tskos:exactM", "row 6: has 2 of 5 cells: the file was cut off here"),
    ],
)
def test_a_bad_row_is_told_with_its_row_and_column(file, wrong, told):
    assert told in problem(file, HEADER + COLUMNS + wrong)


def test_rows_after_a_bad_one_are_read(file):
    found, problems = read_text(file, HEADER + COLUMNS + 'A:0\t"x"y\tB:1\n' + ROW)
    assert (len(found), [one.row for one in problems]) == (1, [6])


def test_without_a_list_for_problems_the_first_is_an_error(file):
    file.write_text(HEADER + COLUMNS + ROW.replace("0.9", "90"))
    with pytest.raises(FormatError, match="row 6, confidence"):
        list(read(file))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        (HEADER, "has no column subject_id, predicate_id, object_id"),
        (HEADER + "subject_id\tobject_id\nA:1\tB:1\n", "has no column predicate_id"),
        (HEADER + "subject_id\tsubject_id\tpredicate_id\tobject_id\n", "has the column subject_id twice"),
        ("#title: a: b: c\n" + COLUMNS + ROW, "line 1 of its header, is no YAML"),
        ("#curie_map: {A: [\n" + COLUMNS + ROW, "of its header, is no YAML"),
        ("#just words\n" + COLUMNS + ROW, "is no list of names and values"),
        ("#sssom_version: 2.0\n" + COLUMNS + ROW, "says that it is SSSOM 2.0"),
    ],
)
def test_a_broken_file_is_an_error_that_says_what_is_wrong(file, text, told):
    file.write_text(text)
    with pytest.raises(FormatError, match=told):
        list(read(file, problems=[]))


@pytest.mark.parametrize(
    ("line", "advice"), [("#title: a: b: c\n", "with a colon in it"), ('#title: "open\n#a: b\n', "or above it")]
)
def test_advice_on_a_broken_header_fits_what_is_wrong(file, line, advice):
    file.write_text(line + COLUMNS + ROW)
    with pytest.raises(FormatError) as caught:
        list(read(file))
    assert advice in caught.value.advice


def test_a_near_name_of_a_column_is_offered(file):
    file.write_text(HEADER + COLUMNS.replace("subject_id", "subject_idd") + ROW)
    with pytest.raises(FormatError, match="Did you mean subject_idd"):
        list(read(file))


@pytest.mark.parametrize(
    ("text", "told"),
    [("[]", "holds no mapping set"), ("{}", "has no list of mappings"), ('{"mappings": [{"a": ', "cannot be read")],
)
def test_broken_json_is_an_error(tmp_path, text, told):
    path = tmp_path / "x.sssom.json"
    path.write_text(text)
    with pytest.raises(FormatError, match=told):
        list(read(path))


def test_json_is_read_whatever_the_order_of_its_keys(tmp_path):
    path = tmp_path / "x.sssom.json"
    mapping = '{"subject_id": "A:1", "predicate_id": "skos:exactMatch", "object_id": "B:1", "reviewer_label": "me"}'
    path.write_text(
        f'{{"mappings": [{mapping}, 3], "mapping_tool": "m", "curie_map": {{"A": "http://a.org/", "B": "http://b.org/"}}}}'
    )
    problems: list[CellProblem] = []
    (found,) = read(path, problems=problems)
    assert (found.subject, found.tool, found.reviewer, found.status) == ("http://a.org/1", "m", "me", "accepted")
    assert [str(one) for one in problems] == ["x.sssom.json, row 2: is no JSON object"]


def test_a_file_that_is_there_is_not_replaced_unasked(file):
    write(file, [])
    with pytest.raises(UsageError, match="exists already"):
        write(file, [])
    assert write(file, [], overwrite=True) == 0
    assert list(read(file)) == []


def test_a_built_in_prefix_means_the_same_whatever_a_file_declares(file):
    text = HEADER.replace("#mapping_set", "#  semapv: http://wrong.org/\n#mapping_set") + COLUMNS
    found = one(file, text + ROW.replace("semapv:LexicalMatching", "semapv:ManualMappingCuration"))
    assert found.justification == "semapv:ManualMappingCuration"


@pytest.mark.parametrize(
    ("justification", "column", "status"),
    [
        ("semapv:ManualMappingCuration", "author_id", "accepted"),
        ("semapv:ManualMappingCuration", "reviewer_label", "accepted"),
        ("semapv:ManualMappingCuration", "comment", "proposed"),
        ("semapv:LexicalMatching", "author_id", "proposed"),
        ("semapv:LexicalMatching", "reviewer_id", "accepted"),
    ],
)
def test_a_mapping_counts_as_accepted_if_somebody_is_named_who_did_it(file, justification, column, status):
    columns = COLUMNS.replace("confidence", column)
    row = ROW.replace("semapv:LexicalMatching", justification).replace("0.9", "A:me")
    assert one(file, HEADER + columns + row).status == status


def test_prefixes_that_are_built_in_are_not_declared(file):
    found = one(file, HEADER + COLUMNS + ROW)
    write(file, [found], overwrite=True)
    head = file.read_text().partition("subject_id")[0]
    assert "skos" not in head and "semapv" not in head and "http://a.org/" in head
