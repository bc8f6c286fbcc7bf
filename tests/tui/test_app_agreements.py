"""The agreements, and whether a source may be shared."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.inventory import Agreement
from screens import LARGE, Driven, drive


def ending(db: Path, **days: str) -> None:
    with Catalogue.open(db) as catalogue:
        for slug, day in days.items():
            catalogue.save(
                Agreement(id=f"agreement/{slug}", title={"en": slug}, type="MoU", status="in force", expires=day)
            )


def test_what_is_over_comes_first_then_what_ends_next(own):
    ending(own, later="2027-11-22", soon="2026-12-22", over="2026-11-20")

    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("21 agreements, 1 over")
        assert [" ".join(line.split()) for line in it.lines[3:7]] == [
            "! 2 days over expired over",
            "◐ 30 days left in force soon",
            "365 days left in force later",
            "no last day in force Bilateral labour agree…ia on domestic workers",
        ]

    drive(own, work, first="agreements")


@pytest.mark.slow
def test_words_find_parties_and_the_status_keeps_some(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await it.type("moy")
        assert it.lines[0].endswith("1 of 18 agreements")
        assert "le One Stop Border Post" in it.lines[3]
        await it.press("enter", "f", "end", "enter")
        assert "/ changes the words" in it.text

    drive(kenya, work, first="agreements")


@pytest.mark.slow
def test_the_record_stands_beside_the_list_where_there_is_room(kenya):
    async def work(it: Driven) -> None:
        assert "MUSANED recruitment platform" in it.text and "agreement/ke-bla-ksa-2017" in it.text

    drive(kenya, work, first="agreements", size=LARGE)


@pytest.mark.slow
def test_whether_a_source_may_be_shared_is_answered_with_reasons(kenya):
    async def work(it: Driven) -> None:
        await it.press("s")
        assert "MUSANED recruitment platform               covered by it" in it.text
        await it.press("enter", *"igad", "enter")
        question = " ".join(it.text.replace("|", " ").split())
        assert "For what is MUSANED" in question and "Intergovernmental Authority on Development?" in question
        await it.press("enter")
        assert "? Not yet: MUSANED recruitment platform with Intergovernmental Authority" in it.text
        assert "? missing     agreement" in it.text
        assert "→ covered by Bilateral labour agreement (BLA)" in it.text
        await it.press("end")
        assert "not\n checked by a lawyer." in it.text

    drive(kenya, work, first="agreements")
