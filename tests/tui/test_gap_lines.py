"""Gaps as sentences: titles for ids, and the key that comes next."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue.reader import Reader
from orodha.inventory.gaps import Gap, gaps
from orodha.inventory.named import Named
from orodha.tui.theme import DARK
from orodha.tui.widgets.gap_lines import gap_told, next_key

COLOURS = {"foreground": DARK.text, "accent": DARK.accent}
TOPIC, SOURCE = Named("concept/topics-x", "Topic."), Named("source/a", "Source A")
PLAN, EDIT = "orodha gaps plan concept/topics-x --title TITLE", "orodha edit concept/x {} --evidence document=DOCUMENT"


def told(gap: Gap) -> str:
    return gap_told(gap, lambda ids: {one: f"<{one}>" for one in ids if one.startswith("source/")}, COLOURS).plain


def test_what_is_planned_is_told_once_and_by_its_title():
    gap = Gap("topic-without-data", "data", TOPIC, "planned: source/a", PLAN, planned=(SOURCE,))
    assert told(gap) == "Topic. Planned: Source A.\nn plans a source for it."


def test_sources_are_called_by_their_titles():
    gap = Gap("topic-without-data", "data", TOPIC, "reports only: source/a, source/b; elsewhere: source/c", PLAN)
    assert told(gap).startswith("Topic: reports only: <source/a>, <source/b>; elsewhere: <source/c>.\n")


@pytest.mark.parametrize(
    ("rule", "fix", "key"),
    [
        ("term-without-definition", EDIT.format("definition=TEXT"), "e changes the record, to fill in: definition."),
        ("source-not-validated", "orodha edit s last_validated=D validated_by=A", "fill in: last validated and valid"),
        ("source-without-agreement", "orodha add agreement covers=s", "n writes an agreement that covers it."),
        ("stated", "orodha show action/x", "enter shows what is said of it."),
    ],
)
def test_the_next_key_is_told(rule, fix, key):
    assert key in next_key(Gap(rule, "data", TOPIC, "", fix))


def test_no_gap_is_told_by_a_command(kenya):
    with Reader.open(kenya) as reader:
        texts = [gap_told(one, reader.labels, COLOURS).plain for one in gaps(reader, dt.date(2026, 11, 22)).gaps]
    assert len(texts) > 200 and not any("orodha " in one or "source/" in one or ".." in one for one in texts)
