"""What the log tells, in names."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.logbook import changes_of, entry_of
from orodha.catalogue.reader import Reader
from orodha.tui.logged import called, spoken, summary

IMMIGRANT = "mapping/ke-immigrant--migration-foreign-born"
NAME = "Immigrant (Kenya) ≈ Foreign-born population (shared terms)"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (f"accept {IMMIGRANT}", f"accept {NAME}"),
        (f"reject {IMMIGRANT}.", f"reject {NAME}."),
        ("by the area/ke, and/or others", "by the Kenya, and/or others"),
        ("import data/area/ke and area/kee", "import data/area/ke and area/kee"),
        ("", ""),
    ],
)
def test_a_note_has_names_in_place_of_ids(kenya: Path, note, told):
    with Reader.open(kenya) as reader:
        assert spoken(reader, note) == told


def test_what_is_gone_is_called_as_it_was(own: Path):
    with Catalogue.open(own) as catalogue:
        catalogue.delete(IMMIGRANT)
        entry = entry_of(catalogue.reader, 2)
        assert summary(catalogue.reader, entry) == f"deleted {NAME}"
        assert spoken(catalogue.reader, f"reject {IMMIGRANT}") == f"reject {NAME}"
        assert [one.label for one in called(catalogue.reader, changes_of(catalogue.reader, 2))] == [NAME]
