from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from orodha.catalogue.kinds import kinds


def test_init_makes_the_starter_and_says_what_next(run, tmp_path):
    path = tmp_path / "new.db"
    result = run("init", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "52 sources, 114 agencies, 74 variables," in result.stderr.replace("\n", " ")
    assert f'orodha --db {path} holds "work permits"' in result.stderr
    assert run("holds", "work permits", db=path).exit_code == 0


def test_init_quotes_a_path_with_a_space(run, tmp_path):
    path = tmp_path / "my catalogue.db"
    assert f'orodha --db "{path}" list' in run("init", str(path), "--starter", "empty").stderr


def test_init_goes_where_db_says(run, tmp_path):
    path = tmp_path / "new.db"
    assert run("init", "--starter", "empty", "--db", str(path)).exit_code == 0
    assert path.exists()


def test_init_takes_starter_base_and_title(run, tmp_path):
    path = tmp_path / "new.db"
    run("init", str(path), "--starter", "vocabulary", "--base", "https://example.org/id/", "--title", "Uganda")
    assert json.loads(run("show", "area/ug", "--json", db=path).stdout)["iri"] == "https://example.org/id/area/ug"


def test_init_never_overwrites(run, own):
    before = own.read_bytes()
    assert run("init", str(own)).exit_code == 2
    assert own.read_bytes() == before


def test_init_refuses_a_base_that_is_no_iri(run, tmp_path):
    assert run("init", str(tmp_path / "new.db"), "--base", "nonsense").exit_code == 2
    assert not (tmp_path / "new.db").exists()


def test_check_exits_with_1_on_an_error_only(run, own):
    assert run("check", "--rule", "missing-target", db=own).exit_code == 0
    run("delete", "agency/ke-dis", "--yes", db=own)
    result = run("check", "--rule", "missing-target", "--json", db=own)
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert set(findings[0]) >= {"rule", "level", "id", "field", "message", "fix"}
    assert run("check", "--rule", "recommended-missing", db=own).exit_code == 0


def test_check_level_leaves_milder_findings_out(run):
    levels = {one["level"] for one in json.loads(run("check", "--level", "warning", "--json").stdout)}
    assert levels <= {"error", "warning"}


def test_check_of_an_unknown_rule_is_wrong_usage(run):
    assert run("check", "--rule", "missing-targt").exit_code == 2


def test_backup_can_be_opened_and_never_overwrites(run, tmp_path):
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).exit_code == 0
    assert run("list", "source", "--json", db=copy).stdout == run("list", "source", "--json").stdout
    assert run("backup", str(copy)).exit_code == 2


def test_schema_needs_no_catalogue(run, tmp_path):
    result = run("schema", "source", db=tmp_path / "none.db")
    assert json.loads(result.stdout)["$id"].endswith("/source.json")
    listed = json.loads(run("schema", "--json", db=tmp_path / "none.db").stdout)
    assert {one["kind"] for one in listed} == set(kinds())
    assert run("schema", "sorce").exit_code == 2


def test_context_and_ontology_are_the_published_files(run, tmp_path):
    published = Path(__file__).resolve().parents[2] / "docs" / "schema"
    for option, file in (("--context", "context.jsonld"), ("--ontology", "orodha.ttl")):
        assert run("schema", option, db=tmp_path / "none.db").stdout == (published / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_ORODHA_COMPLETE" in result.stdout


def completed(run, words: str, db: Path | None = None) -> list[str]:
    number = len(words.split(" ")) - 1
    environment = {"_ORODHA_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    return [line.partition(",")[2] for line in run(db=db, **environment).stdout.splitlines() if line]


def test_completion_offers_commands_kinds_ids_and_fields(run):
    assert completed(run, "orodha ho") == ["holds"]
    assert "source" in completed(run, "orodha list so")
    assert completed(run, "orodha show sour") == ["source/"]
    assert "source/ke-efns" in completed(run, "orodha show source/ke-e")
    assert completed(run, "orodha edit source/ke-efns hol") == ["holder="]
    assert completed(run, "orodha edit EFNS hol") == ["holder="]
    assert completed(run, "orodha add agency acr") == ["acronym="]


def test_completion_without_a_catalogue_offers_nothing(run, tmp_path):
    assert completed(run, "orodha show sour", db=tmp_path / "none.db") == []


def test_check_writes_a_finding_over_several_lines(run, own, screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    run("delete", "agency/ke-dis", "--yes", db=own)
    result = run("check", "--rule", "missing-target", db=own)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✗ error  missing-target  ")
    assert lines[1].startswith("    refers to agency/ke-dis, which is not there")
    assert lines[2] == "    → Add that record, or name another."
    assert max(map(len, lines)) <= 80


def test_check_ends_with_a_count_by_level_and_how_to_see_less(run, own):
    run("delete", "agency/mieux", "--yes", db=own)
    talk = run("check", db=own).stderr
    assert re.fullmatch(
        r"Found \d+ errors?, .*\d+ info\. Fewer with: orodha check --level \w+ or --rule [\w-]+\n",
        talk.replace(" and ", ", "),
    )
    assert "Nothing to find fault with." in run("check", "--rule", "missing-target").stderr


def test_check_of_the_starter_is_short_though_it_finds_errors(run, screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    result = run("check", "--level", "error")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert len(lines) <= 12 and max(map(len, lines)) <= 80


def test_check_as_csv_is_a_table(run):
    assert run("check", "--csv").stdout.startswith("level,rule,id,field,message,fix\n")


def test_check_holds_the_catalogue_to_our_shapes(run, own):
    assert run("check", "--shapes", "orodha", db=own).exit_code == 0
    run("edit", "source/ke-efns", "coverage.first_period=2021", "coverage.last_period=2019", db=own)
    result = run("check", "--shapes", "orodha", "--json", db=own)
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)
    assert (finding["id"], finding["field"]) == ("source/ke-efns", "coverage.last_period")
    assert run("check", "--shapes", "orodha", "--csv", db=own).stdout.startswith("level,rule,id,field,message,fix\n")


def test_check_takes_several_shapes_and_says_how_to_see_less(run, tmp_path):
    path = tmp_path / "my shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        "<https://example.org/s> a sh:NodeShape ; sh:targetClass <http://www.w3.org/ns/dcat#Resource> ;\n"
        "  sh:property [ sh:path dct:medium ; sh:minCount 1 ; sh:severity sh:Info ] .\n"
    )
    result = run("check", "--shapes", str(path), "--shapes", "orodha")
    assert result.exit_code == 0
    assert f"check --shapes '{path}' --shapes orodha --level warning" in result.stderr
    assert "Nothing to find fault with." in run("check", "--shapes", str(path), "--level", "error").stderr


def test_check_of_shapes_that_are_not_there_is_wrong_usage(run, tmp_path):
    assert run("check", "--shapes", str(tmp_path / "none.ttl")).exit_code == 3
    assert run("check", "--shapes", "orodha", "--rule", "circle").exit_code == 2


def test_schema_prints_our_shapes(run, tmp_path):
    result = run("schema", "--shapes", db=tmp_path / "none.db")
    assert "shapes:source a sh:NodeShape" in result.stdout
    assert not result.stdout.endswith("\n\n")
