"""Mappings of two vocabularies: what is suggested, and what is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...catalogue.errors import UsageError
from ...catalogue.reader import Reader
from ...catalogue.wording import counted, listed
from ...vocab.decisions import recorded
from ...vocab.relations import PROPOSED, STATUSES, short
from ..width import clean, wrap
from . import completing
from .command import Form, command, listing
from .output import Column, screen_width, styled, table_lines, write, write_long, write_rows
from .private import check_nothing_private
from .reporting import report
from .session import invocation, open_catalogue, open_reader, talk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...catalogue.catalogue import Catalogue
    from ...vocab.matching.embedding import Embedder
    from ...vocab.matching.suggestions import Suggestion
    from ...vocab.proposing import Proposals

NO_MATCH = "no good match"
FILES = (".sssom.tsv", ".sssom.json", ".xlsx")
"""What the file of suggestions may end in."""

_TOP = click.option(
    "--top", type=click.IntRange(min=1), default=5, show_default=True, help="At most so many a concept."
)
_LEAST = click.option(
    "--min",
    "least",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    help="Only those of at least this confidence.",
)


_NO_EMBEDDINGS = click.option(
    "--no-embeddings", is_flag=True, help="Compare letters alone where the languages differ, though the extra is there."
)
MANY_LABELS = 300
"""More labels than this take so long to embed that one says so."""

LABELS_A_SECOND = 70
"""What two cores embed of names and short terms."""


def two_schemes(function: Any) -> Any:
    """Add the arguments SCHEME_A and SCHEME_B."""
    second = click.argument("right", metavar="SCHEME_B", shell_complete=completing.ids)
    first = click.argument("left", metavar="SCHEME_A", shell_complete=completing.ids)
    return first(second(function))


def candidates(function: Any) -> Any:
    """Add ``--top``, ``--min`` and ``--no-embeddings``."""
    return _TOP(_LEAST(_NO_EMBEDDINGS(function)))


class _Telling:
    """An embedder that says so before it takes long."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) > MANY_LABELS:
            seconds = max(round(len(texts) / LABELS_A_SECOND), 1)
            talk(f"Comparing {len(texts):,} labels in meaning takes about {counted(seconds, 'second')}.")
        return self._embedder.embed(texts)


def embedder(no_embeddings: bool) -> Embedder | None:
    """Return what compares labels in meaning, if that is installed and wanted."""
    from ...vocab.matching.embedding import find_embedder  # with numpy, for matching only

    found = None if no_embeddings else find_embedder()
    return _Telling(found) if found else None


def meant(reader: Reader, name: str) -> str:
    """Return the id of the scheme that a person means.

    Raises:
        NotFound: There is none, or more than one.
    """
    return reader.resolve(name, ["scheme"])


@command(
    examples=[
        "orodha map suggest ke ug",
        "orodha map suggest scheme/ke scheme/ug --top 1 --min 0.5 --csv",
        "orodha map suggest ke ug -o ke-ug.xlsx",
    ]
)
@two_schemes
@candidates
@click.option("--all", "everything", is_flag=True, help="List the concepts without a good match too.")
@click.option("--save", is_flag=True, help="Keep them as proposed mappings, in one batch.")
@click.option("-o", "--output", metavar="FILE", help="Write them to .sssom.tsv, .sssom.json or .xlsx, for a review.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@listing
def suggest_command(
    left: str,
    right: str,
    top: int,
    least: float,
    no_embeddings: bool,
    everything: bool,
    save: bool,
    output: str | None,
    force: bool,
    form: Form,
) -> None:
    """Suggest which concepts of two schemes mean the same.

    The surest are on top, and other candidates of a concept below its first. What follows from mappings of both to a
    third scheme is there too, with the concept in between. A pair that was accepted or rejected is not suggested again.
    Concepts without a common language are compared in meaning where the extra "embeddings" is installed.
    """
    if output:
        _check_output(Path(output), force)
    with open_reader() as reader:
        if output:
            check_nothing_private(output)
        left, right = meant(reader, left), meant(reader, right)
        from ...vocab.proposing import propose  # numpy and scipy take a second: not before the schemes are known

        proposals = propose(reader, left, right, top=top, least=least, embedder=embedder(no_embeddings))
        if output:
            _write_file(reader, Path(output), proposals, force)
        elif form == "text":
            write_long(_suggested(list(_rows(proposals, everything, form))))
        else:
            write_rows(_rows(proposals, everything, form), _CSV, form)
    if save:
        with open_catalogue() as catalogue:
            _save(catalogue, proposals, left, right)
    _tell(proposals, left, right, everything=everything, kept=save or bool(output))
    if not (proposals.suggestions or proposals.in_common):
        _hint(proposals, left, right, no_embeddings)


_COLUMNS = (
    Column("shown", "subject"),
    Column("object_label", "object"),
    Column("relation"),
    Column("sure"),
    Column("why"),
)
_CSV = (
    *("subject", "subject_label", "object", "object_label", "predicate", "confidence", "similarity", "best"),
    *("justification", "via", "reasons", "mapping"),
)


def _rows(proposals: Proposals, everything: bool, form: Form) -> Iterator[dict[str, Any]]:
    """Yield a row a suggestion, those of a concept together, then a row a concept without any if that was asked."""
    groups: dict[str, list[Suggestion]] = {}
    for one in proposals.suggestions:
        groups.setdefault(one.subject, []).append(one)
    for group in groups.values():
        for place, one in enumerate(group):
            row = _row(one, proposals)
            yield row if form != "text" else row | _words(one, first=place == 0)
    for term in proposals.unmatched if everything else ():
        nothing = {"subject": term.id, "subject_label": term.label, "object": None, "confidence": 0.0}
        yield nothing if form != "text" else {"subject": term.id, "shown": term.label, "object_label": NO_MATCH}


def _suggested(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line a suggestion, and below it what to call the two: labels may be the same."""
    for number, line in enumerate(table_lines(rows, _COLUMNS)):
        yield line
        if number:
            ends = (rows[number - 1].get(end, "") for end in ("subject", "object"))
            told = " → ".join(clean(one.removeprefix("concept/")) for one in ends if one)
            yield styled(f"  {told}", "dim")


def _row(one: Suggestion, proposals: Proposals) -> dict[str, Any]:
    there = proposals.records.get((one.subject, one.object))
    return {
        "subject": one.subject,
        "subject_label": one.subject_label,
        "object": one.object,
        "object_label": one.object_label,
        "predicate": one.predicate,
        "confidence": round(one.confidence, 4),
        "similarity": round(one.similarity, 4),
        "best": one.best,
        "justification": one.justification,
        "via": list(one.via),
        "reasons": list(one.reasons),
        "mapping": there.document["id"] if there else None,
    }


def _words(one: Suggestion, *, first: bool) -> dict[str, Any]:
    """Return what the table shows: the subject beside its first candidate only."""
    return {
        "shown": one.subject_label if first else "",
        "relation": short(one.predicate),
        "sure": f"{one.confidence:.2f}",
        "why": (f"through {one.via[0]}: " if one.via else "") + "".join(one.reasons[:1]),
    }


def _tell(proposals: Proposals, left: str, right: str, *, everything: bool, kept: bool) -> None:
    """Say how many concepts have a suggestion and how many have none, and how to go on."""
    found = proposals.suggestions
    having = len({one.subject for one in found})
    has = "has" if having == 1 else "have"
    told = [
        f"{counted(having, 'concept')} of {left} {has} {counted(len(found), 'suggestion')}"
        if found
        else f"No concept of {left} has a suggestion"
    ]
    if proposals.decided:
        told.append(f"{counted(proposals.decided, 'pair')} {'is' if proposals.decided == 1 else 'are'} decided")
    if missing := len(proposals.unmatched):
        told.append(f"{counted(missing, 'concept')} {'has' if missing == 1 else 'have'} {NO_MATCH}")
    talk(f"{'; '.join(told)}{' (see them with --all)' if missing and not everything else ''}.")
    if found:
        short_left, short_right = (one.removeprefix("scheme/") for one in (left, right))
        talk(f"Decide one after another with: {invocation()} map review {short_left} {short_right}")
        if not kept:
            talk("Keep them with --save, or give them to a colleague with -o FILE.xlsx.")


def _hint(proposals: Proposals, left: str, right: str, no_embeddings: bool) -> None:
    """Say how two schemes without a common language can be compared, where that is not installed."""
    from ...vocab.matching.embedding import INSTALL, find_embedder  # loaded by the matching already

    ours, theirs = (listed(sorted(one)) or "no language" for one in proposals.languages)
    talk(f"The schemes share no language: the labels of {left} are in {ours}, those of {right} in {theirs}.")
    language = min(proposals.languages[1], default="en")
    talk(f"Give concepts a label that can be compared: {invocation()} edit CONCEPT label:{language}=...")
    if find_embedder() is None:
        talk(f"Labels are compared in meaning with an extra: {INSTALL}")
    elif no_embeddings:
        talk("Labels are compared in meaning without --no-embeddings.")


def _check_output(path: Path, force: bool) -> None:
    """Refuse a file before the work is done that it cannot take.

    Raises:
        UsageError: It is of no format that mappings are written in, or is there already.
    """
    if not path.name.casefold().endswith(FILES):
        raise UsageError(f"{path.name} is no file of mappings.", f"Let its name end in {', '.join(FILES)}.")
    if not force and path.is_file():
        raise UsageError(f"{path} is there already.", "Replace it with --force, or name another file.")


def _write_file(reader: Reader, path: Path, proposals: Proposals, force: bool) -> None:
    """Write the suggestions to a file, those on record as they stand there."""
    from ...catalogue.kinds import to_document  # with pydantic, for files only
    from ...vocab import review
    from ...vocab.sssom import write_mappings
    from .. import __version__

    documents = [
        dict(there.document) if there else to_document(review.proposed(one, version=__version__))
        for one in proposals.suggestions
        for there in [proposals.records.get((one.subject, one.object))]
    ]
    count = write_mappings(reader, path, documents, overwrite=force)
    talk(f"Wrote {path}: {counted(count, 'mapping')}.")


def _save(catalogue: Catalogue, proposals: Proposals, left: str, right: str) -> None:
    """Keep the suggestions as proposed mappings; what is on record, decided or not, stays as it is."""
    from ...vocab import review  # loaded for saving only, with pydantic
    from .. import __version__

    new = [one for one in proposals.suggestions if (one.subject, one.object) not in proposals.records]
    applied = catalogue.save(
        *[review.proposed(one, version=__version__) for one in new], note=f"map suggest {left} {right}"
    )
    report(applied)
    if kept := len(proposals.suggestions) - len(new):
        talk(f"{counted(kept, 'mapping')} {'is' if kept == 1 else 'are'} on record already, and stay as they are.")


@command(examples=["orodha map list", "orodha map list ke migration --status accepted", "orodha map list ug --json"])
@click.argument("left", metavar="[SCHEME_A]", required=False, shell_complete=completing.ids)
@click.argument("right", metavar="[SCHEME_B]", required=False, shell_complete=completing.ids)
@click.option("--status", type=click.Choice(STATUSES), help="Only those that the review left so.")
@listing
def list_command(left: str | None, right: str | None, status: str | None, form: Form) -> None:
    """List the mappings on record: all, those of a scheme, or those between two.

    The relation says what the subject is to the object: a broad one has the wider concept as its object.
    """
    with open_reader() as reader:
        found = [one for one in _on_record(reader, left, right) if status in (None, one.get("status", PROPOSED))]
        labels = reader.labels(sorted({end for one in found for end in (one["subject"], one["object"])}))
        rows = [_mapping_row(one, labels, form) for one in found]
    if form == "text":
        _write_listed(rows)
    else:
        write_rows(rows, _LISTED_CSV, form)
    if not rows:
        talk(_nothing(left, right, status))


_LISTED = (
    *(Column("subject_label", "subject"), Column("relation"), Column("object_label", "object")),
    *(Column("status"), Column("sure")),
)
_LISTED_CSV = (
    *("id", "subject", "subject_label", "predicate", "object", "object_label", "status", "confidence"),
    *("justification", "via", "reviewer", "date", "reason", "notes"),
)


def _on_record(reader: Reader, left: str | None, right: str | None) -> Iterable[Mapping[str, Any]]:
    """Return the documents of mappings, by their ids.

    Raises:
        UsageError: Both schemes are one.
    """
    if left is None:
        return reader.documents(["mapping"])
    first, second = meant(reader, left), meant(reader, right) if right else ""
    if first == second:
        raise UsageError(f"{first} is not mapped to itself.", "Name another scheme: orodha list scheme")
    return reader.some([one.document["id"] for one in recorded(reader, first, second)])


def _write_listed(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a line a mapping, and below it what to call it and what was decided: ids are long."""
    for number, line in enumerate(table_lines(rows, _LISTED)):
        write(line)
        if number:
            write(styled(f"  {rows[number - 1]['id']}", "dim"))
            for told in wrap(clean(_decision(rows[number - 1])), (screen_width() or 10**6) - 2):
                if told:
                    write(styled(f"  {told}", "dim"))


def _decision(row: Mapping[str, Any]) -> str:
    """Return who decided a mapping, when and why, as far as it is known."""
    by = f"by {row['reviewer']}" if row.get("reviewer") else ""
    when = row.get("date", "")
    return ": ".join(filter(None, [" ".join(filter(None, [by, when])), row.get("reason", "")]))


def _mapping_row(document: Mapping[str, Any], labels: Mapping[str, str], form: Form) -> dict[str, Any]:
    named = {f"{end}_label": labels.get(document[end], document[end]) for end in ("subject", "object")}
    row = {**document, "status": document.get("status", PROPOSED), **named}
    if form != "text":
        return row
    confidence = document.get("confidence")
    return row | {
        "relation": short(document["predicate"]),
        "sure": "" if confidence is None else f"{confidence:.2f}",
    }


def _nothing(left: str | None, right: str | None, status: str | None) -> str:
    which = f"No mapping{f' that is {status}' if status else ''} is on record"
    if left and right:
        return f"{which} between these schemes. See what is suggested: {invocation()} map suggest {left} {right}"
    return f"{which}{' for this scheme' if left else ''}."
