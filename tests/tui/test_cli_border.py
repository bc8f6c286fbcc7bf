from __future__ import annotations


def test_border_counts_what_is_known_of_each_point(run):
    lines = run("border").stdout.splitlines()
    assert any(line.startswith("Moyale One Stop Border Post") for line in lines)
    assert lines[-1].startswith("No action of a road map")


def test_border_of_one_point_shows_its_laboratory(run):
    assert "Forensic document examination laboratory" in run("border", "jkia").stdout


def test_border_as_csv_has_a_line_an_entry(run):
    assert run("border", "jkia", "--csv").stdout.splitlines()[0] == "part,what,details,date"
