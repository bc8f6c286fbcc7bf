from __future__ import annotations

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.names import GENERATED
from orodha.catalogue.record import Statement
from orodha.inventory.contacts import replaced_contact

OLD, NEW = "jane@dis.example.org", "desk@dis.example.org"


def bare(document):
    return {name: value for name, value in document.items() if name not in GENERATED}


@pytest.fixture
def named(catalogue):
    """Kenya with a focal point at a source and at an agency."""
    (source,) = catalogue.reader.some(["source/ke-efns"])
    (agency,) = catalogue.reader.some(["agency/ke-dis"])
    contact = f"Statistics desk, {OLD}"
    claim = Statement("contact", contact)
    posts = [{"post": {"en": "Focal point"}, "email": OLD}]
    catalogue.put_all([(bare(source) | {"contact": contact}, [claim]), (bare(agency) | {"contacts": posts}, None)])
    return catalogue


def contacts(catalogue):
    get = catalogue.reader.get
    return get("source/ke-efns")["contact"], get("agency/ke-dis")["contacts"][0]["email"]


def test_it_is_replaced_everywhere_in_one_batch(named):
    applied = named.apply(replaced_contact(named.reader, OLD, NEW).changes)
    assert contacts(named) == (f"Statistics desk, {NEW}", NEW)
    named.undo(applied.batch)
    assert contacts(named) == (f"Statistics desk, {OLD}", OLD)


def test_what_documents_said_is_listed_and_stays(named):
    assert replaced_contact(named.reader, OLD, NEW).statements == (("source/ke-efns", "contact"),)


def test_a_longer_address_is_another_one(named):
    assert not replaced_contact(named.reader, "ane@dis.example.org", NEW).changes.changes
    assert not replaced_contact(named.reader, "jane@dis.example", NEW).changes.changes


def test_a_post_is_replaced_too(named):
    named.apply(replaced_contact(named.reader, "focal point", "Head of Statistics").changes)
    assert named.reader.get("agency/ke-dis")["contacts"][0]["post"] == {"en": "Head of Statistics"}


def test_nothing_to_replace_is_refused(kenya):
    with pytest.raises(UsageError):
        replaced_contact(kenya, OLD, OLD)


def test_every_text_of_a_contact_is_looked_at(named):
    (agency,) = named.reader.some(["agency/ke-dis"])
    page = {"post": {"en": "Desk"}, "unit": {"en": "Unit of jane"}, "url": "https://example.org/jane"}
    named.put_all([(bare(agency) | {"contacts": [page, *agency["contacts"]]}, None)])
    named.apply(replaced_contact(named.reader, "jane", "desk").changes)
    first, second = named.reader.get("agency/ke-dis")["contacts"]
    assert (first["unit"]["en"], first["url"]) == ("Unit of desk", "https://example.org/desk")
    assert second["email"] == OLD


def test_a_contact_that_is_there_already_is_there_once(named):
    (agency,) = named.reader.some(["agency/ke-dis"])
    desk = {"post": {"en": "Focal point"}, "email": NEW}
    named.put_all([(bare(agency) | {"contacts": [*agency["contacts"], desk]}, None)])
    named.apply(replaced_contact(named.reader, OLD, NEW).changes)
    assert named.reader.get("agency/ke-dis")["contacts"] == [desk]


def test_a_statement_on_a_part_of_a_contact_is_listed(named):
    (agency,) = named.reader.some(["agency/ke-dis"])
    named.put_all([(bare(agency), [Statement("contacts", agency["contacts"])])])
    assert ("agency/ke-dis", "contacts") in replaced_contact(named.reader, OLD, NEW).statements


PIECES = st.sampled_from(
    [
        OLD,
        NEW,
        "Jane@DIS.example.org",
        "desk",
        "Focal point",
        "Focal point for data",
        "data",
        "the focal point",
        "(DIS)",
    ]
)


@pytest.fixture(scope="module")
def own(kenya_file, tmp_path_factory):
    """A copy of Kenya for examples that leave it as it was."""
    path = tmp_path_factory.mktemp("contacts") / "kenya.db"
    shutil.copy(kenya_file, path)
    with Catalogue.open(path) as catalogue:
        yield catalogue


@settings(max_examples=10)
@given(pieces=st.lists(PIECES, min_size=1, max_size=4), old=PIECES, new=PIECES)
def test_twice_is_as_once_and_undo_gives_all_back(own, pieces, old, new):
    if old == new:
        return
    (source,) = own.reader.some(["source/ke-efns"])
    own.put_all([(bare(source) | {"contact": ", ".join(pieces)}, None)])
    before = content(own)
    changes = replaced_contact(own.reader, old, new).changes
    if changes.changes:
        applied = own.apply(changes)
        again = replaced_contact(own.reader, old, new)
        assert again.changes.changes == []
        own.undo(applied.batch)
    assert content(own) == before


def test_a_new_post_that_has_the_old_one_in_it_is_put_there_once(named):
    named.apply(replaced_contact(named.reader, "Focal point", "Focal point for data").changes)
    assert named.reader.get("agency/ke-dis")["contacts"][0]["post"] == {"en": "Focal point for data"}
    assert not replaced_contact(named.reader, "Focal point", "Focal point for data").changes.changes


def content(catalogue):
    return catalogue.database.rows("SELECT id, hash FROM record ORDER BY id")
