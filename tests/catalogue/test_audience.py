from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue, Statement
from orodha.catalogue.audience import Sight, narrower, seen_by

AGENCY: dict[str, Any] = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
SECRET = AGENCY | {"id": "agency/secret", "visibility": "internal"}
KEPT = {"sdmx": {"version": "1.0"}, "dct:license": {"@id": "https://example.org/by"}, "our key": "private", "tel": "1"}


def public(catalogue: Catalogue, record: str) -> dict[str, Any]:
    """What everybody sees of a record."""
    with seen_by(catalogue.reader, "public") as view:
        return view.get(record)


def told(catalogue: Catalogue, record: str) -> list[dict[str, Any]]:
    """The statements about a record that everybody sees."""
    with seen_by(catalogue.reader, "public") as view:
        return view.statements(record)


def test_of_extra_others_see_only_what_files_have_brought(empty: Catalogue):
    shown = AGENCY | {"extra": KEPT, "field_visibility": {"extra": "public"}}
    empty.put_all([(shown, [Statement("extra", KEPT)])])
    brought = {name: KEPT[name] for name in ("sdmx", "dct:license")}
    assert public(empty, "agency/x")["extra"] == brought
    assert [one["value"] for one in told(empty, "agency/x")] == [brought]


def test_nobody_else_sees_extra_unless_the_record_says_so(empty: Catalogue):
    contact = {"post": {"en": "Head"}, "extra": {"dct:license": "by"}}
    shown = {"contacts": "public"}
    empty.put_all([(AGENCY | {"extra": KEPT, "contacts": [contact], "field_visibility": shown}, None)])
    assert "extra" not in public(empty, "agency/x")
    assert public(empty, "agency/x")["contacts"] == [{"post": {"en": "Head"}}]


def test_an_entry_of_extra_that_names_a_hidden_record_is_left_out(empty: Catalogue):
    extra = {"dct:relation": {"@id": empty.reader.meta["base"] + "agency/secret"}, "dct:source": "book"}
    empty.put_all([(AGENCY | {"extra": extra, "field_visibility": {"extra": "public"}}, None), (SECRET, None)])
    assert public(empty, "agency/x")["extra"] == {"dct:source": "book"}


def test_a_record_without_a_mandatory_field_is_hidden(empty: Catalogue):
    empty.put_all([(AGENCY | {"field_visibility": {"name": "partner"}}, None)])
    assert Sight(empty.reader, "public").hidden == {"agency/x"}
    assert Sight(empty.reader, "partner").hidden == set()


def test_a_hidden_record_is_not_found_by_its_iri_either(empty: Catalogue):
    hidden = SECRET | {"iri": "https://example.org/secret"}
    empty.put_all([(AGENCY | {"parent": "https://example.org/secret"}, None), (hidden, None)])
    assert "parent" not in public(empty, "agency/x")


def test_a_claim_keeps_neither_its_reason_nor_hidden_parts_of_its_value(empty: Catalogue):
    value = [{"post": {"en": "Head"}, "extra": {"tel": "1"}}]
    empty.put_all(
        [(AGENCY | {"field_visibility": {"contacts": "public"}}, [Statement("contacts", value, reason="he said so")])]
    )
    assert [(one["value"], one["reason"]) for one in told(empty, "agency/x")] == [([{"post": {"en": "Head"}}], "")]


def test_records_keep_versions_and_dates(small: Catalogue):
    before = small.reader.get("agency/ke-dis")
    after = public(small, "agency/ke-dis")
    assert [after[name] for name in ("revision", "created", "modified")] == [
        before[name] for name in ("revision", "created", "modified")
    ]


def test_what_is_hidden_is_not_found_by_its_words(empty: Catalogue):
    empty.put_all([(AGENCY | {"notes": {"en": "zebra"}}, None), (SECRET | {"name": {"en": "zebra"}}, None)])
    assert {hit.id for hit in empty.find("zebra")} == {"agency/x", "agency/secret"}
    with seen_by(empty.reader, "public") as view:
        assert view.find("zebra") == []


def test_a_hidden_publisher_is_not_named(empty: Catalogue):
    empty.put_all([(SECRET, None)])
    with empty.database.write():
        empty.database.run("INSERT INTO meta VALUES ('publisher', '\"agency/secret\"')")
    with seen_by(empty.reader, "public") as view:
        assert "publisher" not in view.meta


def test_a_record_of_a_kind_that_nobody_knows_here_is_hidden(empty: Catalogue):
    empty.put_all([(AGENCY, None)])
    with empty.database.write():
        empty.database.run("UPDATE record SET id = 'ship/x', kind = 'ship'")
    assert Sight(empty.reader, "partner").hidden == {"ship/x"}


def test_a_view_can_be_looked_at_and_not_changed(small: Catalogue):
    with seen_by(small.reader, "public") as view, pytest.raises(Exception, match="written"), view.database.write():
        view.database.run("DELETE FROM record")


@pytest.mark.parametrize(("one", "other"), [("internal", "partner"), ("partner", "public"), ("internal", "public")])
def test_the_narrower_audience_sees_less(one: Any, other: Any):
    assert narrower(one, other) == narrower(other, one) == other
