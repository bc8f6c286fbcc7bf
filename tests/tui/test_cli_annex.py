from __future__ import annotations

import json
import zipfile

import docx


def test_an_annex_on_screen_is_markdown(run):
    lines = run("annex", "ke-kphc-2019").stdout.splitlines()
    assert lines[0] == "# Metadata annex: Kenya"
    assert "| Statistical unit | Person |" in lines


def test_an_annex_goes_to_the_format_that_the_file_is_named_after(run, tmp_path):
    for name in ("annex.docx", "annex.html", "annex.md"):
        told = run("annex", "ke-kphc-2019", "-o", str(tmp_path / name)).stderr
        assert "1 entry. Without a definition: 5 of 5 terms." in told
    assert len(docx.Document(str(tmp_path / "annex.docx")).tables) == 1
    assert (tmp_path / "annex.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_is_there_is_not_replaced_unless_forced(run, tmp_path):
    there = tmp_path / "annex.docx"
    there.write_text("mine")
    assert run("annex", "ke-kphc-2019", "-o", str(there)).exit_code == 2
    assert there.read_text() == "mine"
    assert run("annex", "ke-kphc-2019", "-o", str(there), "--force").exit_code == 0


def test_a_format_that_an_annex_has_not_is_refused(run, tmp_path):
    result = run("annex", "-o", str(tmp_path / "annex.odt"))
    assert result.exit_code == 2
    assert "docx" in result.stderr


def test_an_annex_of_a_framework_has_its_indicators(run):
    told = json.loads(run("annex", "--framework", "gcm-20", "--json").stdout)
    assert "indicator/ke-i-sdg-10-c" in [one["id"] for one in told["sections"]]


def test_a_source_that_is_not_there_is_named(run):
    result = run("annex", "ke-kphc-2018")
    assert result.exit_code == 3
    assert "ke-kphc-2018" in result.stderr


def test_an_annex_for_the_public_has_no_contact_that_is_for_partners(run, own, tmp_path):
    assert run("edit", "source/ke-kphc-2019", "contact=Secret Desk", db=own).exit_code == 0
    name = str(tmp_path / "annex.docx")
    for audience, seen in (("partner", True), ("public", False)):
        assert run("annex", "ke-kphc-2019", "--audience", audience, "-o", name, "--force", db=own).exit_code == 0
        with zipfile.ZipFile(name) as package:
            assert any(b"Secret Desk" in package.read(one) for one in package.namelist()) == seen
