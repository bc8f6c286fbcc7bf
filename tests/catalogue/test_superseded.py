import shutil
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import export
from orodha.catalogue.formats.rdf.superseded import without_superseded
from orodha.catalogue.importing import plan
from orodha.catalogue.kinds import kind
from orodha.inventory import DataSource

PORTAL = """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://portal.example/d> a dcat:Dataset ; dct:title "Old title" ; dct:description "What it holds." ;
    dcat:keyword "stocks", "flows" ; dct:modified "2020-01-01" .
"""


def portal(kenya_file: Path, folder: Path) -> Catalogue:
    (folder / "portal.ttl").write_text(PORTAL)
    catalogue = Catalogue.open(shutil.copy(kenya_file, folder / "a.db"))
    plan(catalogue.reader, [folder / "portal.ttl"], unstated={"country": "area/ug"}).apply(catalogue)
    return catalogue


def said(catalogue: Catalogue, folder: Path) -> str:
    export(catalogue.reader, folder / "out.nt", overwrite=True)
    return "".join(one for one in (folder / "out.nt").read_text().splitlines(True) if "portal.example/d" in one)


def test_what_was_said_of_a_field_goes_when_the_field_is_changed(kenya_file: Path, tmp_path: Path):
    with portal(kenya_file, tmp_path) as catalogue:
        assert '"Old title" .' in said(catalogue, tmp_path)
        source = catalogue.get("https://portal.example/d", DataSource)
        source.title = {"en": "New title"}
        source.keywords = {"en": ["flows"]}
        catalogue.save(source)
        after = said(catalogue, tmp_path)
        assert "Old title" not in after
        assert "stocks" not in after
        assert '"flows" .' in after  # still true
        assert '"What it holds." .' in after
        assert '"2020-01-01" .' in after  # no field says it


def test_undo_brings_it_back(kenya_file: Path, tmp_path: Path):
    with portal(kenya_file, tmp_path) as catalogue:
        before = said(catalogue, tmp_path)
        source = catalogue.get("https://portal.example/d", DataSource)
        source.title = {"en": "New title"}
        catalogue.save(source)
        catalogue.undo()
        assert said(catalogue, tmp_path) == before


def test_new_extra_is_taken_as_it_is():
    before = {"id": "source/a", "title": {"en": "A"}, "extra": {"dct:title": "A"}}
    after = {"id": "source/a", "title": {"en": "B"}, "extra": {"dct:title": ["A", "C"]}}
    assert without_superseded(kind("source"), before, after) == after
