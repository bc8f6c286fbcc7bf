"""What is due, and what is overdue: last days of agreements, reviews, validations, actions and promised outputs.

A date that is known to the month or the year is met until its last day. What comes again and again is overdue from the
first time on of which nobody has recorded that it was done; it is one line, that says how many times were missed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from .counting import CURRENT, DATA, LIVE
from .dates import Span, first_day, last_day, last_day_if_any, latest, occurrences, span
from .due_list import Due, DueList, Kind
from .named import Named, named

KINDS = ("agreement", "procedure", "source", "action")
"""The kinds of records that say when something is due."""

OPEN = ("planned", "under way")
"""Statuses of an action that is still to be done."""

ACTIONS = ("action", "output")
"""What is due of an action, by its kind."""

OVER = ("idea", "draft", "expired")
"""Statuses of an agreement that is not, or no longer, kept: nothing of it is due."""

YEARLY = "P1Y"
"""How often a source is to be validated of which nothing else is said."""


def due(reader: Reader, on: dt.date, within: Span, kinds: Collection[str] = KINDS) -> DueList:
    """Return what is overdue on a day, and what is due within some time after it.

    Args:
        reader: The catalogue.
        on: The day of the question.
        within: How far ahead to look.
        kinds: The kinds of records that are asked, some of ``KINDS``. Of the others nothing is told or counted.
    """
    until = within.after(on)
    asked = {"agreement": _agreements, "procedure": _procedures, "source": _validations, "action": _actions}
    found = [one for kind in KINDS if kind in kinds for one in asked[kind](reader, on, until)]
    items = sorted(told_once(found, _concerned(reader, found)), key=lambda one: (one.on, one.record.id, one.kind))
    names = named(reader, {each.id for one in items for each in one.who})
    known = [replace(one, who=tuple(names[each.id] for each in one.who), missed=_missed(one, on)) for one in items]
    undated = _undated(reader) if "action" in kinds else ()
    return DueList(on, until, tuple(known), undated, _never(reader, on) if "source" in kinds else 0)


def _missed(one: Due, on: dt.date) -> int:
    return max(one.missed, 1) if one.on < on else 0


def _rows(
    reader: Reader, kind: str, condition: str, values: tuple[object, ...] = ()
) -> Iterator[tuple[Document, Named, str]]:
    """Yield document, name and time of change of the records of a kind that stand and satisfy a condition in SQL."""
    sql = f"SELECT id, label, document, modified FROM record WHERE kind = '{kind}' AND ({condition}) AND {CURRENT}"
    rows = reader.database.stream(f"{sql} ORDER BY id", values)
    for record, label, document, modified in rows:
        yield json.loads(document), Named(record, label), modified


def _agreements(reader: Reader, on: dt.date, until: dt.date) -> Iterator[Due]:
    """Yield last days of agreements, when notice of them is due, and reviews of how they are kept.

    Texts are looked for before anything is parsed: of most agreements nothing is due. A shorter date is before a
    longer one that begins like it, so that none is missed; the days are looked at afterwards.
    """
    condition = (
        "(instr(document, '\"expires\"')"
        " AND (json_extract(document, '$.expires') <= ? OR instr(document, '\"notice\"'))"
        " OR instr(document, '\"review_cycle\"'))"
        f" AND coalesce(json_extract(document, '$.status'), '') NOT IN ({', '.join(map(repr, OVER))})"
    )
    for document, record, modified in _rows(reader, "agreement", condition, (until.isoformat(),)):
        who = _who(document.get("parties"))
        last = last_day_if_any(document.get("expires"))
        if last and last <= until:
            yield Due(
                last, document["expires"], "expiry", f"Last day of {record.label}", record, who, modified=modified
            )
        if last and on <= last and (notice := _before(last, document.get("notice"))) and notice <= until:
            what = f"Notice on {record.label}"
            yield Due(notice, notice.isoformat(), "notice", what, record, who, modified=modified)
        signed = document.get("effective") or document.get("signed") or ""
        review = _again(
            signed, document.get("review_cycle", ""), _past([document.get("last_review")], on), on, until, skip=True
        )
        if review:
            yield _with(review, "review", f"Review of {record.label}", record, who, modified)


def _procedures(reader: Reader, on: dt.date, until: dt.date) -> Iterator[Due]:
    condition = (
        "instr(document, '\"review_cycle\"') OR instr(document, '\"due\"') OR instr(document, '\"first_review\"')"
    )
    for document, record, modified in _rows(reader, "procedure", condition):
        who = _who([document.get("owner", "")])
        last = _last_review(document, on)
        start, cycle = document.get("first_review", ""), document.get("review_cycle", "")
        review = _again(start or last, cycle, last, on, until, skip=not start)
        if review:
            yield _with(review, "review", f"Review of {record.label}", record, who, modified)
        for step in document.get("steps", ()):
            updates = step.get("task") == "update"  # a review is the update of the procedure
            again = _again(step.get("due", ""), step.get("recurrence", ""), last if updates else "", on, until)
            if again and not (updates and review and again[0] == review[0]):
                told = in_language(step.get("text", {}), DEFAULT_LANGUAGE) or record.label
                what = f"{str(step.get('task', 'step')).capitalize()}: {told}"
                yield _with(again, "step", what, record, _who(step.get("responsible")), modified)


def _validations(reader: Reader, on: dt.date, until: dt.date) -> Iterator[Due]:
    """Yield when sources are to be validated again; from a day that is still to come nothing is reckoned."""
    condition = f"instr(document, '\"last_validated\"') AND json_extract(document, '$.last_validated') <= ? AND {LIVE}"
    for document, record, modified in _rows(reader, "source", condition, (on.isoformat(),)):
        last, cycle = last_day_if_any(document.get("last_validated")), _span(document.get("validation_cycle") or YEARLY)
        day = cycle.after(last) if last and cycle and any(cycle) else None
        if day and day <= until:
            who = _who([document.get("validated_by") or document.get("holder") or ""])
            what = f"Validation of {record.label}"
            yield Due(day, day.isoformat(), "validation", what, record, who, modified=modified)


def _actions(reader: Reader, on: dt.date, until: dt.date) -> Iterator[Due]:
    condition = (
        f"json_extract(document, '$.status') IN ({', '.join(map(repr, OPEN))})"
        " AND (instr(document, '\"due\"') OR instr(document, '\"recurrence\"'))"
    )
    held = _reviews_held(reader)
    for document, record, modified in _rows(reader, "action", condition):
        kind: Kind = "output" if document.get("type") == "deliverable" else "action"
        cycle, end = document.get("recurrence", ""), document.get("due", "")
        start = document.get("start", "") or end if cycle else end
        last = last_day_if_any(end) if cycle and end != start else None
        done = [*document.get("done_on", ()), *_met_by(held.get(record.id, ()), start, cycle, on)]
        again = _again(start, cycle, _past(done, on), on, min(until, last or until))
        if again:
            yield _with(again, kind, record.label, record, _who(document.get("agencies")), modified)


def _past(dates: Iterable[str | None], on: dt.date) -> str:
    """Return the latest of some dates, but those that are still to come: nothing was done on them."""
    return latest(one for one in dates if one and last_day_if_any(one) and first_day(one) <= on)


def _last_review(document: Mapping[str, Any], on: dt.date) -> str:
    """Return the day on which the last review that is recorded was over; "" if none is."""
    dates = [document.get("last_review", ""), *(one.get("closed", "") for one in document.get("reviews", ()))]
    return _past(dates, on)


def _reviews_held(reader: Reader) -> dict[str, list[Document]]:
    """Return what is reviewed again and again of that which actions concern that come again and again."""
    rows = reader.database.rows(
        "SELECT action.id, other.document FROM record AS action JOIN link ON subject = action.key"
        " AND field = 'concerns' JOIN record AS other ON other.id = object WHERE action.kind = 'action'"
        " AND instr(action.document, '\"recurrence\"') AND instr(other.document, '\"review_cycle\"')"
    )
    held: dict[str, list[Document]] = {}
    for action, document in rows:
        held.setdefault(action, []).append(json.loads(document))
    return held


def _met_by(reviewed: Iterable[Document], start: str, cycle: str, on: dt.date) -> Iterator[str]:
    """Yield when that was last reviewed whose reviews an action is, under another name: they come on the same days."""
    for one in reviewed:
        begins = one.get("first_review") or one.get("effective") or one.get("signed") or ""
        held = _last_review(one, on)
        if held and last_day_if_any(begins) and last_day_if_any(start) and _span(cycle) == _span(one["review_cycle"]):
            times = occurrences(begins, cycle, last_day(start))
            if last_day(start) in map(last_day, times):
                yield held


_Line = tuple[str, str, str]
"""What tells one thing due from another: its record, its kind, and its date as written."""

_Again = tuple[str, int, str]
"""When something is due first that was not done, how many times it was missed, and when it is due next."""


def _again(start: str, cycle: str, done: str, on: dt.date, until: dt.date, *, skip: bool = False) -> _Again | None:
    """Return when something comes that begins on a date, if that is not after a day; None if it does not.

    Args:
        start: When it is due first.
        cycle: How often it comes again; "" for once.
        done: When it was done last; what began until then is met.
        on: The day of the question.
        until: The last day that counts, inclusive.
        skip: It is not due at the start, but a cycle later.
    """
    first, length, met = last_day_if_any(start), _span(cycle or "P0D"), last_day_if_any(done)
    if not first or not length or (skip and not any(length)):
        return None
    ahead = length.after(max(on, until))
    times = [one for one in occurrences(start, cycle or "P0D", ahead) if not (met and first_day(one) <= met)]
    times = times[1:] if skip and times[:1] == [start] else times
    if not times or last_day(times[0]) > until:
        return None
    missed = sum(last_day(one) < on for one in times)
    following = next((one for one in times if last_day(one) >= on), "") if missed and cycle else ""
    return times[0], missed, following


def _with(again: _Again, kind: Kind, what: str, record: Named, who: tuple[Named, ...], modified: str) -> Due:
    written, missed, following = again
    return Due(last_day(written), written, kind, what, record, who, missed, following, modified=modified)


def told_once(found: list[Due], concerned: Mapping[str, set[str]]) -> list[Due]:
    """Tell once what an action and a record that it concerns both tell: that the same is due on the same day.

    A review or a step takes in the action; of two actions, the one that concerns the other takes that in.

    Args:
        found: What is due.
        concerned: What each action concerns, by ids.
    """
    kept: dict[_Line, Due] = {(one.record.id, one.kind, one.written): one for one in found}
    own = {(one.record.id, one.on): key for key, one in reversed(kept.items())}  # a review before the steps
    place = {key: key for key in kept}
    for key, one in list(kept.items()):
        for other in sorted(concerned.get(one.record.id, ())):
            mine, theirs = place[key], place.get(own.get((other, one.on), key), key)
            stays, goes = (mine, theirs) if theirs[1] in ACTIONS else (theirs, mine)
            if stays != goes and goes[1] in ACTIONS:
                first, second = kept[stays], kept.pop(goes)
                also = (*first.also, second.record, *second.also)
                kept[stays] = replace(first, also=also, who=first.who or second.who)
                place |= {line: stays for line, there in place.items() if there == goes}
    return list(kept.values())


def _concerned(reader: Reader, found: list[Due]) -> dict[str, set[str]]:
    """Return what each of the actions that are due concerns."""
    actions = [one.record.id for one in found if one.kind in ACTIONS]
    rows = reader.database.rows(
        "SELECT record.id, object FROM json_each(?) AS wanted JOIN record ON record.id = wanted.value"
        " JOIN link ON subject = record.key AND field = 'concerns'",
        (json.dumps(actions),),
    )
    concerned: dict[str, set[str]] = {}
    for action, other in rows:
        concerned.setdefault(action, set()).add(other)
    return concerned


def _undated(reader: Reader) -> tuple[Named, ...]:
    rows = reader.database.rows(
        "SELECT id, label FROM record WHERE kind = 'action' AND json_extract(document, '$.due') IS NULL"
        f" AND json_extract(document, '$.status') IN ({', '.join(map(repr, OPEN))})"
        " AND (json_extract(document, '$.recurrence') IS NULL OR json_extract(document, '$.start') IS NULL)"
        f" AND {CURRENT} ORDER BY id"
    )
    return tuple(Named(*row) for row in rows)


def _never(reader: Reader, on: dt.date) -> int:
    """Return how many sources with data nobody has validated by a day; a validation still to come is none."""
    return reader.database.value(
        f"SELECT count(*) FROM record WHERE kind = 'source' AND {DATA}"
        " AND coalesce(json_extract(document, '$.last_validated') > ?, TRUE)",
        (on.isoformat(),),
    )


def _who(ids: Any) -> tuple[Named, ...]:
    return tuple(Named(one, one) for one in ids or () if one)


def _span(duration: str) -> Span | None:
    try:
        return span(duration)
    except ValueError:
        return None


def _before(last: dt.date, duration: Any) -> dt.date | None:
    """Return the last day that is a duration before another; None where no such duration is given."""
    notice = _span(duration) if duration else None
    if not notice:
        return None
    guess = last - dt.timedelta(min(notice.months * 31 + notice.days, last.toordinal() - 1))
    while notice.after(guess) < last:
        following = guess + dt.timedelta(1)
        if notice.after(following) > last:
            break
        guess = following
    return guess
