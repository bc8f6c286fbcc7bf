"""Messages of reports: which these are, and what their headers say of the reports."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from ...errors import UsageError
from . import model
from .syntax import Syntax
from .where import Where

_SAID = {"structure": "structure", "metadataflow": "flow", "agreement": "agreement"}
"""Fields of a report that the header says in 2.1, the first that is filled, and their names there."""


def is_metadata(message: model.Message) -> bool:
    """Tell whether a message is one of reports.

    Raises:
        UsageError: It has reports and structures.
    """
    reports = sum(isinstance(one, model.MetadataSet) for one in message.artefacts)
    others = len(message.artefacts) - reports + sum(one.container.startswith("str:") for one in message.unknown)
    if reports and others:
        raise UsageError(
            "SDMX has reports (MetadataSet) and structures in messages of their own, and this one has both.",
            "Write them in two files.",
        )
    return bool(reports or (message.header.structures and not others))


def entered(header: model.Header, where: Where) -> None:
    """Remember of a header what the reports after it need."""
    where.sender = header.sender.id if header.sender else ""
    where.structures = {one.id: one for one in header.structures}


def resolved(report: model.MetadataSet, where: Where) -> None:
    """Put into a report of 2.1 what the header says of it."""
    said = where.structures.get(report.structure_ref)
    if said is not None:
        report.structure, report.metadataflow, report.agreement = said.structure, said.flow, said.agreement
    elif where.syntax.is_21:
        where.note(
            f"The header does not say what {report.structure_ref!r} is, which the report has as its structure.",
            "Ask who made the file for the metadata structure.",
        )


def prepared(message: model.Message, syntax: Syntax) -> tuple[model.Header, list[model.MetadataSet]]:
    """Return header and reports of a message as XML has them: the header says what the reports are structured by."""
    structures = list(message.header.structures)
    free = (f"STR{number}" for number in count(1))
    reports: list[model.MetadataSet] = []
    for report in message.artefacts:
        assert isinstance(report, model.MetadataSet)  # is_metadata
        said = _said(report, syntax)
        known = next((one for one in structures if _same(one, said)), None)
        if known is None and said != model.SetStructure():
            taken = {one.id for one in structures}
            known = replace(said, id=next(one for one in free if one not in taken))
            structures.append(known)
        reports.append(replace(report, structure_ref=known.id if known else ""))
    return replace(message.header, structures=tuple(structures)), reports


def _said(report: model.MetadataSet, syntax: Syntax) -> model.SetStructure:
    """Return what a header says of a report; 3.x knows nothing to say of one under an agreement."""
    if not syntax.is_21:
        return model.SetStructure(flow="" if report.agreement else report.metadataflow)
    for name, there in _SAID.items():
        if value := getattr(report, name):
            return model.SetStructure(**{there: value})
    return model.SetStructure()


def _same(one: model.SetStructure, other: model.SetStructure) -> bool:
    return (one.structure, one.flow, one.agreement) == (other.structure, other.flow, other.agreement)


def told_by_header(report: model.Maintainable, header: model.Header, syntax: Syntax) -> set[str]:
    """Return the fields that a message of 2.1 has in its header, and that are not lost though they have no place."""
    if not isinstance(report, model.MetadataSet) or not syntax.is_21:
        return set()
    said = next((name for name in _SAID if getattr(report, name)), "")
    own = {"agency"} if header.sender and header.sender.id == report.agency else set[str]()
    return {said} | own
