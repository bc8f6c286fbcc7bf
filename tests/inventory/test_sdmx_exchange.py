"""What an export as SDMX does not have, says of itself, and refuses to write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.exporting import export
from orodha.catalogue.formats import Loss, format_of
from orodha.catalogue.importing import plan
from orodha.catalogue.reader import Reader
from orodha.inventory.sdmx.exchange import HISTORY, UNREPORTED
from orodha.inventory.sdmx.facts import WrittenFacts
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.outside import outside
from sdmx_told import change, content_of, message, reports

OUTSIDE = "refers to what is not in this file: "
PERMITS = "source/ke-permits"


def lost(reader: Reader, *chosen: str, format_name: str = "sdmx-ml-3.0") -> Sequence[Loss]:
    return format_of("x", format_name, writing=True).left_out(content_of(reader, chosen=chosen))


@pytest.mark.parametrize("syntax", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
def test_a_whole_catalogue_refers_to_nothing_of_its_own_that_is_not_there(kenya: Reader, syntax: str):
    assert {one for one in outside(message(content_of(kenya), syntax)) if one.agency == "KE_NCM"} == set()
    assert not any(one.what.startswith(OUTSIDE) for one in lost(kenya, format_name=syntax))


def test_references_out_of_a_part_are_told_by_class_and_artefact(kenya: Reader):
    found = [one for one in lost(kenya, PERMITS) if one.what.startswith(OUTSIDE)]
    assert {one.what.removeprefix(OUTSIDE) for one in found} >= {"CategoryScheme", "ConceptScheme"}
    assert len({one.where for one in found}) == len(found)
    [esms] = [one for one in found if one.where == "ConceptScheme=KE_NCM:ESMS(1.0)"]
    assert esms.count > 50
    assert esms.detail == f"{esms.count} references"


def test_a_part_that_refers_to_nothing_outside_loses_nothing(kenya: Reader):
    assert not any(one.what.startswith(OUTSIDE) for one in lost(kenya, "scheme/frequency"))


def test_a_file_of_reports_tells_in_a_line_that_other_records_are_no_reports(kenya: Reader):
    found = lost(kenya, format_name="sdmx-ml-3.0-metadata")
    count = sum(one["kind"] not in ("source", "indicator") for one in kenya.documents())
    assert [(one.what, one.detail) for one in found if one.what == UNREPORTED] == [(UNREPORTED, f"{count:,} records")]
    assert sum(one.count for one in found) < 4
    assert HISTORY not in {one.what for one in found}


def test_files_of_the_whole_of_a_part_and_of_reports_have_ids_of_their_own(kenya: Reader):
    whole, part = content_of(kenya), content_of(kenya, chosen=(PERMITS,))
    made = [message(whole, "sdmx-ml-3.0"), message(part, "sdmx-ml-3.0"), reports(whole, "sdmx-ml-3.0")]
    assert len({one.header.id for one in made}) == len(made)
    assert message(part, "sdmx-ml-3.0").header == made[1].header


def test_the_sender_has_the_names_of_the_publisher(kenya: Reader):
    header = message(content_of(kenya), "sdmx-ml-3.0").header
    assert header.sender
    assert header.sender.names == kenya.get("agency/ke-ncm")["name"]
    assert header.names == {"en": "Kenya"}


def test_a_publisher_that_the_audience_may_not_see_gives_no_names(catalogue: Catalogue):
    change(catalogue, "agency/ke-ncm", visibility="internal")
    header = message(content_of(catalogue.reader, "public"), "sdmx-ml-3.0").header
    assert header.sender
    assert header.sender.names == {"en": "Kenya"}


@pytest.mark.parametrize(
    ("chosen", "format_name", "says"),
    [
        ("quality-report", "sdmx-ml-3.0", "no record to write"),
        ("scheme/frequency", "sdmx-json-2.0-metadata", "report on"),
    ],
)
def test_an_empty_choice_is_refused_and_what_was_there_stays(
    kenya: Reader, tmp_path: Path, chosen: str, format_name: str, says: str
):
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(UsageError, match=says):
        export(kenya, there, chosen=[chosen], format_name=format_name, overwrite=True)
    assert there.read_text() == "mine"


@pytest.mark.parametrize("format_name", ["sdmx-ml-3.0", "sdmx-ml-3.0-metadata"])
def test_names_and_facts_are_found_out_once_for_an_export(
    kenya: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_name: str
):
    made: list[str] = []

    def watch(cls: type) -> None:
        begin = cls.__init__

        def counted(self: object, *given: object) -> None:
            made.append(cls.__name__)
            begin(self, *given)

        monkeypatch.setattr(cls, "__init__", counted)

    watch(Names)
    watch(WrittenFacts)
    export(kenya, tmp_path / "x", chosen=[PERMITS], format_name=format_name)
    assert sorted(made) == ["Names", "WrittenFacts"]


def test_an_empty_catalogue_can_be_written(tmp_path: Path):
    with Catalogue.create(tmp_path / "c.db", title="", publisher="agency/x") as catalogue:
        export(catalogue.reader, tmp_path / "x.sdmx.xml")
    assert (tmp_path / "x.sdmx.xml").exists()


@pytest.mark.parametrize("other", ["Integer", "Double", "Count"])
def test_a_number_stays_one_whatever_data_type_of_numbers_a_partner_gives_it(
    catalogue: Catalogue, tmp_path: Path, other: str
):
    file, wanted = tmp_path / "out.xml", "variable/ke-econ-survey-2021-refugees"
    export(catalogue.reader, file, chosen=["variable"], format_name="sdmx-ml-3.0")
    assert b'"Decimal"' in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(b'"Decimal"', f'"{other}"'.encode()))
    change(catalogue, wanted, representation=None)
    made = plan(catalogue.reader, [file])
    assert made.problems == []
    made.apply(catalogue)
    assert catalogue.reader.get(wanted)["representation"] == {"type": "number"}
