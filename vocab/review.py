"""Review: what becomes of a mapping, decision by decision.

Pure functions: a mapping goes in, another comes out, and nothing is saved. What a person decides stands for ever: a
rejected pair is not suggested again, and is accepted only after ``reopen``.

    mapping = accept(proposed(suggestion), reviewer="A. Juma", date="2026-10-18")
    catalogue.save(mapping)
"""

from __future__ import annotations

from collections.abc import Mapping as Documents
from hashlib import blake2b
from typing import Any

from ..catalogue.errors import InvalidRecord, Problem, UsageError
from ..catalogue.kinds import kind, to_document
from ..catalogue.names import is_id, slugify
from .mappings import Mapping, MatchPredicate
from .matching.suggestions import BY_MEANING, Suggestion
from .relations import ACCEPTED, PROPOSED, REJECTED

CURATED = "semapv:ManualMappingCuration"
"""The justification of what a person has decided."""

MEASURES = {BY_MEANING: "cosine of embeddings"}
LETTERS = "cosine of character n-grams"
"""What the similarity of a suggestion measures, by its justification; of letters if nothing else is said."""

LONGEST = 200
"""Letters of a slug."""


def mapping_id(subject: str, object: str) -> str:
    """Return the id of the mapping of two concepts, the same at every office: "mapping/ke-immigrant--ug-immigrant".

    Two pairs never have one id: a digest stands behind the names where these alone do not tell (IRIs, long ids).

    Args:
        subject: Id of a concept, or the IRI of one outside the catalogue.
        object: The same of the other end.
    """
    names = [one.removeprefix("concept/") for one in (subject, object)]
    plain = all(is_id(f"concept/{name}") and "--" not in name for name in names)
    slug = "--".join(names if plain else (_short(name) for name in names))
    if plain and len(slug) <= LONGEST:
        return f"mapping/{slug}"
    digest = blake2b(f"{subject} {object}".encode(), digest_size=6).hexdigest()
    return f"mapping/{'--'.join(_short(name) for name in names)}--{digest}"


def _short(name: str) -> str:
    return slugify(name.partition("://")[2] or name) or "x"


def proposed(suggestion: Suggestion, *, tool: str = "orodha", version: str = "") -> Mapping:
    """Return the mapping that a suggestion proposes; its reasons become the reason.

    Args:
        suggestion: What the matching answers.
        tool: The software that it comes from.
        version: The version of that software, or "".

    Raises:
        InvalidRecord: It maps a concept to itself.
    """
    by_label = suggestion.similarity > 0  # of what follows from other mappings, labels say nothing
    return _checked(
        Mapping.model_construct(
            id=mapping_id(suggestion.subject, suggestion.object),
            subject=suggestion.subject,
            predicate=suggestion.predicate,
            object=suggestion.object,
            justification=suggestion.justification,
            confidence=round(suggestion.confidence, 4),
            similarity=round(suggestion.similarity, 4) if by_label else None,
            similarity_measure=MEASURES.get(suggestion.justification, LETTERS) if by_label else None,
            via=list(suggestion.via),
            reason="; ".join(one.rstrip(".") for one in suggestion.reasons) or None,
            tool=tool,
            tool_version=version or None,
        )
    )


def between(subject: str, object: str, predicate: MatchPredicate) -> Mapping:
    """Return a mapping of two concepts that a person proposes.

    Raises:
        InvalidRecord: They are one concept, or no ids or IRIs.
    """
    return _checked(
        Mapping.model_construct(
            id=mapping_id(subject, object), subject=subject, predicate=predicate, object=object, justification=CURATED
        )
    )


def accept(
    mapping: Mapping, *, reviewer: str, date: str, predicate: MatchPredicate | None = None, reason: str = ""
) -> Mapping:
    """Return the mapping as accepted; one that the same person accepted so on that day comes back as it is.

    Accepting it again says that it was read again: it gets a new date and reviewer.
    How sure the proposal was does not say how sure the reviewer is, and goes, as do the reasons that the software gave;
    a person's reason stays.

    Args:
        mapping: The mapping.
        reviewer: Who accepts it.
        date: When: YYYY, YYYY-MM or YYYY-MM-DD.
        predicate: What the object is to the subject, if not what the mapping says.
        reason: Why, or "".

    Raises:
        UsageError: It was rejected; the message says by whom, when and why.
        InvalidRecord: It maps a concept to itself, or the date is none.
    """
    _refuse_rejected(mapping, ACCEPTED)
    wanted = predicate or mapping.predicate
    if (
        (mapping.status, mapping.predicate) == (ACCEPTED, wanted)
        and (mapping.reviewer or "", mapping.date or "") == (reviewer.strip(), date)
        and reason.strip() in ("", mapping.reason)
    ):
        return mapping
    return _decided(mapping, ACCEPTED, reviewer, date, reason, predicate=wanted)


def reject(mapping: Mapping, *, reviewer: str, date: str, reason: str) -> Mapping:
    """Return the mapping as rejected, for ever: the pair is not suggested again.

    Args:
        mapping: The mapping, accepted or not.
        reviewer: Who rejects it.
        date: When: YYYY, YYYY-MM or YYYY-MM-DD.
        reason: Why; colleagues will ask.

    Raises:
        UsageError: There is no reason.
        InvalidRecord: The date is none.
    """
    if not reason.strip():
        raise UsageError(f"{mapping.id} is rejected without a reason.", "Say why; it is kept with the decision.")
    if mapping.status == REJECTED and mapping.reason == reason.strip():
        return mapping
    return _decided(mapping, REJECTED, reviewer, date, reason)


def change(
    mapping: Mapping, predicate: MatchPredicate, *, reviewer: str = "", date: str = "", reason: str = ""
) -> Mapping:
    """Return the mapping with another predicate; its status stays.

    Args:
        mapping: The mapping, proposed or accepted.
        predicate: What the object is to the subject.
        reviewer: Who says so; who it was, if "". Only an accepted mapping has a reviewer.
        date: When; the date that it has, if "".
        reason: Why; the reason that it has, if "".

    Raises:
        UsageError: It was rejected.
        InvalidRecord: The date is none.
    """
    _refuse_rejected(mapping, "changed")
    if mapping.predicate == predicate:
        return mapping
    decision = {"reviewer": reviewer.strip(), "date": date} if mapping.status == ACCEPTED else {}
    told = {**decision, "reason": reason.strip()}
    return _with(mapping, predicate=predicate, **{name: text for name, text in told.items() if text})


def note(mapping: Mapping, text: str, *, language: str = "en") -> Mapping:
    """Return the mapping with a remark below those that it has; one that is there already is not repeated.

    Raises:
        UsageError: The remark is empty.
    """
    remark = " ".join(text.split())
    if not remark:
        raise UsageError("The note is empty.", "Write what colleagues should know.")
    lines = mapping.notes.get(language, "").splitlines()
    if remark in lines:
        return mapping
    return _with(mapping, notes={**mapping.notes, language: "\n".join([*lines, remark])})


def reopen(mapping: Mapping) -> Mapping:
    """Return the mapping as proposed again, without the decision; its notes stay, and the log keeps the rest."""
    if mapping.status == PROPOSED:
        return mapping
    return _with(mapping, status=PROPOSED, reviewer=None, date=None, reason=None)


def check_schemes(mapping: Mapping, schemes: Documents[str, str]) -> None:
    """Refuse a mapping within one scheme: there, broader and related say it.

    Args:
        mapping: The mapping.
        schemes: The scheme of each concept that is known.

    Raises:
        UsageError: Both ends are of one scheme.
    """
    here = schemes.get(mapping.subject)
    if here and here == schemes.get(mapping.object):
        raise UsageError(
            f"{mapping.subject} and {mapping.object} are both of {here}; a mapping joins two schemes.",
            f"Say it in the concept: orodha edit {mapping.subject} broader+={mapping.object}",
        )


def told_rejection(mapping: Mapping) -> str:
    """Return who rejected a mapping, when and why, as far as it is known."""
    by = f" by {mapping.reviewer}" if mapping.reviewer else ""
    on = f" on {mapping.date}" if mapping.date else ""
    return f"{mapping.id} was rejected{by}{on}" + (f": {mapping.reason}" if mapping.reason else "")


def _refuse_rejected(mapping: Mapping, done: str) -> None:
    if mapping.status == REJECTED:
        raise UsageError(f"{told_rejection(mapping).rstrip('.')}.", f"It can be {done} once it was reopened: --reopen")


def _decided(mapping: Mapping, status: str, reviewer: str, date: str, reason: str, **more: Any) -> Mapping:
    """Return the mapping with a decision in place of what was proposed."""
    curated = mapping.justification == CURATED
    return _with(
        mapping,
        status=status,
        justification=CURATED,
        confidence=mapping.confidence if mapping.status == status == ACCEPTED else None,
        reviewer=reviewer.strip() or None,
        date=date or None,
        reason=reason.strip() or (mapping.reason if curated else None),
        **more,
    )


def _with(mapping: Mapping, **fields: Any) -> Mapping:
    return _checked(mapping.model_copy(update=fields))


def _checked(mapping: Mapping) -> Mapping:
    """Return a mapping as it is, if it is valid; what the catalogue knows of it stays with it."""
    kind("mapping").validate(to_document(mapping))
    if mapping.subject == mapping.object:
        fix = "Name two concepts, of two schemes."
        raise InvalidRecord(mapping.id, [Problem("object", "is the subject itself", mapping.object, fix)])
    return mapping
