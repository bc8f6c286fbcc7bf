"""What an answer rests on."""

from __future__ import annotations

from orodha.catalogue.reader import Reader
from orodha.inventory.cited import cited
from orodha.inventory.named import Named, named


def test_a_field_is_cited_with_document_place_and_certainty(kenya: Reader):
    found = cited(kenya, {"variable/ke-kphc-2019-sex": ["representation", "label"]})
    label = found["variable/ke-kphc-2019-sex", "label"][0]
    assert (label.document, label.certainty) == ("document/gcm-review-kenya-2022", "stated")
    assert "objective 7" in str(label)
    inferred = found["variable/ke-kphc-2019-sex", "representation"][0]
    assert str(inferred) == "outside any document (inferred)"


def test_a_field_of_which_no_document_speaks_is_not_there(kenya: Reader):
    assert ("area/ke", "name") not in cited(kenya, {"area/ke": ["name"]})


def test_a_claim_that_was_not_chosen_is_not_cited(kenya: Reader):
    found = cited(kenya, {"source/ke-musaned": ["holder"]})
    told = [one for one in kenya.statements("source/ke-musaned") if one["field"] == "holder" and not one["chosen"]]
    assert told
    assert len(found["source/ke-musaned", "holder"]) == 1


def test_records_are_named_and_unknown_ones_are_called_by_their_id(kenya: Reader):
    assert named(kenya, ["area/ke", "", "area/nowhere"]) == {
        "area/ke": Named("area/ke", "Kenya"),
        "area/nowhere": Named("area/nowhere", "area/nowhere"),
    }
