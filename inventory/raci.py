"""Who does what under procedures: the RACI table, and the roles that nobody has or too many have.

Responsible does a task, accountable answers for it, consulted is asked, informed is told. Nothing is guessed: a step
for which no document names anybody stays empty, and a role given to a group without members is reported.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted, first_few, listed
from .cited import NO_DOCUMENT, Cited, cited
from .counting import DATA, is_current
from .named import Named, named
from .tables import Table

LETTERS: Mapping[str, str] = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
"""The field of a step behind each letter."""

LEADS = ("analyse", "disseminate", "coordinate", "update")
"""Tasks that one agency leads; others (collecting, training) are for many to do side by side."""

OWN_DATA = ("clean", "validate")
"""Tasks that agencies do on data of their own."""

EMPTY = "·"


class Task(NamedTuple):
    """One step of a procedure with who has which role in it.

    Attributes:
        procedure: The procedure.
        number: The number that the step has, else its place in the list, counted from 1.
        task: What is done: "collect", "validate".
        text: What is done, in words.
        source: The source that goes in, or None.
        roles: Agencies by letter; those of ``LETTERS`` all are there.
        said: Where it is said: document, place and certainty; else the documents on all steps of the procedure.
    """

    procedure: Named
    number: str
    task: str
    text: str
    source: Named | None
    roles: Mapping[str, tuple[Named, ...]]
    said: str = ""

    @property
    def label(self) -> str:
        """The step in a word or two: "3 validate"."""
        return f"{self.number} {self.task}"

    def letters(self) -> dict[str, str]:
        """Return the letters of each agency in the step, by its id: "RA"."""
        found: dict[str, str] = {}
        for letter, those in self.roles.items():
            for one in {each.id for each in those}:
                found[one] = found.get(one, "") + letter
        return found


class RoleFinding(NamedTuple):
    """Something that is wrong with roles.

    Attributes:
        rule: A short name for it: "nobody-accountable".
        procedure: The procedure that it is about; its id is "" for the catalogue as a whole.
        text: It in a sentence without its full stop.
    """

    rule: str
    procedure: Named
    text: str


def procedures_named(reader: Reader, names: Sequence[str] = ()) -> list[Document]:
    """Return some procedures in the order they were named in, or all that stand by label.

    Raises:
        NotFound: There is no such procedure.
    """
    if names:
        return [reader.get(reader.resolve(one, ("procedure",))) for one in names]
    return list(filter(is_current, reader.records("procedure")))


def tasks(reader: Reader, procedures: Sequence[Document]) -> tuple[Task, ...]:
    """Return the steps of procedures with who has which role, in their order.

    Agencies are called by their short form where they have one. One that is not in the catalogue is called by its id.
    """
    steps = [(one, place, step) for one in procedures for place, step in enumerate(one.get("steps", ()), 1)]
    agencies = {name for *_, step in steps for field in LETTERS.values() for name in step.get(field, ())}
    called = _short_names(reader, agencies)
    sources = named(reader, [step.get("source", "") for *_, step in steps])
    cites = cited(reader, {one["id"]: ["steps"] for one in procedures if one.get("steps")})
    titles = reader.labels([step["document"] for *_, step in steps if step.get("document")])
    return tuple(
        Task(
            Named(one["id"], in_language(one["title"], DEFAULT_LANGUAGE)),
            step.get("number") or str(place),
            step["task"],
            in_language(step.get("text", {}), DEFAULT_LANGUAGE),
            sources.get(step.get("source", "")),
            {letter: tuple(called[name] for name in step.get(field, ())) for letter, field in LETTERS.items()},
            _said(one["id"], step, titles, cites.get((one["id"], "steps"), ())),
        )
        for one, place, step in steps
    )


def _said(procedure: str, step: Document, titles: Mapping[str, str], cites: Sequence[Cited]) -> str:
    document, place = step.get("document", ""), step.get("place", "")
    if not document:
        return "; ".join(map(str, cites)) or NO_DOCUMENT
    same = (one for one in cites if (one.document, one.place) == (document, place))
    own = Cited(procedure, "steps", document, titles.get(document, document), place, "stated")
    return str(next(same, own))


def _short_names(reader: Reader, ids: Iterable[str]) -> dict[str, Named]:
    found = named(reader, ids)
    for one in reader.some(sorted(found)):
        found[one["id"]] = Named(one["id"], one.get("acronym") or found[one["id"]].label)
    return found


def raci(reader: Reader, procedures: Sequence[Document], on: dt.date, by: str = "task") -> Table:
    """Return the roles of procedures as a table, with what was found below it, and a further table of the steps.

    Args:
        reader: The catalogue.
        procedures: Their documents.
        on: The day, for the title.
        by: "task": a row a step, a column an agency; "agency": a row an agency, a column a letter.
    """
    steps = tasks(reader, procedures)
    several = len({one.procedure.id for one in steps}) > 1
    rows, ids, head = _by_agency(steps, several) if by == "agency" else _by_task(steps, several)
    foot = _foot(procedures, list(role_findings(reader, procedures)))
    more = (_steps(steps, several),) if steps else ()
    return Table(_title(procedures, on), head, tuple(rows), tuple(foot), tuple(ids), more)


def _title(procedures: Sequence[Document], on: dt.date) -> str:
    told = counted(len(procedures), "procedure")
    if len(procedures) == 1:
        version = procedures[0].get("version")
        told = in_language(procedures[0]["title"], DEFAULT_LANGUAGE) + (f", version {version}" if version else "")
    return f"Who does what: {told}, as recorded on {on.isoformat()}"


def _steps(steps: Sequence[Task], several: bool) -> Table:
    """Return what is done in steps, and where that is said."""
    rows = [(*((_slug(one),) if several else ()), one.label, one.text, one.said) for one in steps]
    head = (*(("procedure",) if several else ()), "step", "what is done", "said in")
    return Table("Steps", head, tuple(rows), ids=tuple((one.procedure.id,) for one in steps))


_Rows = tuple[list[tuple[str, ...]], list[tuple[str, ...]], tuple[str, ...]]


def agencies_of(steps: Iterable[Task]) -> list[Named]:
    """Return the agencies that have a role in some steps, those with the most roles first."""
    counts: dict[Named, int] = {}
    for step in steps:
        for those in step.roles.values():
            for one in those:
                counts[one] = counts.get(one, 0) + 1
    return sorted(counts, key=lambda one: (-counts[one], one.label, one.id))


def _by_task(steps: Sequence[Task], several: bool) -> _Rows:
    agencies = agencies_of(steps)
    doubled = len({one.label for one in agencies}) < len(agencies)
    heads = [one.id if doubled else one.label for one in agencies]
    rows: list[tuple[str, ...]] = []
    for step in steps:
        where = (_slug(step),) if several else ()
        letters = step.letters()
        rows.append((*where, step.label, *(letters.get(one.id, EMPTY) for one in agencies)))
    ids = [(step.procedure.id, *((step.source.id,) if step.source else ())) for step in steps]
    return rows, ids, (*(("procedure",) if several else ()), "step", *heads)


def _by_agency(steps: Sequence[Task], several: bool) -> _Rows:
    agencies = agencies_of(steps)
    done: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        for agency, letters in step.letters().items():
            for letter in letters:
                done.setdefault((agency, letter), []).append(_step_name(step, several))
    rows = [
        (one.label, *(", ".join(done.get((one.id, letter), ())) or EMPTY for letter in LETTERS)) for one in agencies
    ]
    return rows, [(one.id,) for one in agencies], ("agency", *LETTERS.values())


def _step_name(step: Task, several: bool) -> str:
    return f"{_slug(step)} {step.label}" if several else step.label


def _slug(step: Task) -> str:
    return step.procedure.id.partition("/")[2]


def role_findings(reader: Reader, procedures: Sequence[Document]) -> Iterator[RoleFinding]:
    """Yield what is wrong with the roles of procedures: missing ones, double ones, and ones that reach nobody."""
    steps = tasks(reader, procedures)
    for one in procedures:
        own = [step for step in steps if step.procedure.id == one["id"]]
        here = Named(one["id"], in_language(one["title"], DEFAULT_LANGUAGE))
        if own:
            yield from _missing(here, own)
            yield from _unknown(reader, here, own)
        else:
            yield RoleFinding("no-steps", here, "has no steps: nobody is given a task")
    yield from (RoleFinding("two-leads", Named("", ""), text) for _, text in two_leads(steps))
    yield from _groups(reader, steps)
    yield from _not_validated(reader)


def _missing(here: Named, steps: Sequence[Task]) -> Iterator[RoleFinding]:
    for letter, rule in (("R", "nobody-responsible"), ("A", "nobody-accountable")):
        if bare := [step.label for step in steps if not step.roles[letter]]:
            yield RoleFinding(rule, here, f"nobody is named as {LETTERS[letter]} for {listed(bare)}")
    if not any(step.roles["C"] or step.roles["I"] for step in steps):
        yield RoleFinding("nobody-asked", here, "nobody is named as consulted or informed in any step")
    for step in steps:
        for letter, those in step.roles.items():
            if twice := sorted({one.label for one in those if those.count(one) > 1}):
                text = f"{listed(twice)} stands twice as {LETTERS[letter]} in {step.label}"
                yield RoleFinding("role-twice", here, text)
        if len(step.roles["A"]) > 1:
            text = f"{listed([one.label for one in step.roles['A']])} are both accountable for {step.label}"
            yield RoleFinding("two-accountable", here, text)


def _unknown(reader: Reader, here: Named, steps: Sequence[Task]) -> Iterator[RoleFinding]:
    ids = [one.id for one in agencies_of(steps)]
    known = reader.labels(ids)
    for one in sorted(set(ids) - set(known)):
        yield RoleFinding("unknown-agency", here, f"unknown agency {one}")


def two_leads(steps: Sequence[Task]) -> Iterator[tuple[str, str]]:
    """Yield tasks on the same source that different agencies answer for in two steps: a procedure, and it in words."""
    leads: dict[tuple[str, str], dict[Named, Task]] = {}
    for step in steps:
        if step.task in LEADS:
            key = (step.task, step.source.id if step.source else "")
            for one in step.roles["A"] or step.roles["R"]:
                leads.setdefault(key, {}).setdefault(one, step)
    for (task, source), found in leads.items():
        if len(found) > 1 and len({(step.procedure.id, step.number) for step in found.values()}) > 1:
            told = [f"{one.label} ({step.procedure.id}, step {step.number})" for one, step in found.items()]
            text = f"{counted(len(found), 'agency')} lead {task}{' of ' + source if source else ''}: {listed(told)}"
            yield next(iter(found.values())).procedure.id, text


def _groups(reader: Reader, steps: Sequence[Task]) -> Iterator[RoleFinding]:
    """Yield agencies that are to see to data of their own, and have none, nor members who could."""
    given: dict[Named, list[Task]] = {}
    for step in steps:
        if step.task in OWN_DATA:
            for one in step.roles["R"]:
                given.setdefault(one, []).append(step)
    for agency, own in given.items():
        if not _reaches_somebody(reader, agency.id):
            told = listed([step.label for step in own])
            text = f"{agency.label} is to do {told}, but has no members and holds no source: no agency is named"
            yield RoleFinding("group-without-members", own[0].procedure, text)


def _reaches_somebody(reader: Reader, agency: str) -> bool:
    there = "SELECT 1 FROM record JOIN link ON subject = key WHERE id = ? AND field = 'members'"
    back = "SELECT 1 FROM link WHERE object = ? AND field IN ('parent', 'holder', 'producers', 'compiler')"
    value = reader.database.value
    return value(f"{there} LIMIT 1", (agency,)) is not None or value(f"{back} LIMIT 1", (agency,)) is not None


def _not_validated(reader: Reader) -> Iterator[RoleFinding]:
    if bare := sum(1 for _ in without_validator(reader)):
        total = reader.database.value(f"SELECT count(*) FROM record WHERE kind = 'source' AND {DATA}")
        text = f"nobody is named to validate {bare} of {counted(total, 'source')} with data"
        yield RoleFinding("source-no-validator", Named("", ""), text)


def without_validator(reader: Reader) -> Iterator[str]:
    """Yield the sources in use that hold data which nobody is named to validate: not in their record, and in no step.

    A step of validation names somebody for its source. One without a source names the agencies that do it for what
    they hold or produce themselves: those responsible or accountable, and the members of a group.
    """
    own, given = set[str](), set[str]()
    for step in tasks(reader, procedures_named(reader)):
        agencies = {one.id for letter in ("R", "A") for one in step.roles[letter]}
        if step.task == "validate" and step.source and agencies:
            given.add(step.source.id)
        elif step.task == "validate":
            own |= agencies
    own |= _parts_of(reader, own)
    rows = reader.database.rows(
        "SELECT record.id, group_concat(object) FROM record LEFT JOIN link ON subject = key"
        " AND field IN ('validated_by', 'holder', 'producers') WHERE kind = 'source'"
        f" AND json_extract(document, '$.validated_by') IS NULL AND {DATA} GROUP BY record.id ORDER BY record.id"
    )
    for source, held in rows:
        if source not in given and not own & set((held or "").split(",")):
            yield source


def _parts_of(reader: Reader, agencies: Iterable[str]) -> set[str]:
    """Return the members of some agencies and those that they are above."""
    rows = reader.database.rows(
        "SELECT object FROM json_each(?1) AS wanted JOIN record ON record.id = wanted.value"
        " JOIN link ON subject = record.key AND field = 'members'"
        " UNION SELECT record.id FROM json_each(?1) AS wanted JOIN link ON object = wanted.value AND field = 'parent'"
        " JOIN record ON record.key = subject",
        (json.dumps(sorted(agencies)),),
    )
    return {one for (one,) in rows}


def _foot(procedures: Sequence[Document], found: Sequence[RoleFinding]) -> Iterator[str]:
    """Yield what stands below the table: the letters, and what was found."""
    several = len(procedures) > 1
    bare = [one.procedure.id for one in found if one.rule == "no-steps"]
    yield "R responsible  A accountable  C consulted  I informed"
    for one in found:
        if not (several and one.rule == "no-steps"):
            where = f"{one.procedure.id}: " if several and one.procedure.id else ""
            yield f"Found: {where}{one.text}."
    if several and bare:
        yield f"Found: {counted(len(bare), 'procedure')} without steps: {first_few(bare, 20)}."
