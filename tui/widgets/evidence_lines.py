"""What documents say about a record, as lines: the fields that they disagree about first, the claims side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from ...catalogue.disputes import Settlement, by_value, disagreements, settlements
from ...catalogue.reader import Document, Reader
from ..records import cited, settled_told
from ..theme import SIGNS
from ..values import labels_in, value_lines
from ..width import broken, clean, isolate
from .lines import Cell, Line

LEAST = 28
"""The columns that a claim beside another has at least."""

CLAIM, CLAIMS = "claim ", "claims "
"""What the target of a claim begins with, and that of some side by side."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What documents say about a record, and how the documents are called.

    Attributes:
        document: The record.
        statements: What is said, as ``Reader.statements`` has it.
        names: What documents are called, by id.
        labels: Labels of what the values refer to.
        declared: What the fields of the kind are, as ``Reader.kinds`` has them.
        settled: By whom disagreements were settled, by field.
    """

    document: Document
    statements: Sequence[Document]
    names: Mapping[str, str]
    labels: Mapping[str, str]
    declared: Mapping[str, Sequence[str]]
    settled: Mapping[str, Settlement]

    @classmethod
    def of(cls, reader: Reader, document: Document) -> Evidence:
        """Ask what is said about a record."""
        said = reader.statements(document["id"])
        declared = reader.kinds[document["kind"]]["fields"]
        labels = labels_in(reader, [(one["value"], _shape(declared, one["field"])) for one in said])
        names = cited(reader, sorted({one["document"] for one in said if one["document"]}))
        return cls(document, said, names, labels, declared, settlements(reader, document["id"], said))

    @property
    def open(self) -> dict[str, list[Document]]:
        """What is said about the fields that documents disagree about, and nobody settled."""
        return {field: said for field, said in disagreements(self.statements).items() if field not in self.settled}

    def is_chosen(self, target: str) -> bool:
        """Tell whether a claim is the chosen one, by its target."""
        return bool(self.statements[int(target.removeprefix(CLAIM))]["chosen"])

    def value(self, target: str) -> tuple[str, Any]:
        """Return the field and value of a claim by its target."""
        one = self.statements[int(target.removeprefix(CLAIM))]
        return one["field"], one["value"]

    def target(self, statement: Document) -> str:
        """Return the target of a claim."""
        return f"{CLAIM}{next(at for at, one in enumerate(self.statements) if one is statement)}"

    def lines_of(self, statement: Document) -> list[Any]:
        """Return the lines of a value."""
        return value_lines(statement["value"], _shape(self.declared, statement["field"]), self.labels)

    def label(self, field: str) -> str:
        """Return what a field is called."""
        brief = self.declared.get(field)
        return clean(brief[1] if brief else field.replace("_", " ").replace(".", ": ")) or "the record itself"


def _shape(declared: Mapping[str, Sequence[str]], field: str) -> str:
    return declared.get(field, ("text",))[0]


def evidence_lines(evidence: Evidence, width: int, colours: Mapping[str, str], *, beside: bool) -> list[Line]:
    """Return what is said about a record as lines.

    Args:
        evidence: What is said.
        width: The columns that there are.
        colours: ``app.theme_variables``.
        beside: Whether claims that disagree stand side by side; else one under the other.
    """
    disputed = disagreements(evidence.statements)
    fields = dict.fromkeys(one["field"] for one in evidence.statements)
    lines: list[Line] = []
    for field in sorted(fields, key=lambda one: (one not in disputed, one in evidence.settled)):
        lines.append(_heading(evidence, field, colours, disputed=field in disputed, beside=beside))
        said = [one for one in evidence.statements if one["field"] == field]
        about = sorted(by_value(said), key=lambda same: said.index(same[0]))  # in their order: no choice moves them
        if beside and field in disputed:
            lines += _side_by_side(evidence, about, width, colours)
        else:
            for same in about:
                lines += _claim(evidence, same, width, colours, disputed=field in disputed)
        lines.append(Line(Text()))
    return lines


def _heading(evidence: Evidence, field: str, colours: Mapping[str, str], *, disputed: bool, beside: bool) -> Line:
    told = Text().append(evidence.label(field), f"bold {colours['faint']}")
    if field in evidence.settled:
        how = f"  {SIGNS['accepted']} documents disagree: {settled_told(*evidence.settled[field])}"
        return Line(told.append(how, colours["success"]))
    how = ": enter on one chooses it" if not beside else ": right, then enter chooses another"
    return Line(
        told.append(f"  {SIGNS['contradicts']} documents disagree{how}", colours["warning"]) if disputed else told
    )


def _side_by_side(
    evidence: Evidence, about: Sequence[Sequence[Document]], width: int, colours: Mapping[str, str]
) -> Iterator[Line]:
    """Yield claims in columns, as many as there is room for; each is a cell."""
    columns = max(1, min(len(about), width // LEAST))
    room = width // columns
    for first in range(0, len(about), columns):
        row = about[first : first + columns]
        cells = [[one.text for one in _claim(evidence, same, room - 2, colours, disputed=True)] for same in row]
        ends = tuple(Cell(at * room, (at + 1) * room - 1, evidence.target(same[0])) for at, same in enumerate(row))
        for number in range(max(map(len, cells))):
            told = Text()
            for cell in cells:
                part = cell[number].copy() if number < len(cell) else Text()
                part.truncate(room - 2, overflow="ellipsis")
                told = told + part + Text(" " * (room - part.cell_len))
            yield Line(told, f"{CLAIMS}{row[0][0]['field']} {first}", ends)


def _claim(
    evidence: Evidence, same: Sequence[Document], width: int, colours: Mapping[str, str], *, disputed: bool
) -> Iterator[Line]:
    """Yield a claimed value under its mark, then each document that says so with what it is based on."""
    chosen = bool(same[0]["chosen"])
    mark = Text(f"  {SIGNS['accepted' if chosen else 'rejected']} ", colours["success" if chosen else "warning"])
    told = evidence.lines_of(same[0]) if same[0]["field"] else []
    target = evidence.target(same[0]) if disputed else ""
    texts = [piece for one in told for piece in broken(f"{one.lead}  {one.text}" if one.lead else one.text, width - 4)]
    for number, text in enumerate(texts or [""]):
        yield Line((Text("    ") if number else mark) + Text(isolate(text), colours["foreground"]), target)
    for one in same:
        yield from _basis(evidence, one, width, colours)


def _basis(evidence: Evidence, one: Document, width: int, colours: Mapping[str, str]) -> Iterator[Line]:
    name = evidence.names.get(one["document"], "no document")
    leads = one["document"] if one["document"] in evidence.names else ""
    told = filter(None, (", ".join(filter(None, (name, one["place"]))), one["certainty"], one["date"]))
    for line in broken(clean(" · ".join(told)), width - 4):
        yield Line(Text(f"    {isolate(line)}", colours["faint"]), leads)
    for line in broken(clean(one["reason"]), width - 6) if one["reason"] else ():
        yield Line(Text(f"      {isolate(line)}", f"italic {colours['faint']}"))
