"""What commands do with changes that they worked out: apply them as one batch and report it, or only show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...catalogue.wording import counted
from ..values import differences, plain
from .command import Form
from .differing import write_differences
from .output import as_json, write
from .reporting import report
from .session import talk

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.changes import ChangeSet, Put
    from ...catalogue.reader import Reader
    from ...catalogue.record import Statement


def apply_or_show(
    catalogue: Catalogue,
    asked: ChangeSet,
    *,
    dry_run: bool,
    note: str,
    author: str,
    form: Form,
    claim: Statement | None = None,
    print_new: bool = False,
) -> None:
    """Apply changes as one batch and report it, or show what they would do.

    Where a change brings no evidence of its own, the statements of its record are revised as after any edit: those
    that say something else are not chosen any more.

    Args:
        catalogue: Where they are applied.
        asked: The changes.
        dry_run: Whether they are only shown.
        note: What they are for; else what ``asked`` says.
        author: Who makes them; "" for whoever the session is of.
        form: How to report them.
        claim: Where the new values come from, if that was told.
        print_new: Whether to print the ids of new records, for whoever goes on with them.
    """
    from ...catalogue.changes import Put  # this writes; most commands only read

    why = note or asked.note
    puts = [one for one in asked.changes if isinstance(one, Put)]
    before = {one["id"]: one for one in catalogue.reader.some([one.document["id"] for one in puts])}
    puts = list(_whole(catalogue.reader, puts, before, claim, why))
    if dry_run:
        for one in puts:
            name = one.document["id"]
            write_differences(differences(before.get(name), one.document), name)
            _tell_set_aside(name, one.evidence or (), catalogue.reader)
        talk(f"Nothing was changed; it would be {counted(len(puts), 'record')}.")
        return
    others = [one for one in asked.changes if not isinstance(one, Put)]
    applied = catalogue.apply(replace(asked, changes=[*puts, *others], note=why, author=author))
    if print_new and form == "text":
        for name in applied.created:
            write(name)
    report(applied, form)


def _whole(
    reader: Reader,
    puts: Sequence[Put],
    before: Mapping[str, Mapping[str, Any]],
    claim: Statement | None,
    note: str,
) -> Iterator[Put]:
    """Yield the changes with valid documents, and with the evidence that they leave."""
    from ...catalogue.catalogue import valid_document  # this writes; most commands only read
    from ...catalogue.evidence import revised, statements_of

    had = statements_of(reader, list(before))
    for one in puts:
        document, name = valid_document(one.document), one.document["id"]
        evidence = one.evidence
        if evidence is None and (claim or name in had):
            evidence = revised(had.get(name, []), differences(before.get(name), document), claim, note)
        yield replace(one, document=document, evidence=evidence)


def _tell_set_aside(record: str, evidence: Sequence[Statement], reader: Reader) -> None:
    """Say which values will be statements that are not chosen, and are not so yet."""
    aside = [one for one in evidence if not one.chosen]
    had = (
        {(one["field"], as_json(one["value"])) for one in reader.statements(record) if not one["chosen"]}
        if aside
        else ()
    )
    for one in aside:
        if (one.field, as_json(one.value)) not in had:
            talk(f"Kept in the evidence of {record}, not chosen: {one.field} {plain(one.value)}")
