"""What one batch of the log changed, as lines: its records, with the fields of those that are unfolded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from ...catalogue.logbook import Logged, changes_of, states
from ...catalogue.names import kind_of
from ...catalogue.reader import Document, Reader
from ..logged import called
from ..values import differences, labels_in, value_lines
from ..width import clean, isolate
from .history_lines import changed_lines
from .lines import Line
from .record_lines import column_of, named_lines

_LOOKS = {"added": "success", "deleted": "error", "changed": "accent"}


class BatchLines:
    """The records of a batch, a page at a time.

    Args:
        reader: The catalogue.
        batch: Number of the batch.
        records: How many it changed.
        colours: ``app.theme_variables``.
    """

    def __init__(self, reader: Reader, batch: int, records: int, colours: Mapping[str, str]) -> None:
        self.reader = reader
        self.batch = batch
        self.records = records
        self.colours = colours
        self._unfolded: dict[int, Sequence[Line]] = {}

    def __len__(self) -> int:
        return self.records + sum(map(len, self._unfolded.values()))

    def place(self, at: int) -> tuple[int, int]:
        """Return the place in the batch of the record that a line is of, and which of its lines it is, 0 its own."""
        before = 0
        for place, lines in sorted(self._unfolded.items()):
            own = place + before
            if at <= own:
                break
            if at <= own + len(lines):
                return place, at - own
            before += len(lines)
        return at - before, 0

    def fold(self, at: int, columns: int) -> None:
        """Show the fields of the record that a line is of, or hide them.

        Args:
            at: The line.
            columns: The cells that there are.
        """
        place, _ = self.place(at)
        if self._unfolded.pop(place, None) is None:
            found = changes_of(self.reader, self.batch, place, 1)
            self._unfolded[place] = unfolded(self.reader, found, columns, self.colours)[1:]

    def page(self, first: int, count: int) -> list[Line]:
        """Return so many lines."""
        place, within = self.place(first)
        lines: list[Line] = []
        for number, one in enumerate(called(self.reader, changes_of(self.reader, self.batch, place, count)), place):
            lines += [record_line(one, self.colours), *self._unfolded.get(number, ())]
            if len(lines) >= within + count:
                break
        return lines[within : within + count]


def record_line(one: Logged, colours: Mapping[str, str]) -> Line:
    """Return the line of a record in a batch: what was done to it, its label, its id; of a mapping no id."""
    told = Text().append(f"{one.did:8}", colours[_LOOKS[one.did]])
    told.append(isolate(clean(one.label)), f"bold {colours['foreground']}")
    return Line(
        told.append("" if kind_of(one.record) == "mapping" else f"  {one.record}", colours["faint"]), one.record
    )


def unfolded(reader: Reader, found: Sequence[Logged], columns: int, colours: Mapping[str, str]) -> list[Line]:
    """Return the lines of some records of a batch, each with its fields: before and after, or as it was or is.

    Args:
        reader: The catalogue.
        found: The records.
        columns: The cells that there are.
        colours: ``app.theme_variables``.
    """
    pairs = states(reader, [one.seq for one in found])
    lines: list[Line] = []
    for one in called(reader, found):
        before, after = pairs[one.seq]
        if before and after:
            [below] = changed_lines(reader, kind_of(one.record), [(before, after)], columns, colours)
        else:
            below = _fields(reader, one.record, after or before or {}, columns, colours)
        lines += [record_line(one, colours), *(Line(line.text, one.record) for line in below)]
    return lines


def _fields(reader: Reader, record: str, document: Document, columns: int, colours: Mapping[str, str]) -> list[Line]:
    """Return the fields of a record that was added, or is gone."""
    declared = reader.kinds[kind_of(record)]["fields"]
    fields = {one.field: one.after for one in differences(None, document) if one.field in declared}
    labels = labels_in(reader, [(value, declared[name][0]) for name, value in fields.items()])
    column = column_of(declared[name][1] for name in fields)
    return [
        Line(Text("  ") + line.text)
        for name, value in fields.items()
        for line in named_lines(
            declared[name][1], value_lines(value, declared[name][0], labels), columns - 2, colours, column
        )
    ]
