"""A catalogue with a secret wherever one can be kept: what must never be read by an audience that it is not for.

``INTERNAL`` and ``PARTNER`` are words that occur nowhere else. ``records(known)`` gives records of every kind that is
declared, with every field that it has, so that a new kind or field is covered as soon as there is one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue, Statement
from orodha.catalogue.errors import InvalidRecord
from orodha.catalogue.kinds import Field, Kind, fields_of, kinds
from orodha.catalogue.record import AUDIENCES, Visibility

INTERNAL, PARTNER = "qzinternal", "qzpartner"
SECRETS: dict[Visibility, tuple[str, ...]] = {"internal": (), "partner": (INTERNAL,), "public": (INTERNAL, PARTNER)}
"""What each audience must not read."""

SAY: dict[Visibility, str] = {"internal": INTERNAL, "partner": PARTNER, "public": "open"}
"""The word that tells for whom something is."""

Known = Callable[[str, str], str]
"""Names a record of a kind, or a concept of a scheme, that everybody may see."""

Document = dict[str, Any]


def catalogue_with_secrets(catalogue: Catalogue, known: Known | None = None) -> None:
    """Put secrets into a catalogue, and into its log.

    Args:
        catalogue: The catalogue.
        known: What visible records of it the new ones refer to; records of ours if left out.
    """
    catalogue.put_all(records(known or _ours), note=f"note {INTERNAL}", author=f"author {INTERNAL}")
    record = catalogue.get("concept/open-concept")
    record.notes = {"en": f"{INTERNAL} again"}
    catalogue.save(record, note=INTERNAL, author=INTERNAL)
    with catalogue.database.write():
        publisher = f'"agency/{INTERNAL}-agency"'
        catalogue.database.run("INSERT OR REPLACE INTO meta VALUES ('publisher', ?)", (publisher,))


def _ours(kind: str, scheme: str) -> str:
    return f"{kind}/open-{kind}"


def records(known: Known) -> Iterator[tuple[Document, list[Statement]]]:
    """Yield records of every kind: hidden ones, visible ones with hidden fields, and what depends on hidden ones."""
    for declared in kinds().values():
        for mark in ("internal", "partner"):
            yield _hidden(declared, mark, known)
            yield from _in_need(declared, mark, known)
        yield _open(declared, known)
        yield _marked(declared, known)


def _hidden(declared: Kind, mark: Visibility, known: Known) -> tuple[Document, list[Statement]]:
    """A record that is marked as a whole and says a secret in everything that it can."""
    document = _filled(declared, SAY[mark], known, f"{SAY[mark]}-{declared.name}")
    return document | {"visibility": mark}, _claims(declared, document, SAY[mark])


def _in_need(declared: Kind, mark: Visibility, known: Known) -> Iterator[tuple[Document, list[Statement]]]:
    """Records that are not marked, but cannot be without one that is."""
    for field in declared.fields:
        if field.required and field.shape == "ref" and field.targets:
            target = f"{field.targets[0]}/{SAY[mark]}-{field.targets[0]}"
            slug = f"{SAY[mark]}-{declared.name}-{field.name}"
            document = _filled(declared, SAY[mark], known, slug)
            yield document | {field.name: [target] if field.many else target}, []


def _open(declared: Kind, known: Known) -> tuple[Document, list[Statement]]:
    """A visible record: it says secrets where they are declared to be such, and refers to hidden records."""
    document = _filled(declared, "open", known, f"open-{declared.name}")
    for field in declared.fields:
        mark = field.means.visibility
        if field.name != "field_visibility" and mark != "public":
            document |= _said(declared, document, field, SAY[mark], known)
        elif field.shape == "ref" and not field.required and field.targets:
            hidden = [f"{field.targets[0]}/{word}-{field.targets[0]}" for word in (INTERNAL, PARTNER)]
            document[field.name] = [*document.get(field.name, ()), *hidden] if field.many else hidden[0]
    document["extra"] = {"sdmx": {"kept": "open"}, "ours": INTERNAL, "dct:comment": "open"}
    document["field_visibility"] = {"extra": "public"}
    shown = {field.name for field in declared.fields if field.means.visibility == "public" and not field.part}
    return document, [
        *(
            Statement(name, document[name], "document/open-document", reason=INTERNAL)
            for name in sorted(shown & set(document))
        ),
        *(Statement(name, {"en": INTERNAL} if name == "notes" else None, place=INTERNAL) for name in ("notes",)),
        Statement("", None, f"document/{INTERNAL}-document", INTERNAL),
        Statement("extra", document["extra"], reason=INTERNAL),
        Statement("replaced_by", f"{declared.name}/{INTERNAL}-{declared.name}", chosen=False),
    ]


def _marked(declared: Kind, known: Known) -> tuple[Document, list[Statement]]:
    """A visible record of which every field that it can be without is marked."""
    document = _filled(declared, "open", known, f"marked-{declared.name}")
    marks: dict[str, Visibility] = {}
    for number, field in enumerate(declared.fields):
        if not field.required and field.name not in ("visibility", "field_visibility", "registration", "iri"):
            marks[field.name] = AUDIENCES[number % 2]
            document |= _said(declared, document, field, SAY[marks[field.name]], known)
    claims = [Statement(name, document.get(name), place=SAY[mark]) for name, mark in marks.items()]
    return document | {"field_visibility": marks}, claims


def _claims(declared: Kind, document: Document, word: str) -> list[Statement]:
    own = [field.name for field in declared.fields if field.name in document]
    return [Statement(name, document[name], place=word, reason=word) for name in own]


def _filled(declared: Kind, word: str, known: Known, slug: str) -> Document:
    """A valid record with every field that it can have: with the word in it, where it is not just open."""
    document: Document = {"id": f"{declared.name}/{slug}"}
    for field in sorted(declared.fields, key=lambda one: not one.required):
        if field.required:
            document[field.name] = _value(field, word, known)
    declared.validate(document)
    for field in declared.fields:
        if not field.required and field.name not in ("visibility", "field_visibility", "registration", "iri"):
            document |= _said(declared, document, field, word, known)
    return document


def _said(declared: Kind, document: Document, field: Field, word: str, known: Known) -> Document:
    """The field with the word in it; nothing where only codes and numbers may stand, which can hold no secret."""
    for value in (_value(field, word, known), _value(field, "", known)):
        try:
            declared.validate(document | {field.name: value})
        except InvalidRecord:
            continue
        return {field.name: value}
    return {}


def _value(field: Field, word: str, known: Known) -> Any:
    one = _one(field, word, known)
    return [one] if field.many else one


def _one(field: Field, word: str, known: Known) -> Any:
    told = f"work permits {word}".strip()
    match field.shape:
        case "text":
            return told if word else "P1Y"
        case "lang":
            return {"en": told, "sw": told}
        case "langs":
            return {"en": [told]}
        case "ref":
            secret = (
                word in (INTERNAL, PARTNER) and not field.required and not field.means.scheme and field.targets == ()
            )
            return (
                f"document/{word}-document"
                if secret
                else known((field.targets or ("document",))[0], field.means.scheme)
            )
        case "iri":
            return f"https://example.org/{word or 'open'}"
        case "date":
            return "2026-12-01"
        case "duration":
            return "P1Y"
        case "boolean":
            return True
        case "integer" | "number":
            return 1
        case "code":
            return "accepted" if "accepted" in field.choices else field.choices[0]
        case "map":
            return {word: word, "dct:comment": word} if word else {}
        case "part":
            assert field.part
            inner = {one.name: _value(one, word, known) for one in fields_of(field.part)}
            return inner | {"extra": {INTERNAL: INTERNAL, "dct:comment": word or "open"}}
        case shape:
            raise AssertionError(f"{field.name} has the shape {shape!r}: say here how a secret is kept in one")


def told_in(path: Path) -> bytes:
    """What a file says, in lower case: its name and bytes, and those of the files in it if it is a package."""
    said = path.name.encode() + path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            said += b"".join(name.encode() + package.read(name) for name in package.namelist())
    return said.lower()


def secrets_in(said: bytes, audience: Visibility) -> list[str]:
    """The secrets that an audience must not read and that stand in what was said to it, with what is around them."""
    found: list[str] = []
    for word in SECRETS[audience]:
        if (at := said.lower().find(word.encode())) >= 0:
            found.append(f"...{said[max(at - 120, 0) : at + 60]!r}...")
    return found
