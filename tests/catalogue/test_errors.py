"""What errors advise."""

from __future__ import annotations

from orodha.catalogue.errors import did_you_mean, there_are


def test_names_stand_in_the_order_of_their_numbers_and_those_left_out_are_counted():
    names = [*map(str, range(1, 24))]
    assert there_are(names, 3) == "There are: 1, 2, 3 and 20 more."
    assert did_you_mean("zz", ["b10", "b9", "a"]) == "There are: a, b9, b10."
