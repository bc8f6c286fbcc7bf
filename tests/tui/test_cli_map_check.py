"""``orodha map check``, and how ``orodha check`` writes many findings."""

from __future__ import annotations

import json
import re

MAPPING = """{"id": "mapping/%s", "subject": "concept/ke-refugee", "predicate": "skos:%sMatch",
"object": "concept/%s", "justification": "semapv:ManualMappingCuration", "status": "%s"}"""


def put(run, own, *mappings):
    for mapping in mappings:
        done = run("add", "mapping", "-", input=MAPPING % mapping, db=own)
        assert done.exit_code == 0, done.stderr


def test_mappings_without_fault_are_told_so(run):
    result = run("map", "check", "--level", "error")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing to find fault with.\n"


def test_a_contradiction_ends_with_exit_code_1(run, own):
    put(run, own, ("x", "exact", "topics-asylum", "accepted"), ("y", "exact", "topics-asylum", "rejected"))
    result = run("map", "check", "--level", "error", db=own)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "✗ error  mapping-contradicts  mapping/y  status",
        "    rejects that concept/ke-refugee and concept/topics-asylum are an exact match; mapping/x accepts it",
        "    → Decide which holds, and delete the other: orodha delete mapping/y, or orodha delete mapping/x",
    ]


def test_a_warning_ends_with_exit_code_0(run, own):
    put(run, own, ("x", "exact", "ke-refugee", "accepted"))
    result = run("map", "check", "--rule", "mapping-itself", "--json", db=own)
    assert result.exit_code == 0
    assert [one["id"] for one in json.loads(result.stdout)] == ["mapping/x"]


def test_findings_may_be_between_two_schemes(run, own):
    put(run, own, ("x", "exact", "ke-refugee", "accepted"), ("y", "exact", "topics-nothing", "accepted"))
    assert run("map", "check", "ke", "--csv", db=own).stdout.count("\n") > 2
    assert "mapping/" not in run("map", "check", "ke", "topics", "--csv", db=own).stdout


def test_a_scheme_is_not_checked_against_itself(run):
    result = run("map", "check", "ke", "scheme/ke")
    assert (result.exit_code, result.stdout) == (2, "") and "not mapped to itself" in result.stderr


def test_an_outdated_mapping_is_cleared_by_accepting_it_again_not_by_a_note(run, own):
    def outdated():
        found = json.loads(run("map", "check", "--rule", "mapping-outdated", "--json", db=own).stdout)
        return [one["fix"] for one in found if "ug-refugee" in one["id"]]

    run("map", "accept", "ke-refugee", "ug-refugee", "--predicate", "close", "--reviewer", "Ann", db=own)
    run("edit", "ke-refugee", "definition=Who was granted asylum, and their children.", db=own)
    told = ["Read both again; if it still holds: orodha map accept mapping/ke-refugee--ug-refugee --reason ..."]
    assert outdated() == told
    run("map", "note", "ke-refugee", "ug-refugee", "Ask.", db=own)
    assert outdated() == told
    again = run("map", "accept", "ke-refugee", "ug-refugee", "--reviewer", "Bob", db=own)
    assert "Nothing changed" not in again.stderr and outdated() == []


def test_the_same_findings_are_in_check(run, own):
    put(run, own, ("x", "exact", "ke-refugee", "accepted"))
    found = json.loads(run("map", "check", "--json", db=own).stdout)
    assert found
    every = json.loads(run("check", "--json", db=own).stdout)
    assert all(one in every for one in found)


def test_how_to_see_less_names_the_schemes(run, own):
    put(run, own, ("x", "exact", "ke-refugee", "accepted"))
    told = run("map", "check", "ke", db=own).stderr
    assert re.search(r"Fewer with: orodha map check ke --level error", told)


def test_a_rule_that_is_not_about_mappings_and_a_third_scheme_are_wrong_usage(run):
    assert run("map", "check", "--rule", "orphan").exit_code == 2
    assert run("map", "check", "ke", "topics", "gcm").exit_code == 2


def test_an_unknown_scheme_is_told(run):
    result = run("map", "check", "nowhere")
    assert result.exit_code != 0
    assert "There is no scheme 'nowhere'" in result.stderr


def test_of_many_findings_of_a_rule_the_first_are_written_with_the_command_for_all(run):
    lines = run("check").stdout.splitlines()
    assert sum("  label-untranslated  " in line for line in lines) == 5
    (rest,) = (line for line in lines if line.endswith("orodha check --rule label-untranslated"))
    assert re.match(r"  … and [\d,]+ more: ", rest)


def test_many_findings_that_say_the_same_are_one_with_the_first_names(run):
    lines = run("check").stdout.splitlines()
    (start,) = (n for n, line in enumerate(lines) if "  recommended-missing  " in line)
    assert re.fullmatch(r"○ info  recommended-missing  [\d,]+ times", lines[start])
    assert lines[start + 1] == "    is recommended and empty"
    names, more = lines[start + 2].split(" and ")
    assert names.startswith("    agency/au country, ") and names.count(",") == 4
    assert re.fullmatch(r"[\d,]+ more: orodha check --rule recommended-missing", more)
    assert lines[start + 3] == "    → orodha edit agency/au country=..."


def test_with_a_rule_all_findings_are_written(run):
    result = run("check", "--rule", "recommended-missing")
    assert "more:" not in result.stdout
    found = json.loads(run("check", "--rule", "recommended-missing", "--json").stdout)
    assert result.stdout.count("recommended-missing") == len(found) > 100


def test_json_and_csv_have_all_findings(run):
    found = json.loads(run("check", "--json").stdout)
    assert len(found) > 100
    assert run("check", "--csv").stdout.count("\n") == len(found) + 1


def test_six_findings_are_not_worth_a_line_that_hides_one(run, own):
    for number in range(6):
        run("add", "agency", f"id=agency/x{number}", f"name=X{number}", "type=NGO", "registration=superseded", db=own)
    result = run("check", "--level", "warning", db=own)
    assert result.stdout.count("replaced-without-successor") == 6
    assert "--rule replaced-without-successor" not in result.stdout
