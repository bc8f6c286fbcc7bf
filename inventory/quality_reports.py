"""What quality reports say, by dimension or by what was assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from ..catalogue.reader import Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted
from .completeness import stored
from .counting import CURRENT
from .named import Named, named
from .tables import Table

ORDERS = ("dimension", "subject")
"""What reports can be sorted by."""

ASSESSED = ("source/", "dataset/")
"""How the ids begin of what there are reports on."""


@dataclass(frozen=True, slots=True)
class Report:
    """One finding on one dimension of quality.

    Attributes:
        id: Its short id.
        dimension: The dimension, a concept of the ESMS.
        subject: The source or dataset that was assessed.
        framework: "NQAF", "SIMS" or "KeSQAF".
        rating: The rating as the framework writes it, or "".
        date: When, or "".
        assessor: The agency that assessed, by id; "" if nobody is named.
        text: What was found.
    """

    id: str
    dimension: Named
    subject: Named
    framework: str
    rating: str
    date: str
    assessor: Named
    text: str


def quality_reports(reader: Reader, by: str = "dimension", agency: str = "") -> tuple[Report, ...]:
    """Return the quality reports that are not superseded or retired, the newest of each pair first.

    Args:
        reader: The catalogue.
        by: "dimension" or "subject": what they are sorted by first.
        agency: Id of an agency: only reports on sources that are its business, or that it made.
    """
    found = list(_made(reader, {record: text for record, _, text in stored(reader, "quality-report", agency)}))
    found.sort(key=lambda one: one.date, reverse=True)
    first, second = ORDERS if by == "dimension" else ORDERS[::-1]
    return tuple(sorted(found, key=lambda one: (getattr(one, first).label, getattr(one, second).label)))


def _made(reader: Reader, texts: Mapping[str, str]) -> Iterator[Report]:
    """Yield reports from their documents, by id."""
    documents = {record: orjson.loads(text) for record, text in texts.items()}
    names = named(reader, {one.get(field, "") for one in documents.values() for field in (*ORDERS, "assessor")})
    for record, one in documents.items():
        yield Report(
            record,
            names[one["dimension"]],
            names[one["subject"]],
            one["framework"],
            one.get("rating", ""),
            one.get("date", ""),
            names.get(one.get("assessor", ""), Named("", "")),
            in_language(one["text"], DEFAULT_LANGUAGE),
        )


def reports_table(reader: Reader, by: str = "dimension", agency: str = "") -> Table:
    """Return the quality reports as a table, and of how many sources there is none.

    Args:
        reader: The catalogue.
        by: "dimension" or "subject": what they are sorted by, and the first column.
        agency: Id of an agency: only reports on sources that are its business, or that it made.
    """
    reports = quality_reports(reader, by, agency)
    second = "subject" if by == "dimension" else "dimension"
    head = (by, second, "rating", "date", "found", "framework", "assessor")
    rows: list[tuple[str, ...]] = []
    for one in reports:
        labels = {"dimension": one.dimension.label, "subject": one.subject.label}
        who = one.assessor.label or "nobody named"
        rows.append((labels[by], labels[second], one.rating, one.date, one.text, one.framework, who))
    ids = tuple((one.id, one.subject.id, one.dimension.id) for one in reports)
    return Table("Quality reports", head, tuple(rows), (remark(reader, reports, agency),), ids)


def reports_on(reader: Reader, subject: str) -> tuple[str, ...]:
    """Return what quality reports say of a source or dataset, a sentence each, by dimension; else that there is none.

    Args:
        reader: The catalogue.
        subject: Its short id.
    """
    rows = reader.database.rows(
        "SELECT record.id, document FROM link JOIN record ON record.key = link.subject WHERE object = ?"
        f" AND field = 'subject' AND +kind = 'quality-report' AND {CURRENT}",
        (subject,),
    )
    reports = sorted(_made(reader, dict(rows)), key=lambda one: one.date, reverse=True)
    reports.sort(key=lambda one: one.dimension.label)
    return tuple(_sentence(one) for one in reports) or ("Quality reports: none.",)


def _sentence(one: Report) -> str:
    about = ", ".join(filter(None, [one.framework, one.date, one.assessor.label]))
    rating = f", rated {one.rating}" if one.rating else ""
    return f"Quality report on {one.dimension.label} ({about}){rating}: {one.text}"


def remark(reader: Reader, reports: Sequence[Report], agency: str = "") -> str:
    """Return in a sentence how many quality reports there are, and on how many sources; without any, how to add one.

    Args:
        reader: The catalogue.
        reports: The reports.
        agency: Id of an agency: only its business, and the reports are those of it.
    """
    assessed = {one.subject.id for one in reports if one.subject.id.startswith("source/")}
    sources = sum(1 for _ in stored(reader, "source", agency))
    told = f"{counted(len(reports), 'quality report')}, on {len(assessed):,} of {counted(sources, 'source')}."
    return told if reports else f"{told} Write one down with: orodha add quality-report"
