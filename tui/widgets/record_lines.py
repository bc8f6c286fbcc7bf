"""A record as lines: for the screen of the record, and for panes beside lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from ...catalogue.asked import asked
from ...catalogue.reader import Document, Reader
from ...catalogue.wording import listed
from ..records import instead, title_of
from ..theme import SIGNS
from ..values import ValueLine, duration_told, labels_in, value_lines
from ..width import broken, clean, isolate, pad, width
from .lines import Line

WIDEST_LABEL = 18
"""The columns that the names of fields take at most."""

EVIDENCE = "evidence"
"""Where a line leads that tells that documents disagree."""

HEAD = 6
"""So many lines of a name are shown."""

NARROW = 40
"""In fewer columns than these, values stand below the names of their fields."""

_NO_COLOURS: Mapping[str, str] = {}


def record_lines(
    reader: Reader,
    document: Document,
    width: int,
    language: str | None = None,
    colours: Mapping[str, str] = _NO_COLOURS,
) -> list[Text]:
    """Return a record as lines: its name, how complete it is, its fields, and what is missing.

    Args:
        reader: The catalogue.
        document: The record.
        width: The columns that there are.
        language: Only this language of texts, or the nearest there is; all if None.
        colours: ``app.theme_variables``; without them, the lines have none.
    """
    return [line.text for line in lines_of_record(reader, document, width, language, colours)]


def lines_of_record(
    reader: Reader,
    document: Document,
    width: int,
    language: str | None = None,
    colours: Mapping[str, str] = _NO_COLOURS,
    disputed: Mapping[str, int] | None = None,
    remarks: Sequence[Line] = (),
) -> list[Line]:
    """Return the same as ``record_lines``, with what each line leads to.

    Args:
        reader: As there.
        document: As there.
        width: As there.
        language: As there.
        colours: As there.
        disputed: How many values documents give to a field that they disagree about, by field.
        remarks: Lines that stand right below the head.
    """
    return [
        *head_lines(reader, document, width, language, colours),
        *remarks,
        Line(Text()),
        *_field_lines(reader, document, width, language, colours, disputed or {}),
        *_missing_lines(reader, document, width, colours),
    ]


def head_lines(
    reader: Reader, document: Document, width: int, language: str | None, colours: Mapping[str, str]
) -> Iterator[Line]:
    """Yield the name of a record, its id, revision and completeness, and what to use instead of it."""
    name = title_of(reader, document, language)
    lines = list(broken(name, width))
    if len(lines) > HEAD:
        lines[HEAD - 1 :] = [f"{lines[HEAD - 1][: width - 2]} …"]
    yield from (Line(Text(isolate(line), "bold")) for line in lines)
    has = asked(reader.kinds[document["kind"]]["fields"], document)
    complete = f" · {has.filled}/{has.fields} filled in" if has.fields else ""
    told = f"{document['id']} · revision {document['revision']}{complete}"
    yield from (Line(Text(line, colours.get("faint", ""))) for line in broken(told, width))
    if use := instead(reader, document):
        sign = Text(f"{SIGNS['contradicts']} ", colours.get("warning", ""))
        for number, line in enumerate(broken(use, width - 2)):
            yield Line((Text("  ") if number else sign) + Text(isolate(line), colours.get("warning", "")))


def _field_lines(
    reader: Reader,
    document: Document,
    width: int,
    language: str | None,
    colours: Mapping[str, str],
    disputed: Mapping[str, int],
) -> Iterator[Line]:
    declared = reader.kinds[document["kind"]]["fields"]
    present = [(name, brief) for name, brief in declared.items() if name in document and name != "iri"]
    labels = labels_in(reader, [(document[name], brief[0]) for name, brief in present])
    column = column_of([brief[1] for _, brief in present])
    for name, (shape, label, *_) in present:
        lines = value_lines(document[name], shape, labels, language)
        if shape == "duration":
            lines = [ValueLine(duration_told(document[name], again=name.endswith("cycle")))]
        if name == reader.kinds[document["kind"]]["label"] and name not in disputed:
            lines = lines[1:]  # it stands above
        if name in disputed:
            lines.append(ValueLine(f"{SIGNS['contradicts']} documents say {disputed[name]} things", target=EVIDENCE))
        if lines:
            yield from named_lines(label, lines, width, colours, column)


def _missing_lines(reader: Reader, document: Document, width: int, colours: Mapping[str, str]) -> Iterator[Line]:
    has = asked(reader.kinds[document["kind"]]["fields"], document)
    if has.missing:
        yield Line(Text())
        for line in broken(f"Recommended, and missing: {listed(has.missing)}.", width):
            yield Line(Text(line, colours.get("warning", "")))


def column_of(labels: Iterable[str]) -> int:
    """Return the columns that some names of fields take."""
    return min(max(map(width, labels), default=0), WIDEST_LABEL)


def named_lines(
    label: str, lines: Sequence[ValueLine], columns: int, colours: Mapping[str, str], column: int
) -> Iterator[Line]:
    """Yield a field: its name, and the lines of its value beside it, or below it where there is little room.

    Args:
        label: The name.
        lines: The value.
        columns: What there is for both.
        colours: ``app.theme_variables``, or nothing.
        column: What names of fields take.
    """
    faint = colours.get("faint", "")
    above = columns < NARROW
    if above:
        yield Line(Text(clean(label), faint))
    indent = 2 if above else column + 2
    heads = [] if above else broken(clean(label), column)
    pieces = [(text, one.target) for one in lines for text in _pieces(one, max(8, columns - indent), colours)]
    for number in range(max(len(pieces), len(heads))):
        head = heads[number] if number < len(heads) else ""
        text, target = pieces[number] if number < len(pieces) else (Text(), "")
        yield Line(Text(pad(head, column) + "  " if not above else "  ", faint) + text, target)


def _pieces(line: ValueLine, room: int, colours: Mapping[str, str]) -> Iterator[Text]:
    """Yield a line of a value broken to the room there is, its lead before the first."""
    lead = f"{line.lead}  " if line.lead else ""
    if width(lead) > room // 2:
        yield Text(lead, colours.get("faint", ""))
        lead = "  "
    colour = colours.get({EVIDENCE: "warning", "": "foreground"}.get(line.target, "accent"), "")
    for number, text in enumerate(broken(line.text, room - width(lead))):
        before = Text(" " * width(lead) if number else lead, colours.get("faint", ""))
        yield before + Text(isolate(text), colour)
