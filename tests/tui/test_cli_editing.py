from __future__ import annotations

import json

import pytest


def shown(run, db, record):
    return json.loads(run("show", record, "--json", db=db).stdout)


def test_add_prints_the_id_and_how_to_undo(run, own):
    result = run("add", "agency", "name=Refugee Consortium", "type=NGO", "country=ke", db=own)
    assert (result.exit_code, result.stdout) == (0, "agency/ke-refugee-consortium\n")
    assert "orodha undo 2" in result.stderr
    document = shown(run, own, "agency/ke-refugee-consortium")
    assert document["name"] == {"en": "Refugee Consortium"}
    assert document["country"] == "area/ke"


def test_add_takes_an_id_and_json_from_stdin(run, own):
    given = json.dumps({"id": "agency/x", "name": {"sw": "Jina"}, "type": "NGO", "iri": "https://example.org/x"})
    assert run("add", "agency", "-", input=given, db=own).stdout == "agency/x\n"
    assert shown(run, own, "https://example.org/x")["name"] == {"sw": "Jina"}
    assert run("add", "agency", "id=agency/y", "name=Y", "type=NGO", db=own).stdout == "agency/y\n"


def test_add_refuses_what_is_there_and_what_is_not_valid(run, own):
    taken = run("add", "agency", "id=agency/ke-dis", "name=X", "type=NGO", db=own)
    assert taken.exit_code == 1 and "Already there" in taken.stderr
    wrong = run("add", "agency", "name=X", "type=NOG", "country=kx", db=own)
    assert wrong.exit_code == 1
    assert "Did you mean NGO?" in wrong.stderr and "country: " in wrong.stderr
    assert run("add", "agency", "nam=X", db=own).exit_code == 2
    assert run("add", "agenzy", "name=X", db=own).exit_code == 2
    assert json.loads(run("log", "--json", db=own).stdout)[0]["batch"] == 1


def test_add_without_latin_letters_makes_an_id_too(run, own):
    result = run("add", "agency", "name:ar=وزارة", "type=ministry", "country=ke", db=own)
    assert result.exit_code == 0
    assert result.stdout.startswith("agency/ke-")


def test_add_of_what_is_there_under_that_name_is_refused(run, own):
    result = run("add", "agency", "name=Department of Immigration Services", "type=department", "country=ke", db=own)
    assert result.exit_code == 1
    assert "Already there: agency/ke-dis" in result.stderr


def test_dry_runs_change_nothing(run, own):
    assert "+ en: X" in run("add", "agency", "name=X", "type=NGO", "--dry-run", db=own).stdout
    edited = run("edit", "source/ke-efns", "frequency=monthly", "--dry-run", db=own).stdout
    assert "- concept/frequency-continuous" in edited and "+ concept/frequency-monthly" in edited
    assert run("delete", "source/ke-efns", "--dry-run", db=own).exit_code == 0
    assert len(json.loads(run("log", "--json", db=own).stdout)) == 1


def test_edit_sets_adds_takes_out_and_clears(run, own):
    arguments = ("title:sw=Huduma", "topics+=labour", "topics-=irregular", "acronym=")
    result = run("edit", "source/ke-efns", *arguments, db=own)
    assert result.exit_code == 0
    assert "orodha undo 2" in result.stderr
    document = shown(run, own, "source/ke-efns")
    assert document["title"]["sw"] == "Huduma" and document["title"]["en"]
    assert document["topics"] == ["concept/topics-visas-permits", "concept/topics-labour"]
    assert "acronym" not in document


def test_edit_from_stdin_clears_with_null(run, own):
    result = run("edit", "source/ke-efns", "-", input='{"acronym": null, "level": "county"}', db=own)
    assert result.exit_code == 0
    document = shown(run, own, "source/ke-efns")
    assert "acronym" not in document and document["level"] == "county"


@pytest.mark.parametrize("text", ["{", "[1]"])
def test_edit_refuses_what_is_no_json_object(run, own, text):
    assert run("edit", "source/ke-efns", "-", input=text, db=own).exit_code == 2


def test_edit_json_says_what_was_applied(run, own):
    applied = json.loads(run("edit", "source/ke-efns", "level=county", "--json", db=own).stdout)
    assert applied["updated"] == ["source/ke-efns"] and applied["batch"] == 2


def test_edit_of_what_is_so_already_changes_nothing(run, own):
    result = run("edit", "source/ke-efns", "level=national", db=own)
    assert result.exit_code == 0
    assert "Nothing changed" in result.stderr


def test_edit_of_a_sourced_field_keeps_what_the_document_said(run, own):
    run("edit", "source/ke-efns", "frequency=monthly", "--note", "as told by DIS", db=own)
    claims = json.loads(run("evidence", "source/ke-efns", "--json", db=own).stdout)
    about = [one for one in claims if one["field"] == "frequency"]
    assert [(one["chosen"], one["certainty"]) for one in about] == [(False, "inferred"), (True, "outside")]
    assert about[1]["reason"] == "as told by DIS"
    found = run("check", "--level", "error", "--json", db=own).stdout
    assert "frequency" not in {one["field"] for one in json.loads(found) if one["id"] == "source/ke-efns"}


def test_edit_takes_evidence(run, own):
    claim = "document=document/kenya-ii-sops,place=page 3, table 2,certainty=inferred"
    assert run("edit", "source/ke-efns", "contact=Registrar", "--evidence", claim, db=own).exit_code == 0
    one = json.loads(run("evidence", "source/ke-efns", "--json", db=own).stdout)[-1]
    assert (one["document"], one["place"], one["certainty"]) == (
        "document/kenya-ii-sops",
        "page 3, table 2",
        "inferred",
    )


@pytest.mark.parametrize(
    ("claim", "code"), [("dokument=x", 2), ("document=document/none", 3), ("place=x,certainty=sure", 2)]
)
def test_edit_refuses_evidence_that_it_does_not_understand(run, own, claim, code):
    assert run("edit", "source/ke-efns", "contact=x", "--evidence", claim, db=own).exit_code == code


def test_edit_without_fields_needs_a_terminal(run, own):
    assert run("edit", "source/ke-efns", db=own).exit_code == 2


def test_edit_without_fields_opens_the_editor(run, own, person, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace('EFNS', 'EFNSX'))\n"
    )
    import sys

    result = run("edit", "source/ke-efns", db=own, EDITOR=f"{sys.executable} {editor}", VISUAL="")
    assert result.exit_code == 0, result.stderr
    assert shown(run, own, "source/ke-efns")["acronym"] == "EFNSX"


def test_delete_needs_yes_without_a_terminal(run, own):
    result = run("delete", "source/ke-efns", db=own)
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert shown(run, own, "source/ke-efns")


def test_delete_asks_and_says_what_refers_to_it(run, own, person):
    result = run("delete", "agency/ke-dis", input="n\n", db=own)
    assert result.exit_code == 1
    assert "records refer to it" in result.stderr
    assert shown(run, own, "agency/ke-dis")
    assert run("delete", "agency/ke-dis", input="y\n", db=own).exit_code == 0
    assert run("show", "agency/ke-dis", db=own).exit_code == 3


def test_delete_interrupted_at_the_question_does_nothing(run, own, person):
    result = run("delete", "agency/ke-dis", input="", db=own)
    assert result.exit_code == 130
    assert shown(run, own, "agency/ke-dis")


def test_delete_reads_ids_from_stdin(run, own):
    result = run("delete", "-", "--yes", "--json", input="source/ke-efns\nsource/ke-evisa\n", db=own)
    assert sorted(json.loads(result.stdout)["deleted"]) == ["source/ke-efns", "source/ke-evisa"]


def test_delete_of_an_unknown_one_deletes_nothing(run, own):
    assert run("delete", "source/ke-efns", "source/none", "--yes", db=own).exit_code == 3
    assert shown(run, own, "source/ke-efns")


def test_note_and_author_go_into_the_log(run, own):
    run("edit", "source/ke-efns", "level=county", "--note", "why", "--author", "Amina", db=own)
    newest = json.loads(run("log", "--json", db=own).stdout)[0]
    assert (newest["note"], newest["author"]) == ("why", "Amina")


def test_edit_and_delete_take_any_name_and_say_which_record_is_meant(run, own):
    edited = run("edit", "EFNS", "level=national", db=own)
    assert edited.exit_code == 0 and "EFNS is source/ke-efns." in edited.stderr
    deleted = run("delete", "EFNS", "--yes", db=own)
    assert deleted.exit_code == 0 and "EFNS is source/ke-efns." in deleted.stderr
    assert run("show", "source/ke-efns", db=own).exit_code == 3


def test_a_name_that_several_records_have_changes_nothing(run, own):
    run("edit", "source/ke-evisa", "acronym=EFNS", db=own)
    result = run("delete", "EFNS", "--yes", db=own)
    assert result.exit_code == 3
    assert "source/ke-efns" in result.stderr and "source/ke-evisa" in result.stderr
