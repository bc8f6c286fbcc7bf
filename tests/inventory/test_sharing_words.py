"""A rule that accepts a word which nobody knows is refused: it would never be met."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import FormatError
from orodha.catalogue.reader import Reader
from orodha.inventory.sharing import check_words, keep_rules, load_rules

RULES = Path(__file__).parents[2] / "inventory" / "data" / "rules" / "ke.toml"


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(RULES.read_text("utf-8").replace('"consent", "contract"', '"konsent", "contract"'), "utf-8")
    return path


def test_the_words_of_the_rules_of_kenya_are_known(kenya: Reader):
    check_words(kenya, load_rules(RULES), "ke.toml")


def test_a_word_that_nobody_knows_is_refused_with_its_place(catalogue: Catalogue, misspelt: Path):
    with pytest.raises(FormatError, match=r"2 \(lawful basis\): nothing is called 'konsent'. Did you mean consent"):
        keep_rules(catalogue, misspelt)


def test_a_status_that_no_assessment_has_is_refused(kenya: Reader, tmp_path: Path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES.read_text("utf-8").replace('"not needed"', '"notneeded"'), "utf-8")
    with pytest.raises(FormatError, match="not needed"):
        check_words(kenya, load_rules(path), "rules.toml")


def test_a_catalogue_without_such_words_refuses_none(barren: Path, misspelt: Path):
    with Reader.open(barren) as reader:
        check_words(reader, load_rules(misspelt), "rules.toml")
