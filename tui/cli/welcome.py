"""What ``orodha`` alone says in a terminal: what is here, and what to type first."""

from __future__ import annotations

from ...catalogue.errors import NoCatalogue
from ...catalogue.wording import counted, listed
from .session import invocation, open_reader, target

FIRST = ("source", "agency", "variable", "indicator", "concept", "agreement", "procedure", "law", "action", "mapping")
"""The kinds that people ask after first, in their order."""

_HELP = ("--help", "every command")
_NEW = (
    ("init", "a catalogue that begins with Kenya's inventory"),
    ("init --starter vocabulary", "one with code lists and terms alone"),
    _HELP,
)
_EMPTY = (("template source sources.xlsx", "a spreadsheet to fill in"), ("add --help", "add records one by one"), _HELP)
_USED = (
    ('holds "work permits"', "who holds data on work permits"),
    ("matrix", "which agency has data on which topic"),
    _HELP,
)


def welcome() -> str:
    """Return a greeting with the three commands to begin with.

    Raises:
        DatabaseError: There is a catalogue, and it cannot be read.
    """
    try:
        with open_reader() as reader:
            title, counts = str(reader.meta["title"]), reader.counts()
    except NoCatalogue:
        head = "Orodha: who holds what data, and what the words mean."
        return _page([head, f"There is no catalogue at {target()} yet. Make one:"], _NEW)
    told = summary(counts, 4) or "It is empty yet"
    return _page([f"Orodha: {title or target()}", f"{told}. Try:"], _USED if counts else _EMPTY)


def summary(counts: dict[str, int], most: int = 100) -> str:
    """Return how many records of each kind there are as one sentence, the kinds that matter most first.

    Args:
        counts: Records by kind.
        most: So many kinds are named; the others are counted together.
    """
    kinds = [*(kind for kind in FIRST if kind in counts), *(kind for kind in counts if kind not in FIRST)]
    others = sum(counts[kind] for kind in kinds[most:])
    named = [counted(counts[kind], kind) for kind in kinds[:most]]
    return listed([*named, *([counted(others, "other record")] if others else [])])


def _page(head: list[str], commands: tuple[tuple[str, str], ...]) -> str:
    begun = invocation()
    room = max(len(words) for words, _ in commands)
    return "\n".join([*head, "", *(f"  {begun} {words:{room}}  {does}" for words, does in commands)])
