"""A list of records, narrowed as one types."""

from __future__ import annotations

from screens import Driven, after, drive


def test_the_list_counts_what_it_shows(kenya):
    lines = after(kenya, [], first="sources")
    assert lines[0].startswith(" Orodha ▸ Kenya ▸ Sources")
    assert lines[0].endswith("sources")


def test_typing_narrows_the_list(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await it.type("permits")
        assert " of " in it.lines[0]
        assert all("permit" in line.lower() for line in it.lines[3:5])

    drive(kenya, work, first="sources")
