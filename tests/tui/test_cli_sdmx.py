"""SDMX on the command line: out with what it loses, in from registries, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.inventory import create
from orodha.inventory.sdmx.identities import Names
from samples import SAMPLES
from sdmx_quick import syntaxes

SYNTAXES = list(sdmx.SYNTAXES)
HEADER = m.Header("X", test=False, prepared="2026-11-22T00:00:00Z", sender=m.Party("X"))
CODES = (m.Code("A", names={"en": "Annual"}), m.Code("M", names={"en": "Monthly"}))
FREQ = m.Codelist("CL_FREQ", agency="XY", version="2.1", names={"en": "Frequency", "fr": "Périodicité"}, codes=CODES)


def written(path: Path, *artefacts: m.Maintainable, syntax: str = "sdmx-ml-3.0") -> Path:
    sdmx.write(m.Message(HEADER, list(artefacts or (FREQ,))), syntax, path)
    return path


def documents(db: Path) -> list[dict[str, Any]]:
    derived = ("revision", "created", "modified")
    with Catalogue.open(db) as catalogue:
        return [
            {name: value for name, value in one.items() if name not in derived} for one in catalogue.reader.documents()
        ]


# --- out and back


@pytest.mark.parametrize("syntax", syntaxes())
def test_what_goes_out_comes_back_and_changes_nothing(run, tmp_path, syntax):
    assert run("export", str(tmp_path / "kenya.out"), "--format", syntax).exit_code == 0
    result = run("import", str(tmp_path / "kenya.out"), "--format", "sdmx", "--dry-run", "--json")
    told = json.loads(result.stdout)
    assert (told["created"], told["updated"], told["problems"], told["notes"]) == ([], [], [], [])
    assert told["unchanged"] > 1000


@pytest.mark.parametrize("syntax", ["sdmx-json-2.0", pytest.param("sdmx-ml-2.1", marks=pytest.mark.slow)])
def test_an_empty_catalogue_gets_equal_records(run, kenya, tmp_path, syntax):
    other = tmp_path / "other.db"
    create(other, "empty").close()
    assert run("export", str(tmp_path / "kenya.out"), "--format", syntax).exit_code == 0
    assert run("import", str(tmp_path / "kenya.out"), "--format", "sdmx", db=other).exit_code == 0
    assert documents(other) == documents(kenya)


@pytest.mark.parametrize(("name", "syntax"), [("codes.sdmx.xml", "sdmx-ml-3.0"), ("codes.sdmx.json", "sdmx-json-2.0")])
def test_the_ending_tells_the_syntax(run, tmp_path, name, syntax):
    assert run("export", str(tmp_path / name), "--what", "scheme/frequency").exit_code == 0
    assert sdmx.detect(tmp_path / name).name == syntax


@pytest.mark.parametrize("name", ["kenya.metadata.xml", "kenya.metadata.json"])
def test_reports_are_a_message_of_their_own_and_nothing_to_take_in(run, own, tmp_path, name):
    assert run("export", str(tmp_path / name)).stderr.startswith("Wrote 63 reports to ")
    result = run("import", str(tmp_path / name), "--format", "sdmx", db=own)
    assert result.exit_code == 0
    assert "it holds only reports or maps that were made from records" in result.stderr


def test_sdmx_goes_to_stdout_and_comes_from_stdin(run, own):
    out = run("export", "-", "--format", "sdmx-ml-3.1", "--what", "scheme/frequency")
    assert out.stdout.startswith("<?xml") and "left out" in out.stderr
    result = run("import", "-", "--format", "sdmx", "--dry-run", input=out.stdout, db=own)
    assert "0 new, 0 changed" in result.stderr


def test_evidence_goes_along_when_it_is_asked_for_and_comes_back(run, kenya, tmp_path):
    other = tmp_path / "other.db"
    create(other, "empty").close()
    path = str(tmp_path / "all.sdmx.xml")
    assert run("export", path, "--evidence").exit_code == 0
    assert run("import", path, db=other).exit_code == 0
    assert (
        run("evidence", "source/ke-efns", "--json", db=other).stdout
        == run("evidence", "source/ke-efns", "--json").stdout
    )


# --- losses


def test_an_export_says_how_much_is_left_out_and_how_to_list_it(run, tmp_path):
    result = run("export", str(tmp_path / "k.xml"), "--format", "sdmx-ml-2.1")
    first, second, third = result.stderr.splitlines()
    assert first.startswith("Wrote ")
    assert " things are left out: " in second and " statements of evidence, " in second and len(second) <= 80
    assert third == f"orodha export {tmp_path}/k.xml --format sdmx-ml-2.1 --loss lists them."


def test_losses_are_counted_by_sort_and_listed_and_nothing_is_written(run, tmp_path):
    result = run("export", str(tmp_path / "k.sdmx.xml"), "--loss")
    assert result.exit_code == 0 and not list(tmp_path.iterdir())
    first, *_ = result.stdout.splitlines()[1:]
    assert first.endswith("statements of evidence")
    assert "no map has a row for it" in result.stdout and "the log of changes" in result.stdout


def test_losses_are_given_as_json_and_csv(run, tmp_path):
    as_json = json.loads(run("export", str(tmp_path / "k.sdmx.xml"), "--loss", "--json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(run("export", str(tmp_path / "k.sdmx.xml"), "--loss", "--csv").stdout)))
    assert as_csv == [{name: str(value) for name, value in one.items()} for one in as_json]
    assert {"what", "where", "detail", "count"} == set(as_json[0])


def test_the_count_on_stderr_is_that_of_the_list(run, tmp_path):
    told = run("export", str(tmp_path / "k.sdmx.json")).stderr.splitlines()[1]
    losses = json.loads(run("export", str(tmp_path / "l.sdmx.json"), "--loss", "--json").stdout)
    assert told.startswith(f"{sum(one['count'] for one in losses):,} things")


def test_an_export_that_loses_nothing_says_so(run, tmp_path):
    result = run("export", str(tmp_path / "f.sdmx.xml"), "--what", "scheme/sex", "--where", "label=x")
    assert result.exit_code != 0  # conditions need a kind
    result = run("export", str(tmp_path / "f.sdmx.xml"), "--what", "document/none")
    assert result.exit_code != 0
    result = run("export", str(tmp_path / "f.sdmx.xml"), "--what", "scheme/frequency")
    assert result.stderr.splitlines()[-1] == "Nothing is left out."


def test_what_rdf_leaves_out_is_told_too(run, tmp_path):
    result = run("export", str(tmp_path / "k.ttl"), "--loss", "--json")
    assert {one["what"] for one in json.loads(result.stdout)} == {"statements of evidence"}
    assert run("export", str(tmp_path / "k.ttl"), "--loss", "--evidence").stderr == "Nothing is left out.\n"


def test_a_form_without_a_list_is_refused(run, tmp_path):
    result = run("export", str(tmp_path / "k.json"), "--json")
    assert result.exit_code == 2 and "--loss" in result.stderr


# --- in


@pytest.mark.parametrize(("name", "syntax"), [("codes.xml", "sdmx-ml-2.1"), ("codes.json", "sdmx-json-2.1")])
def test_a_file_is_known_by_its_content(run, own, tmp_path, name, syntax):
    path = written(tmp_path / name, syntax=syntax)
    assert run("import", str(path), db=own).exit_code == 0
    with Catalogue.open(own) as catalogue:
        assert catalogue.reader.get("scheme/xy-cl-freq-2.1")["title"] == FREQ.names


def test_json_of_ours_stays_what_it_is(run, own, tmp_path):
    path = tmp_path / "ours.json"
    path.write_text('[{"id": "agency/x", "name": {"en": "meta"}, "type": "other", "extra": {"data": 1}}]', "utf-8")
    assert run("import", str(path), db=own).exit_code == 0
    assert run("show", "agency/x", db=own).exit_code == 0


def test_what_a_data_flow_does_not_say_is_given(run, own, tmp_path):
    flow = m.Dataflow("EXR", agency="ECB", names={"en": "Exchange rates"})
    flow.structure = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ECB:EXR(1.0)"
    path = written(tmp_path / "flow.xml", flow)
    refused = run("import", str(path), db=own)
    assert refused.exit_code == 1 and "Give it to all with --set country=VALUE" in refused.stderr
    assert run("import", str(path), "--set", "country=Kenya", db=own).exit_code == 0
    with Catalogue.open(own) as catalogue:
        assert catalogue.reader.get("source/ecb-exr-1.0")["country"] == "area/ke"


def test_good_records_are_saved_and_the_others_written_to_mend(run, own, tmp_path):
    twice = (*CODES, m.Code("A", names={"en": "Other"}))
    path = written(tmp_path / "codes.xml", m.Codelist("CL_X", agency="XY", names={"en": "X"}, codes=twice))
    mend = tmp_path / "mend.json"
    assert run("import", str(path), "--partial", str(mend), db=own).exit_code == 0
    assert "is there twice, and not the same" in json.loads(mend.read_text("utf-8"))[0]["problem"]


@pytest.mark.parametrize("name", ["ml21-common", "ml21-esms", "ml30-codelist", "ml30-conceptscheme", "ml30-dataflow"])
def test_official_samples_are_taken_in(run, own, name):
    path = SAMPLES / "sdmx" / f"{name}.xml"
    if not path.exists():
        pytest.skip("the official samples are not there")
    result = run("import", str(path), "--set", "country=Kenya", db=own)
    assert result.exit_code == 0, result.stderr
    assert "Saved." in result.stderr


# --- bad input


def refused(run: Any, own: Path, path: Path, content: str) -> str:
    before = documents(own)
    path.write_text(content, "utf-8")
    result = run("import", str(path), db=own)
    assert result.exit_code != 0 and documents(own) == before
    return result.stderr


GOOD = b"".join(sdmx.written(m.Message(HEADER, [FREQ]), "sdmx-ml-3.0")).decode()
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GOOD.replace("www.sdmx.org/resources", "example.org/x"), "no message of SDMX 2.1, 3.0 or 3.1"),
        (GOOD.replace("v3_0", "v1_0"), "bad.xml is SDMX-ML 1.0, which is not read"),
        (GOOD.replace("mes:Structure ", "mes:GenericData ", 1), "a set of data"),
        (GOOD[: GOOD.index("</str:Codelist>")], "line "),
        (GOOD.replace("<mes:Structure", BOMB + "<mes:Structure", 1), "document type (DOCTYPE)"),
        (GOOD.replace("<mes:Structure", OUTSIDE + "<mes:Structure", 1), "document type (DOCTYPE)"),
        ("<html><body>404</body></html>", "html"),
        ("", "is empty"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_saved(run, own, tmp_path, content, says):
    assert says in refused(run, own, tmp_path / "bad.xml", content)


def test_codes_that_are_there_twice_are_refused_with_their_names(run, own, tmp_path):
    twice = (*CODES, m.Code("A", names={"en": "Other"}))
    made = m.Codelist("CL_X", agency="XY", names={"en": "X"}, codes=twice)
    content = b"".join(sdmx.written(m.Message(HEADER, [made]), "sdmx-ml-3.0")).decode()
    told = refused(run, own, tmp_path / "bad.xml", content)
    assert "Code=XY:CL_X(1.0).A is there twice, and not the same. Remove one of them" in told


def test_a_dangling_parent_is_told_with_the_artefact(run, own, tmp_path):
    made = m.Codelist("CL_X", agency="XY", names={"en": "X"}, codes=(m.Code("A", names={"en": "A"}, parent="B"),))
    result = run("import", str(written(tmp_path / "x.xml", made)), "--dry-run", db=own)
    assert result.exit_code == 0 and "Codelist=XY:CL_X(1.0): The parent B of A is not there." in result.stderr


# --- the whole way


def test_a_partners_list_is_mapped_to_ours_and_the_mapping_goes_out_as_a_map(run, own, tmp_path):
    sample = SAMPLES / "sdmx" / "ml21-common.xml"
    if not sample.exists():
        pytest.skip("the official samples are not there")
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    db = Path(shutil.copy(own, tmp_path / "office.db"))
    assert run("import", str(sample), db=db).exit_code == 0
    assert run("map", "suggest", "sdmx-cl-freq-1.0", "frequency", "--min", "0.9", "--save", db=db).exit_code == 0
    pairs = {"D": "daily", "W": "weekly", "M": "monthly"}
    for theirs, ours in pairs.items():
        ends = (f"concept/sdmx-cl-freq-1.0-{theirs}", f"concept/frequency-{ours}")
        result = run("map", "accept", *ends, "--predicate", "exact", "--reviewer", "A. Juma", db=db)
        assert result.exit_code == 0, result.stderr
    out = tmp_path / "out.sdmx.xml"
    chosen = ("--what", "scheme/sdmx-cl-freq-1.0", "--what", "scheme/frequency", "--what", "mapping")
    assert run("export", str(out), *chosen, db=db).exit_code == 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        structures = pysdmx.read_sdmx(out, validate=False).structures
    maps = [one for one in structures if type(one).__name__ == "RepresentationMap"]
    rows = {tuple(sorted((row.source, row.target))) for one in maps for row in one.maps}
    with Catalogue.open(db) as catalogue:
        names = Names(catalogue.reader)
        wanted = {(theirs, names.own_item(f"concept/frequency-{ours}")) for theirs, ours in pairs.items()}
    assert rows >= {tuple(sorted(one)) for one in wanted}
