"""What is missing, and planning a source that closes it."""

from __future__ import annotations

import pytest
from orodha.catalogue.reader import Reader
from screens import LARGE, Driven, after, drive


def test_gaps_are_counted_by_kind_and_rule_and_told_in_a_sentence(kenya):
    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("244 gaps")
        await it.press("down", "down")
        assert it.lines[0].endswith("10 of 42 topics without data")
        assert "Environment, climate and disasters: no source." in it.text

    drive(kenya, work, first="gaps")


@pytest.mark.slow
def test_a_gap_becomes_a_planned_source_that_undo_takes_back(own):
    async def work(it: Driven) -> None:
        await it.press("down", "down", "enter", "n")
        assert "A source on Environment, climate and disasters is planned." in it.text
        await it.press("enter")
        planned = "source/ke-data-on-environment-climate-and-disasters"
        assert (
            it.told[-1]
            == "Planned: Data on Environment, climate and disasters. Until it is live, the gap stays. u takes it back."
        )
        with Reader.open(own) as reader:
            document = reader.get(planned)
        assert (document["status"], document["topics"]) == ("planned", ["concept/topics-climate"])
        assert "○ Environment" in it.text
        await it.press("u")
        with Reader.open(own) as reader:
            assert not reader.has(planned)

    drive(own, work, first="gaps")


def test_the_objectives_of_the_compact_are_a_view(kenya):
    lines = after(kenya, ["end"], first="gaps", size=LARGE)
    assert lines[0].endswith("3 of 23 objectives without data")
    assert any("17 Eliminate" in line and "data and indicator" in line for line in lines)
    assert any("No data collected for statistics: 19 objectives." in line for line in lines)


@pytest.mark.slow
def test_a_key_is_offered_only_for_what_closes_the_gap(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash", *"without definition", "enter")
        assert "n plan" not in it.lines[-1] and "e changes the record, to fill in: definition." in it.text
        await it.press("n")
        assert "What is it to be called" not in it.text

    drive(kenya, work, first="gaps")


@pytest.mark.slow
def test_an_agreement_is_begun_for_a_source_without_one(own):
    async def work(it: Driven) -> None:
        await it.press(*["down"] * 16)
        assert "n writes an agreement that covers it." in it.text and "n new agreement" in it.lines[-1]
        await it.press("enter", "n")
        assert "New agreement" in it.lines[0]

    drive(own, work, first="gaps", size=LARGE)


@pytest.mark.slow
def test_a_source_is_planned_for_a_topic_of_a_country(own):
    async def work(it: Driven) -> None:
        await it.press("end", "up", "enter")
        assert "Labour migration in Kenya: " in it.text and "● 8" in it.text
        await it.press("right", "n", "enter")
        with Reader.open(own) as reader:
            [document] = reader.records("source", ["title~Data on Labour migration"])
        assert document["topics"] == ["concept/topics-labour"] and document["country"] != "area/ke"

    drive(own, work, first="gaps", size=LARGE)
