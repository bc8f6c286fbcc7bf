"""What records are called in sentences."""

from __future__ import annotations

import pytest
from orodha.catalogue.reader import Reader
from orodha.vocab.naming import mapping_names, names


@pytest.mark.parametrize(
    ("mapping", "name"),
    [
        ("ke-immigrant--migration-foreign-born", "Immigrant (Kenya) ≈ Foreign-born population (shared terms)"),
        ("eu862-immigration--migration-immigration", "Immigration (Eurostat) = Immigration (shared terms)"),
        ("tz-immigrant--migration-immigrant", "Immigrant (Tanzania) ~ Immigrant (shared terms)"),
        ("rw-immigrant--migration-foreign-born", "Immigrant (Rwanda) ⊂ Foreign-born population (shared terms)"),
    ],
)
def test_a_mapping_is_called_by_what_it_says(kenya_file, mapping, name):
    with Reader.open(kenya_file) as reader:
        assert names(reader, [f"mapping/{mapping}"]) == {f"mapping/{mapping}": name}


def test_other_records_keep_their_labels_and_what_is_not_there_has_none(kenya_file):
    with Reader.open(kenya_file) as reader:
        assert names(reader, ["area/ke", "area/none", "mapping/none"]) == {"area/ke": "Kenya"}


def test_a_mapping_to_what_is_not_there_is_called_by_its_ids(kenya_file):
    gone = {
        "id": "mapping/a--b",
        "subject": "concept/a",
        "predicate": "skos:exactMatch",
        "object": "concept/ke-immigrant",
    }
    with Reader.open(kenya_file) as reader:
        assert mapping_names(reader, [gone]) == {"mapping/a--b": "concept/a = Immigrant (Kenya)"}
