"""Catalogues of regional size, made by chance but always the same for the same seed.

Run as: python benchmarks/regional.py /tmp/regional.db --sources 10000 --variables 500000 --concepts 100000
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue
from orodha.inventory.starter import records

Document = dict[str, Any]

COUNTRIES = "bi cd dj er et ke km mg mw rw sc sd so ss tz ug zm zw eg ly".split()
SUBJECTS = (
    "arrival departure permit passport visa remittance refugee asylum return detention traffick smuggling labour "
    "recruitment student nurse teacher farmer trader fisher domestic seasonal border county household birth death "
    "marriage identity fingerprint photograph vehicle flight vessel bus train route camp settlement school clinic "
    "vaccination nationality citizenship residence occupation employer wage contract skill certificate language "
    "religion age sex disability orphan parent spouse child elder pastoral drought flood conflict"
).split()
QUALITIES = (
    "annual monthly daily national regional local foreign new closed pending approved refused renewed expired first "
    "second last total mean declared recorded verified estimated urban rural male female young adult temporary"
).split()
CODAS = tuple("ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu".split())


@dataclass(frozen=True)
class Size:
    """How many records of each kind."""

    sources: int = 10_000
    variables: int = 500_000
    concepts: int = 100_000
    agreements: int = 2_000
    agencies: int = 1_000


def documents(size: Size, seed: int = 7) -> Iterator[Document]:
    """Yield the records of a regional catalogue, without the starter schemes that they use."""
    chance = random.Random(seed)
    yield {"id": "scheme/regional", "title": {"en": "Regional terms"}, "role": "thesaurus"}
    yield from (_agency(chance, n) for n in range(size.agencies))
    yield from (_concept(chance, n) for n in range(size.concepts))
    yield from (_source(chance, n, size) for n in range(size.sources))
    yield from (_variable(chance, n, size) for n in range(size.variables))
    yield from (_agreement(chance, n, size) for n in range(size.agreements))


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
        catalogue.put_all((document, ()) for document in chunk)
    return catalogue


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(CODAS, k=3))


def _phrase(chance: random.Random, words: int = 3) -> str:
    parts = [chance.choice(QUALITIES), *chance.choices(SUBJECTS, k=words - 2), _word(chance)]
    return " ".join(parts).capitalize()


def _agency(chance: random.Random, n: int) -> Document:
    country = COUNTRIES[n % len(COUNTRIES)]
    name = f"{chance.choice(('Ministry', 'Department', 'Bureau', 'Office'))} of {_phrase(chance).lower()}"
    return {
        "id": _agency_id(n),
        "name": {"en": name},
        "acronym": "".join(part[0] for part in name.split()).upper() + str(n),
        "type": "department",
        "country": f"area/{country}",
    }


def _concept(chance: random.Random, n: int) -> Document:
    document: Document = {
        "id": f"concept/regional-{n}",
        "label": {"en": _phrase(chance), "fr": _phrase(chance), "sw": _phrase(chance)},
        "notation": f"R{n}",
        "scheme": "scheme/regional",
        "definition": {"en": " ".join(_phrase(chance, 5) for _ in range(3))},
    }
    if n:
        document["broader"] = [f"concept/regional-{chance.randrange(n)}"]
    return document


def _source(chance: random.Random, n: int, size: Size) -> Document:
    agency = n % size.agencies
    country = COUNTRIES[agency % len(COUNTRIES)]
    return {
        "id": _source_id(n, size),
        "title": {"en": _phrase(chance, 4), "fr": _phrase(chance, 4)},
        "description": {"en": " ".join(_phrase(chance, 6) for _ in range(3))},
        "type": f"concept/source-kinds-{chance.choice(('census', 'survey', 'register', 'system'))}",
        "holder": _agency_id(agency),
        "country": f"area/{country}",
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
        "name": f"V{n}_{_word(chance).upper()}",
        "label": {"en": _phrase(chance, 4), "sw": _phrase(chance, 3)},
        "source": _source_id(n % size.sources, size),
        "concept": f"concept/regional-{chance.randrange(size.concepts)}",
        "universe": {"en": _phrase(chance, 4)},
        "role": chance.choice(("disaggregation", "measure", "attribute")),
        "identifies": chance.random() < 0.1,
    }


def _agreement(chance: random.Random, n: int, size: Size) -> Document:
    return {
        "id": f"agreement/{n}",
        "title": {"en": f"Memorandum on {_phrase(chance).lower()}"},
        "type": "MoU",
        "parties": [_agency_id(chance.randrange(size.agencies)) for _ in range(2)],
        "status": chance.choice(("draft", "signed", "in force", "expired")),
        "covers": [_source_id(chance.randrange(size.sources), size) for _ in range(3)],
    }


def _agency_id(n: int) -> str:
    return f"agency/{COUNTRIES[n % len(COUNTRIES)]}-{n}"


def _source_id(n: int, size: Size) -> str:
    return f"source/{COUNTRIES[n % size.agencies % len(COUNTRIES)]}-{n}"


def main() -> None:
    """Make a catalogue from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    for name, default in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    size = Size(*(getattr(given, name) for name in vars(Size())))
    with create(given.path, size) as catalogue:
        print(catalogue.reader.counts())


if __name__ == "__main__":
    main()
