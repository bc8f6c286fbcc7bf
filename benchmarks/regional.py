"""Catalogues of regional size, made by chance but always the same for the same seed.

Run as: python benchmarks/regional.py /tmp/regional.db --sources 10000 --variables 500000 --concepts 100000

Without options it is the region for which governance is measured: 50,000 agreements with dates, parties, recipients and
purposes, and the procedures, actions and indicators beside them. What governs them is told by a chance of its own, so
that the words stay the same whatever is added to it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.catalogue.record import Statement
from orodha.inventory.starter import records
from regional_governance import Governance
from regional_words import GOVERNED, Document, Size, phrase, word

__all__ = ["GOVERNED", "Size", "create", "documents", "variables"]


def documents(size: Size, seed: int = 7) -> Iterator[tuple[Document, tuple[Statement, ...]]]:
    """Yield the records of a regional catalogue with their statements, without the starter schemes that they use."""
    chance, rules = random.Random(seed), Governance(size, random.Random(f"{seed} governance"))
    yield {"id": "scheme/regional", "title": {"en": "Regional terms"}, "role": "thesaurus"}, ()
    yield from ((document, ()) for document in rules.ground())
    yield from ((rules.agency(_agency(chance, n, size), n), ()) for n in range(size.agencies))
    yield from ((_concept(chance, n), ()) for n in range(size.concepts))
    yield from (rules.source(_source(chance, n, size), n) for n in range(size.sources))
    yield from ((rules.variable(_variable(chance, n, size), n), ()) for n in range(size.variables))
    yield from (rules.agreement(f"Memorandum on {phrase(chance).lower()}", n) for n in range(size.agreements))
    yield from ((rules.procedure(phrase(chance, 4), n), ()) for n in range(size.procedures))
    yield from (rules.action(phrase(chance, 6), n) for n in range(size.actions))
    yield from ((rules.indicator(phrase(chance, 4), n), ()) for n in range(size.indicators))
    yield from ((rules.report(phrase(chance, 6), n), ()) for n in range(size.reports))


def variables(count: int, size: Size, seed: int = 7) -> Iterator[Document]:
    """Yield variables alone."""
    chance = random.Random(seed)
    return (_variable(chance, n, size) for n in range(count))


def create(path: Path, size: Size, seed: int = 7) -> Catalogue:
    """Make a catalogue with the starter schemes and a regional inventory."""
    catalogue = Catalogue.create(path, title="Region")
    catalogue.put_all(records("vocabulary"))
    stream = documents(size, seed)
    while chunk := list(islice(stream, 100_000)):
        catalogue.put_all(chunk)
    return catalogue


def _agency(chance: random.Random, n: int, size: Size) -> Document:
    name = f"{chance.choice(('Ministry', 'Department', 'Bureau', 'Office'))} of {phrase(chance).lower()}"
    return {
        "id": size.agency(n),
        "name": {"en": name},
        "acronym": "".join(part[0] for part in name.split()).upper() + str(n),
        "type": "department",
        "country": f"area/{size.country(n)}",
    }


def _concept(chance: random.Random, n: int) -> Document:
    document: Document = {
        "id": f"concept/regional-{n}",
        "label": {"en": phrase(chance), "fr": phrase(chance), "sw": phrase(chance)},
        "notation": f"R{n}",
        "scheme": "scheme/regional",
        "definition": {"en": " ".join(phrase(chance, 5) for _ in range(3))},
    }
    if n:
        document["broader"] = [f"concept/regional-{chance.randrange(n)}"]
    return document


def _source(chance: random.Random, n: int, size: Size) -> Document:
    return {
        "id": size.source(n),
        "title": {"en": phrase(chance, 4), "fr": phrase(chance, 4)},
        "description": {"en": " ".join(phrase(chance, 6) for _ in range(3))},
        "type": f"concept/source-kinds-{chance.choice(('census', 'survey', 'register', 'system'))}",
        "holder": size.holder(n),
        "country": f"area/{size.country(n % size.agencies)}",
        "topics": [f"concept/topics-{chance.choice(('labour', 'asylum', 'remittances', 'return', 'flows', 'stocks'))}"],
        "terms": [f"concept/regional-{chance.randrange(size.concepts)}" for _ in range(3)],
        "gcm_objectives": [f"concept/gcm-{chance.randint(1, 23)}"],
        "frequency": f"concept/frequency-{chance.choice(('annual', 'monthly', 'quarterly'))}",
        "status": "live",
        "collected_for_statistics": chance.random() < 0.4,
        "access": f"concept/access-{chance.choice(('open', 'licensed', 'not-available'))}",
        "personal_data": chance.choice(("none", "aggregate", "identifiable")),
    }


def _variable(chance: random.Random, n: int, size: Size) -> Document:
    return {
        "id": f"variable/{n}",
        "name": f"V{n}_{word(chance).upper()}",
        "label": {"en": phrase(chance, 4), "sw": phrase(chance, 3)},
        "source": size.source(n % size.sources),
        "concept": f"concept/regional-{chance.randrange(size.concepts)}",
        "universe": {"en": phrase(chance, 4)},
        "role": chance.choice(("disaggregation", "measure", "attribute")),
        "identifies": chance.random() < 0.1,
    }


def main() -> None:
    """Make a catalogue from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    for name, default in vars(GOVERNED).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    size = Size(*(getattr(given, name) for name in vars(GOVERNED)))
    with create(given.path, size) as catalogue:
        print(catalogue.reader.counts())
    print(f"{given.path.stat().st_size / 1e6:,.0f} MB, {time.process_time():.0f} s CPU")


if __name__ == "__main__":
    main()
