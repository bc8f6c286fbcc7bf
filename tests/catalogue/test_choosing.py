"""What can be chosen for a field, as one types."""

from __future__ import annotations

import pytest
from orodha.catalogue.choosing import choices, chosen, last_item, meant
from orodha.catalogue.kinds import kind
from orodha.catalogue.reader import Reader

FIELDS = kind("source").by_name


@pytest.fixture
def reader(kenya_file):
    with Reader.open(kenya_file) as opened:
        yield opened


def values(found):
    return [one.value for one in found]


def test_codes_that_begin_as_typed_come_first(reader):
    assert values(choices(reader, FIELDS["status"], "l")) == ["live", "planned"]
    assert values(choices(reader, FIELDS["children"], "")) == ["yes", "no"]


def test_what_is_typed_whole_needs_no_list(reader):
    assert choices(reader, FIELDS["status"], "live") == []
    assert choices(reader, FIELDS["topics"], "irregular; labour") == []


def test_concepts_of_a_scheme_are_found_by_their_labels_and_offered_once(reader):
    assert values(choices(reader, FIELDS["topics"], "Labour migr")) == ["labour"]
    assert "labour" not in values(choices(reader, FIELDS["topics"], "labour; "))


def test_the_record_that_a_text_means_comes_first(reader):
    first = choices(reader, FIELDS["holder"], "dis")[0]
    assert (first.value, first.sure) == ("agency/ke-dis", True)


def test_what_only_sounds_like_the_text_is_not_sure(reader):
    found = choices(reader, FIELDS["holder"], "agency/ke-dsi")
    assert found
    assert not any(one.sure for one in found)


@pytest.mark.parametrize(
    ("name", "text", "item", "after"),
    [
        ("topics", "labour; ir", "ir", "labour; irregular"),
        ("topics", "ir", "ir", "irregular"),
        ("topics", "labour;", "", "labour; irregular"),
        ("status", "a; b", "a; b", "irregular"),
        ("languages", "a\\;b; c", "c", "a\\;b; irregular"),
    ],
)
def test_of_a_list_the_last_item_is_completed(name, text, item, after):
    assert last_item(FIELDS[name], text) == item
    assert chosen(FIELDS[name], text, "irregular") == after


def test_what_an_error_offers_is_read_from_its_advice():
    assert meant("Did you mean border point or border?") == "border point"
    assert meant("There are: a, b.") == ""
