"""Who holds what: answers as one types."""

from __future__ import annotations

import pytest
from orodha.catalogue.reader import Reader
from orodha.inventory.holdings import holds
from orodha.tui.answers import FEW, paths, tree
from screens import TODAY, Driven, drive
from textual.widgets import Input

COLOURS = dict.fromkeys(("faint", "accent", "success", "warning", "error", "foreground"), "white")


async def write(it: Driven, text: str) -> None:
    """Write a text where the cursor is, as if it was pasted."""
    assert isinstance(it.app.focused, Input)
    it.app.focused.value = text
    await it.settle()


def test_work_permits_by_nationality_are_found_from_home_by_typing_alone(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await write(it, "work permits by nationalit")
        await it.press("y")
        assert "Department of Immigration Services" in it.text
        assert "◐ Work permits, student passes" in it.text and "none on record" in it.text
        assert "why  variable Nationality group of the permit holder" in it.text
        assert "→ source Work permits" in it.text

    drive(kenya, work)


@pytest.mark.slow
def test_the_matrix_and_the_paths_show_the_same_answers(kenya):
    async def work(it: Driven) -> None:
        await write(it, "asylum seekers")
        await it.press("enter", "3")
        assert [line.split()[0] for line in it.lines[4:7]] == ["1", "└", "└"]
        await it.press("2")
        assert "[● 1]" in it.text
        assert "Economic Survey 2021 · open" in it.text

    drive(kenya, work, first="holds")


@pytest.mark.slow
def test_enter_twice_opens_the_best_answer(kenya):
    opened: list[str] = []

    async def work(it: Driven) -> None:
        it.app.open_record = opened.append
        await write(it, "work permits by nationality")
        await it.press("enter", "enter")

    drive(kenya, work, first="holds")
    assert opened == ["variable/ke-permits-nationality"]


def test_a_gap_is_told_and_a_source_planned_for_it(own):
    async def work(it: Driven) -> None:
        await write(it, "climate")
        await it.press("enter")
        assert "Nobody is known to hold" in it.text
        assert "n plans" in it.text
        await it.press("end", "n")
        await write(it, "Survey of the displaced")
        await it.press("enter")

    drive(own, work, first="holds")
    with Reader.open(own) as reader:
        (hit,) = [one for one in reader.records("source") if one["title"]["en"] == "Survey of the displaced"]
        assert hit["status"] == "planned" and hit["topics"] == ["concept/topics-climate"]


@pytest.mark.slow
def test_answers_are_narrowed_to_an_access_and_widened_again(kenya):
    async def work(it: Driven) -> None:
        await write(it, "remittances")
        await it.press("enter", "f", "end", "enter")
        assert "only open" in it.text and "National Population Census" not in it.text
        await it.press("f", "enter")
        assert "National Population Census" in it.text

    drive(kenya, work, first="holds")


@pytest.mark.slow
def test_the_command_that_answers_the_same_is_copied(kenya):
    async def work(it: Driven) -> None:
        await write(it, "work permits")
        await it.press("enter", "Y")
        assert it.app.clipboard == "orodha holds 'work permits' --limit 200"

    drive(kenya, work, first="holds")


@pytest.mark.slow
def test_what_nobody_knows_is_told_with_what_to_do(kenya):
    async def work(it: Driven) -> None:
        await write(it, "zzqx")
        assert "Nobody is known to hold this" in it.text and "n plans a source" in it.text

    drive(kenya, work, first="holds")


def test_many_answers_have_their_variables_folded(kenya):
    with Reader.open(kenya) as reader:
        found = holds(reader, "migration", limit=200, on=TODAY)
    assert len(found) > FEW
    shut, best = tree(found, ["migration"], [], COLOURS), found[0]
    assert {one.holding.source for one in shut if one.id.startswith("variable/")} <= {best.source}
    folded = next(one for one in shut if one.folds.startswith("source/") and one.holding.source != best.source)
    opened = tree(found, ["migration"], [folded.folds], COLOURS)
    assert len(opened) > len(shut)


def test_every_step_of_every_path_is_a_line(kenya):
    with Reader.open(kenya) as reader:
        found = holds(reader, "asylum", on=TODAY)
    assert [one.id for one in paths(found, ["asylum"], COLOURS)] == [step.id for one in found for step in one.path]
