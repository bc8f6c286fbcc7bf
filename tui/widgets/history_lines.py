"""What became of a record, as lines: who changed what, when and why, each field before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from ...catalogue.reader import Change, Document, Reader
from ...catalogue.wording import counted
from ..clock import local
from ..values import Difference, differences, entries, labels_in, value_lines
from ..width import broken, clean, isolate, width
from .lines import Line

MOST = 200
"""So many changes are told; the log has all."""

BATCH = "batch "
"""What the target of a change begins with."""


def history_lines(
    reader: Reader, kind: str, changes: Sequence[Change], columns: int, colours: Mapping[str, str]
) -> list[Line]:
    """Return the changes of a record as lines, the newest first.

    Args:
        reader: The catalogue.
        kind: The kind of the record.
        changes: What was changed, as ``Reader.history`` has it.
        columns: What there is for a line.
        colours: ``app.theme_variables``.
    """
    states = [(one.before, one.after) for one in changes]
    lines: list[Line] = []
    for change, below in zip(changes, changed_lines(reader, kind, states, columns, colours), strict=True):
        several = differences(change.before, change.after) if change.before is None else []
        lines += [*_head(change, len(several), columns, colours), *below, Line(Text())]
    if len(changes) == MOST:
        lines.append(Line(Text("What was before that is in the log: enter on a change opens it.", colours["faint"])))
    return lines


def changed_lines(
    reader: Reader,
    kind: str,
    states: Sequence[tuple[Document | None, Document | None]],
    columns: int,
    colours: Mapping[str, str],
) -> list[list[Line]]:
    """Return what differs between two states of a record as lines; of one that was not there before, or is not, none.

    Args:
        reader: The catalogue.
        kind: The kind of the record.
        states: Pairs of a state before and one after, None where it was not there.
        columns: What there is for a line.
        colours: ``app.theme_variables``.
    """
    declared = reader.kinds[kind]["fields"]
    changed = [[one for one in differences(*pair) if one.field != "evidence"] if all(pair) else [] for pair in states]
    values = [
        (value, declared[one.field][0])
        for several in changed
        for one in several
        for value in one[1:]
        if one.field in declared
    ]
    labels = labels_in(reader, values)
    return [
        [
            *(line for one in several for line in _field(one, declared, labels, columns, colours)),
            *(_claims(before, after, colours) if before and after else ()),
        ]
        for several, (before, after) in zip(changed, states, strict=True)
    ]


def _head(change: Change, made: int, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    did = "made" if change.before is None else "deleted" if change.after is None else "changed"
    target = f"{BATCH}{change.batch}"
    told = Text().append(local(change.time), "bold").append(f"  {did} by {clean(change.author)}")
    fields = f", with {counted(made, 'field')}" if change.before is None else ""
    yield Line(told.append(f"{fields}  batch {change.batch}", colours["faint"]), target)
    if change.note:
        yield from (
            Line(Text(f"  {isolate(one)}", colours["faint"])) for one in broken(clean(change.note), columns - 2)
        )


def _field(
    one: Difference,
    declared: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    columns: int,
    colours: Mapping[str, str],
) -> Iterator[Line]:
    """Yield one field: both values on its line where there is room, else what differs, one under the other."""
    brief = declared.get(one.field, ("text", one.field.replace("_", " ")))
    old, new = (_texts(value, brief[0], labels) for value in one[1:])
    head = Text().append(f"  {clean(brief[1])}  ", colours["faint"])
    before, after = "; ".join(old) or "nothing", "; ".join(new) or "nothing"
    if len(old) < 2 and len(new) < 2 and head.cell_len + width(before) + width(after) + 3 <= columns:
        told = head.append(isolate(before), colours["foreground"]).append(" → ", colours["accent"])
        yield Line(told.append(isolate(after), colours["foreground"]))
        return
    yield Line(head)
    for sign, texts, others, colour in (("−", old, new, "error"), ("+", new, old, "success")):
        for text in texts:
            if text in others:
                continue
            for number, line in enumerate(broken(text, columns - 6)):
                yield Line(
                    Text(f"    {' ' if number else sign} ", colours[colour]).append(
                        isolate(line), colours["foreground"]
                    )
                )


def _texts(value: object, shape: str, labels: Mapping[str, str]) -> list[str]:
    if value is None:
        return []
    if shape == "langs":
        return list(entries(value))
    return [f"{one.lead}: {one.text}" if one.lead else one.text for one in value_lines(value, shape, labels)]


def _claims(old: Document, new: Document, colours: Mapping[str, str]) -> Iterator[Line]:
    """Yield how many statements differ: one may only choose another."""
    before, after = (_evidence(one) for one in (old, new))
    if before != after:
        told = f"{len(before)} → {len(after)}" if len(before) != len(after) else "other choices, or other words"
        yield Line(Text("  what documents say  ", colours["faint"]).append(told, colours["foreground"]))


def _evidence(document: Document) -> list[object]:
    return document.get("evidence", [])
