"""What is said of what an export leaves out."""

from __future__ import annotations

from typing import Any

from orodha.catalogue.formats import Loss
from orodha.catalogue.record import AUDIENCES
from orodha.tui.cli import command
from orodha.tui.cli.losing import show_losses, tell_losses

EVIDENCE = Loss("statements of evidence", "agency/a", count=2397)
LONG = "no map has a row for it: one of its ends is in no scheme of this catalogue"


def told(capsys: Any, *losses: Loss) -> list[str]:
    tell_losses(losses, ["k.sdmx.xml"])
    return capsys.readouterr().err.splitlines()


def test_the_sorts_are_counted_in_a_line_and_the_next_is_the_command(capsys):
    first, second = told(capsys, EVIDENCE, Loss("not in a map, for it is not accepted", "a", count=26))
    assert first == "2,423 things are left out: 2,397 statements of evidence, 26 not in a map."
    assert second == "orodha export k.sdmx.xml --loss lists them."


def test_sorts_that_have_no_room_are_not_told(capsys):
    losses = [EVIDENCE, *(Loss(f"sort {number}", "a") for number in range(9))]
    first, _ = told(capsys, *losses)
    assert first == "2,406 things are left out: 2,397 statements of evidence, sort 0, sort 1, ..."
    assert len(first) <= 80


def test_one_thing_is_told_as_one(capsys):
    assert told(capsys, Loss("the log of changes", "a")) == [
        "1 thing is left out: the log of changes.",
        "orodha export k.sdmx.xml --loss lists it.",
    ]


def test_a_sort_that_is_longer_than_a_line_is_counted_alone(capsys):
    assert told(capsys, Loss("x" * 80, "a"))[0] == "1 thing is left out."


def test_the_list_keeps_to_the_width_of_the_terminal(screen, capsys, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.losing.screen_width", lambda: 80)
    monkeypatch.setenv("NO_COLOR", "1")
    show_losses([Loss(f"{LONG}, and more", f"Code=KE_NCM:CL_MAPPING(1.0).{'X' * 80}", "y" * 90)], "text")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80 and any(line.endswith("…") for line in lines)


def test_csv_has_all_of_it(capsys):
    show_losses([Loss(LONG, "x" * 90, "y" * 90)], "csv")
    assert capsys.readouterr().out == f"what,where,detail,count\n{LONG},{'x' * 90},{'y' * 90},1\n"


def test_the_audiences_of_the_option_are_those_of_records():
    assert command.AUDIENCES == AUDIENCES
