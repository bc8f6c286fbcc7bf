"""What the catalogue knows that bears on sharing a source: every question to the database is here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ...catalogue.errors import UsageError
from ...catalogue.reader import Document, Reader
from ..counting import variables_of
from ..named import Named, named
from .reasons import Step

DISPUTABLE = ("holder", "personal_data", "access", "legal_basis", "sensitive", "hosted_in")
"""Fields about which a document that says otherwise makes the answer careful."""

_NEAREST = 20
_LOOKED_AT = 300
"""Among so many records on the sharing of data, agreements that may come are looked for."""

_PARENTS = 8
"""So far the chain of organisations above an agency is followed."""


@dataclass(frozen=True, slots=True)
class VariableFacts:
    """What the variables of a source, and of its releases, say: does one identify persons; sensitive categories."""

    ids: frozenset[str] = frozenset()
    identify: bool = False
    sensitive: frozenset[str] = frozenset()


class Ground(NamedTuple):
    """On what the value of a field rests: how certain the best claim for it is, and the document that makes it."""

    certainty: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that ``decide`` reads.

    Attributes:
        source: The source.
        holder: Who keeps it; None where nobody is known to, or the agency is not in the catalogue.
        recipient: Who is to have it.
        recipient_circle: The recipient and the organisations above it.
        holder_circle: The holder and the organisations above it.
        agreements: Agreements that cover or exclude the source or its variables, or that its transfers name.
        laws: Documents of the laws and agreements that it rests on.
        disputed: Values that documents give besides the chosen ones, by field; none that a newer document settled.
        grounds: On what the values of the same fields rest.
        rivals: Countries of other agencies that documents call the holder, by their ids; "" where it is not known.
        variables: What its variables say.
        nearest: Ids, statuses and dates of agreements that name the recipient, and of drafts on the same topics.
        labels: Of every record that a reason may name.
    """

    source: Document
    holder: Document | None
    recipient: Document
    recipient_circle: frozenset[str]
    holder_circle: frozenset[str]
    agreements: tuple[Document, ...] = ()
    laws: tuple[Document, ...] = ()
    disputed: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])
    grounds: Mapping[str, Ground] = field(default_factory=dict[str, Ground])
    rivals: Mapping[str, str] = field(default_factory=dict[str, str])
    variables: VariableFacts = VariableFacts()
    nearest: tuple[Document, ...] = ()
    labels: Mapping[str, Named] = field(default_factory=dict[str, Named])

    def short(self, document: Document) -> str:
        """Return what a record is called in a sentence: its acronym, else its label."""
        return document.get("acronym") or self.label(document["id"])

    def path(self, *ids: str, relation: str = "") -> tuple[Step, ...]:
        """Return records by id and label, in this order; one without label is called by its id."""
        return tuple(Step(*self.labels.get(one, Named(one, one)), relation) for one in ids if one)

    def label(self, name: str) -> str:
        """Return the label of a record, its id if it has none."""
        return self.labels[name].label if name in self.labels else name


def gather(reader: Reader, source: str, recipient: str, sharing_topics: Sequence[str] = ()) -> Facts:
    """Return what the catalogue knows.

    Args:
        reader: The catalogue.
        source: Id of a source.
        recipient: Id of an agency.
        sharing_topics: Topics of agreements on the sharing of data, among which drafts are looked for.

    Raises:
        NotFound: One of them is not there.
        UsageError: They are records of other kinds.
    """
    kept, to = _of_kind(reader, source, "source"), _of_kind(reader, recipient, "agency")
    variables = _variables(reader, kept["id"])
    chain = _above(reader, to)
    holder = next(iter(_documents(reader, [kept.get("holder", "")])), None)
    agreements = _agreements(reader, kept, variables.ids)
    laws = tuple(_documents(reader, kept.get("legal_basis", ())))
    disputed, grounds = _claims(reader, kept)
    others = [one for one in disputed.get("holder", ()) if isinstance(one, str)]
    rivals = dict.fromkeys(others, "") | {one["id"]: one.get("country", "") for one in _documents(reader, others)}
    documents = [one.document for one in grounds.values()]
    nearest = _nearest(reader, to["id"], kept, sharing_topics)
    also = [*others, *documents, *(one["id"] for one in nearest)]
    labels = named(reader, [*_mentioned(kept, to, agreements, laws), *also])
    return Facts(
        kept,
        holder,
        to,
        frozenset(chain),
        frozenset(_above(reader, holder)) if holder else frozenset(),
        agreements,
        laws,
        disputed,
        grounds,
        rivals,
        variables,
        nearest,
        labels,
    )


def _of_kind(reader: Reader, name: str, kind: str) -> Document:
    document = reader.get(name)
    if document["kind"] != kind:
        raise UsageError(f"{name} is a record of the kind {document['kind']}, and no {kind}.")
    return document


def _documents(reader: Reader, ids: Iterable[str]) -> list[Document]:
    wanted = [one for one in ids if one]
    return list(reader.some(wanted)) if wanted else []


def _above(reader: Reader, agency: Document) -> list[str]:
    """Return an agency and those above it, nearest first; a circle among them ends."""
    chain, parent = [agency["id"]], agency.get("parent", "")
    while parent and parent not in chain and len(chain) < _PARENTS:
        chain.append(parent)
        found = _documents(reader, [parent])
        parent = found[0].get("parent", "") if found else ""
    return chain


def _variables(reader: Reader, source: str) -> VariableFacts:
    ids = [variable for _, variable in variables_of(reader, [source])]
    rows = reader.database.rows(
        "SELECT json_extract(document, '$.identifies'), json_extract(document, '$.sensitive') FROM record"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    sensitive = frozenset(category for _, category in rows if category)
    return VariableFacts(frozenset(ids), any(identifies for identifies, _ in rows), sensitive)


def _agreements(reader: Reader, source: Document, variables: Iterable[str]) -> tuple[Document, ...]:
    objects = json.dumps([source["id"], *sorted(variables)])
    rows = reader.database.rows(
        "SELECT DISTINCT record.id FROM json_each(?) AS own CROSS JOIN link ON object = own.value"
        " AND field IN ('covers', 'excludes') JOIN record ON record.key = subject WHERE kind = 'agreement'",
        (objects,),
    )
    named_by_transfers = [one.get("agreement", "") for one in source.get("transfers", ())]
    return tuple(_documents(reader, sorted({*(row[0] for row in rows), *named_by_transfers})))


def _claims(reader: Reader, source: Document) -> tuple[dict[str, tuple[Any, ...]], dict[str, Ground]]:
    """Return what documents say of each field besides what was chosen, and on what the chosen value rests.

    What no document says disputes nothing. A dispute is settled by a document that states the chosen value, if the
    claim is newer than those that say otherwise.
    """
    rows = reader.database.rows(
        "SELECT field, value, document, certainty, date, chosen FROM statement"
        " WHERE record = (SELECT key FROM record WHERE id = ?) AND value IS NOT NULL ORDER BY position",
        (source["id"],),
    )
    claims = [
        (name, json.loads(value), Ground(certainty, document), date, chosen)
        for name, value, document, certainty, date, chosen in rows
        if name in DISPUTABLE
    ]
    grounds: dict[str, Ground] = {}
    settled: dict[str, str] = {}
    for name, value, ground, date, chosen in claims:
        if chosen and value == source.get(name):
            grounds[name] = min(ground, grounds.get(name, ground), key=_weakness)
            if ground.document and ground.certainty == "stated":
                settled[name] = max(settled.get(name, ""), date)
    disputed: dict[str, tuple[Any, ...]] = {}
    for name, value, ground, date, chosen in claims:
        open_yet = not chosen and ground.document and not _newer(settled.get(name, ""), date)
        if open_yet and value != source.get(name):
            disputed[name] = (*disputed.get(name, ()), value)
    return disputed, grounds


def _newer(date: str, other: str) -> bool:
    """Tell whether a date of a claim is surely not before another; both may be less than a day, or none."""
    return bool(date) and (date == other or date[: len(other)] > other or not other)


def _weakness(ground: Ground) -> tuple[bool, int]:
    """Return what grounds are ordered by, the best first: a document that states it."""
    return not ground.document, ("stated", "inferred", "outside").index(ground.certainty)


_DRAFTS = """
SELECT a.id, json_extract(a.document, '$.status', '$.signed', '$.effective', '$.expires') FROM record AS a
WHERE a.key IN (
    SELECT subject FROM json_each(?) AS topic CROSS JOIN link ON object = topic.value AND field = 'topics' LIMIT ?
) AND +a.kind = 'agreement' AND json_extract(a.document, '$.status') IN ('draft', 'signed') AND EXISTS (
    SELECT 1 FROM json_each(a.document, '$.parties') AS party LEFT JOIN record AS r ON r.id = party.value
    WHERE party.value = ? OR json_extract(r.document, '$.country') = ?
) ORDER BY a.id LIMIT 5
"""
"""Agreements on the sharing of data to which the country is a party, that are not in force yet."""


def _nearest(reader: Reader, recipient: str, source: Document, topics: Sequence[str]) -> tuple[Document, ...]:
    """Return agreements that name the recipient, then those not yet in force on a topic of data sharing."""
    rows = reader.database.rows(
        "SELECT DISTINCT id, json_extract(document, '$.status', '$.signed', '$.effective', '$.expires')"
        " FROM link JOIN record ON record.key = subject"
        " WHERE object = ? AND field IN ('parties', 'recipients') AND kind = 'agreement' LIMIT ?",
        (recipient, _NEAREST),
    )
    drafts = reader.database.rows(_DRAFTS, (json.dumps(topics), _LOOKED_AT, source["country"], source["country"]))
    names = ("status", "signed", "effective", "expires")
    return tuple(
        {"id": one} | {name: value for name, value in zip(names, json.loads(said), strict=True) if value}
        for one, said in dict([*rows, *drafts]).items()
    )


def _mentioned(*documents: Document | tuple[Document, ...]) -> list[str]:
    """Return the ids of the documents and of what they name as party, recipient, holder or area."""
    ids: list[str] = []
    for document in (one for some in documents for one in (some if isinstance(some, tuple) else (some,))):
        ids.append(document["id"])
        for name in ("parties", "recipients", "excludes"):
            ids += document.get(name, ())
        ids += [document[name] for name in ("holder", "country", "hosted_in") if document.get(name)]
    return ids
