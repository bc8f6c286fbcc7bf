"""What stands behind a form: the record as it was opened, what was typed, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue.changes import ABSENT
from ..catalogue.choosing import meant
from ..catalogue.drafting import own_fields, unnamed
from ..catalogue.errors import EntryError, Problem
from ..catalogue.forms import Line, fill, is_missing, key_of, line_of, lines_of, lines_within, text_of, value_of
from ..catalogue.kinds import Document, Kind, kind
from ..catalogue.names import kind_of
from ..catalogue.naming import Namer
from ..catalogue.reader import Reader
from ..catalogue.texts import words_of
from .drafts import Draft
from .form_words import in_form
from .values import references

if TYPE_CHECKING:
    from ..inventory.duplicates import Pair


@dataclass(frozen=True, slots=True)
class Opened:
    """A record in a form.

    Attributes:
        kind: Its kind.
        base: The record as it was opened, without what the catalogue adds; of a new one, its id for the time being.
        revision: The revision of that; ``ABSENT`` for a new one.
        label: What it is called.
    """

    kind: Kind
    base: Document
    revision: int
    label: str

    @property
    def new(self) -> bool:
        """Whether there is no such record yet."""
        return self.revision == ABSENT

    def text(self, key: str) -> str:
        """Return what stood on a line when the record was opened."""
        line = line_of(self.kind, key)
        return text_of(line, self.base) if line and not (key == "id" and self.new) else ""


class Look(NamedTuple):
    """What that which was typed comes to.

    Attributes:
        document: The record, as far as it could be read.
        id: Its id; of a new one, the one that it would get; "" if none can be made yet.
        problems: What is wrong, by line.
        hints: What to think about before it is saved, by line.
        remarks: What texts mean, by line: the labels of records, dates as they are kept.
        offers: What may be meant in place of what is wrong, by line.
        alike: What a new record looks like.
        named: What that was asked for: what the record is called, and where it belongs.
    """

    document: Document
    id: str
    problems: Mapping[str, Problem]
    hints: Mapping[str, str]
    remarks: Mapping[str, str]
    offers: Mapping[str, str]
    alike: Pair | None
    named: tuple[object, ...] = ()


def opened(reader: Reader, kind_name: str, record_id: str) -> Opened:
    """Return a record as a form begins with it.

    Args:
        reader: The catalogue.
        kind_name: Its kind.
        record_id: Its id; "" for a new one.

    Raises:
        NotFound: There is no such record.
        UsageError: There is no such kind.
    """
    if not record_id:
        return Opened(kind(reader.check_kind(kind_name)), {"id": unnamed(kind_name)}, ABSENT, f"New {kind_name}")
    document = reader.get(record_id)
    declared = kind(document["kind"])
    return Opened(declared, own_fields(reader, document), document["revision"], declared.label(document))


def of_deleted(draft: Draft) -> Opened:
    """Return the record that a draft was begun with, which was deleted meanwhile."""
    base = dict(draft.base)
    declared = kind(kind_of(str(base["id"])))
    return Opened(declared, base, draft.revision, declared.label(base))


def from_draft(opened_now: Opened, draft: Draft) -> Opened:
    """Return the record that a draft was begun with, so that what others did since is seen when it is saved."""
    if not draft.base or opened_now.new:
        return opened_now
    return Opened(opened_now.kind, dict(draft.base), draft.revision, opened_now.label)


def as_typed(declared: Kind, given: Mapping[str, Any]) -> dict[str, str]:
    """Return values as what would be typed on the lines of a form to get them."""
    return {line.key: text for line in lines_of(declared, given) if (text := text_of(line, given))}


def differing(form: Opened, document: Document) -> dict[str, str]:
    """Return what would be typed on the lines of a form to make another document of its record."""
    lines = {one.key: one for state in (form.base, document) for one in lines_of(form.kind, state)}
    typed = (one for one in lines.values() if one.field.shape != "part")  # that of all of a part says the same again
    return {one.key: text for one in typed if (text := text_of(one, document)) != form.text(one.key)}


def look(reader: Reader, form: Opened, texts: Mapping[str, str], before: Look | None = None) -> Look:
    """Return what that which was typed comes to: to be asked in the background.

    Args:
        reader: The catalogue.
        form: The record as it was opened.
        texts: What stands on the lines that were changed.
        before: The look before this one: what still holds of it is not found out again.
    """
    filled = fill(form.kind, form.base, texts, reader.resolve)
    problems = dict(filled.problems)
    record_id = _id(reader, form, filled.document)
    if form.new and "id" in texts and "id" not in problems and reader.has(record_id):
        problems["id"] = Problem("id", "is there already", "", "Type another one.")
    remarks = _remarks(reader, form, filled.document, texts)
    named = tuple(filled.document.get(name) for name in (form.kind.label_field, *_NAMING)) if form.new else ()
    return Look(
        filled.document,
        record_id,
        {key: in_form(reader, one) for key, one in problems.items()},
        _hints(reader, form, filled.document, texts),
        {key: remark for key, remark in remarks.items() if key not in problems},
        {key: value for key, one in problems.items() if (value := meant(one.fix))},
        before.alike if before and before.named == named else _alike(reader, form, filled.document, named),
        named,
    )


_NAMING = ("acronym", "country", "holder", "link", "homepage")
"""What tells beside its name whether a record is one that is there already."""


def _alike(reader: Reader, form: Opened, document: Document, named: tuple[object, ...]) -> Pair | None:
    """Return what a new record looks like, if enough of its name was typed."""
    if not any(named):
        return None
    from ..inventory.duplicates import KINDS, like  # with rapidfuzz: only where there is a name

    names = words_of(document.get(form.kind.label_field))
    return like(reader, form.kind.name, document, names) if form.kind.name in KINDS else None


def _id(reader: Reader, form: Opened, document: Document) -> str:
    if document["id"] != unnamed(form.kind.name):
        return str(document["id"])
    try:
        return Namer(reader, form.kind, set()).new_id({name: one for name, one in document.items() if name != "id"})
    except EntryError:
        return ""


def _hints(reader: Reader, form: Opened, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
    """Return what looks private of what was typed, as the command line tells it."""
    if not texts:
        return {}
    from ..inventory.private_texts import private_typed  # only where something was typed

    found: dict[str, str] = {}
    for spot in private_typed(reader, document, {key.partition(":")[0].partition(".")[0] for key in texts}):
        key = key_of(form.kind, spot.field, [*texts])
        if key in texts:
            found[key] = f"Looks private: {spot.found.kind} {spot.found.masked}. It is saved all the same."
    return found


def _remarks(reader: Reader, form: Opened, document: Document, texts: Mapping[str, str]) -> dict[str, str]:
    lines = {line.key: line for line in lines_of(form.kind, document)}
    lines |= {key: line for key in texts if (line := line_of(form.kind, key))}
    named = {
        key: list(references(value_of(line, document), "ref"))
        for key, line in lines.items()
        if line.field.shape == "ref"
    }
    labels = reader.labels(sorted({one for ids in named.values() for one in ids}))
    found = {key: ", ".join(labels.get(one, one) for one in ids) for key, ids in named.items() if ids}
    return found | _read_as(lines, document, texts)


def _read_as(lines: Mapping[str, Line], document: Document, texts: Mapping[str, str]) -> dict[str, str]:
    """Return how texts were read that are kept in another way than they were typed."""
    found: dict[str, str] = {}
    for key, text in texts.items():
        line = lines.get(key)
        if line and line.field.shape in ("date", "number", "integer", "boolean", "code"):
            kept = text_of(line, document)
            if kept and kept != text.strip():
                found[key] = kept
    return found


def _taking(problem: Problem) -> str:
    return "{take} takes it." if problem.fix.startswith("Did you mean ") else ""


def seen(problems: Mapping[str, Problem], left: set[str], *, tried: bool) -> dict[str, str]:
    """Return which problems are told: of a line that is still to be filled in, only when saving was tried."""
    return {
        key: " ".join(filter(None, (f"{one.message[:1].upper()}{one.message[1:].rstrip('.')}.", one.fix, _taking(one))))
        for key, one in problems.items()
        if tried or (key in left and not is_missing(one))
    }


def lines_shown(form: Opened, texts: Mapping[str, str]) -> list[Line]:
    """Return the lines of a form: those of the record, and those that were added to it by typing."""
    lines = lines_of(form.kind, form.base)
    for key in texts:
        line = line_of(form.kind, key)
        if line and key != "id" and all(one.key != key for one in lines):
            near = [place for place, one in enumerate(lines) if one.top == line.top and one.path <= line.path]
            lines.insert(max(near, default=len(lines) - 1) + 1, line)
    within = {line.top for line in lines if "." in line.path}
    lines = [one for one in lines if not (one.field.part and one.path in within and one.key not in texts)]
    last = max((place for place, one in enumerate(lines) if one.need == "mandatory"), default=-1)
    own = line_of(form.kind, "id") if form.new else None
    return [*lines[: last + 1], *([own] if own else []), *lines[last + 1 :]]


def is_folded(form: Opened, line: Line, texts: Mapping[str, str]) -> bool:
    """Tell whether a line is shown only when more is asked for."""
    return line.need == "optional" and line.key not in texts and not form.text(line.key)


def lines_to_add(form: Opened, line: Line, there: Iterable[Line]) -> list[Line]:
    """Return the lines of one more part: the next of several, or what a single one has no line for yet.

    Args:
        form: The record.
        line: A line of the part, or the one that stands for all of it.
        there: The lines that there are.
    """
    whole = line_of(form.kind, line.top)
    if whole is None or whole.field.part is None:
        return []
    keys = {one.key for one in there}
    places = [int(steps[1]) for one in there if (steps := one.path.split("."))[0] == line.top and len(steps) > 2]
    added = lines_within(whole, max(places, default=-1) + 1 if whole.field.many else 0)
    return [one for one in added if one.key not in keys]


_FORMS = {
    "date": "A date: 2024, 2024-08 or 2024-08-24.",
    "duration": "How long, as ISO 8601 writes it: P1Y, P6M, P30D.",
    "iri": "An address: https://...",
    "number": "A number, with a point before decimals.",
    "integer": "A whole number.",
    "map": "A JSON object. {form_editor} opens it in your editor.",
    "part": "{add} gives each of its fields a line; {form_editor} opens all of it as JSON.",
    "lang": "{add} adds a language.",
    "langs": "{add} adds a language.",
}


def format_of(line: Line) -> str:
    """Say in a few words how the text of a line is written; for ``Page.in_keys``."""
    field = line.field
    if field.shape == "code":
        told = " · ".join(field.choices)
    elif field.shape == "boolean":
        told = "yes or no"
    elif field.shape == "ref":
        of = line.label if field.means.scheme else " or ".join(field.targets) or "record"
        told = f"{of.capitalize()}: type some of its name, or {{choices}} for a list."
    else:
        told = _FORMS.get(field.shape, "")
    several = field.shape == "langs" or (field.many and not field.part)
    return f"{told} Several: with ; between.".strip() if several else told
