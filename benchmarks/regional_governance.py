"""What governs the sources of a region: agreements, laws, procedures, actions, indicators, and findings on quality."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence

from orodha.catalogue.record import Statement
from regional_words import COUNTRIES, Document, Size, misspelt, phrase

HUBS = 8
"""Bodies of the region, each party or recipient of many agreements."""

LAWS, POINTS, PAPERS = 5, 3, 200
"""Laws of a country, border points of a country, documents that are cited."""

TODAY = dt.date(2026, 11, 22)

TASKS = "collect clean validate analyse disseminate update coordinate share train adopt host report".split()
TOPICS = "border visas-permits family recruitment consular identity detention health gender governance".split()
PURPOSES = "statistics policy research case-management border-control labour-placement".split()
BASES = "consent legal-obligation public-task public-authority statistics-research".split()
MECHANISMS = "adequacy safeguards reciprocal-agreement necessity commissioner-approval".split()
SENSITIVE = "none health ethnic-social-origin biometric marital-status family sex".split()
LEVELS = ("none", "aggregate", "pseudonymised", "identifiable")
GAPS = ("data", "reporting", "financial", "geographic", "capacity")
DIMENSIONS = ("accuracy", "timeliness-punct", "coherence")

Governed = tuple[Document, tuple[Statement, ...]]


class Governance:
    """Tells what governs the records of a region, by a chance of its own."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        self.size, self.chance = size, chance
        self.titles: list[Document] = []
        self.signed: list[Document] = []
        self.anonymous: set[int] = set()

    def ground(self) -> Iterator[Document]:
        """Yield what the others refer to: bodies of the region, laws, border points and documents."""
        for n in range(HUBS):
            members = [f"area/{one}" for one in self.chance.sample(COUNTRIES, 8)]
            name = f"Commission on {phrase(self.chance).lower()}"
            yield {"id": f"agency/region-{n}", "name": {"en": name}, "type": "regional body", "members": members}
        yield from (_law("law/ke-dpa-2019", "act", "ke"), _law("law/ke-dpa-general-regs-2021", "regulation", "ke"))
        for country in COUNTRIES:
            for n in range(LAWS):
                law = _law(f"law/{country}-{n}", self.chance.choice(("act", "bill", "policy", "plan")), country)
                law["title"] = {"en": f"Act on {phrase(self.chance).lower()}"}
                law["status"] = self.chance.choice(("in force", "in force", "amended", "draft", "repealed"))
                law["gcm_objectives"] = self._objectives(2)
                yield law
            for n in range(POINTS):
                name = phrase(self.chance)
                of = [f"area/{country}"]
                yield {"id": _point(country, n), "name": {"en": name}, "type": "border point", "part_of": of}
        for n in range(PAPERS):
            yield {"id": f"document/r-{n}", "title": {"en": f"Report on {phrase(self.chance).lower()}"}, "date": "2022"}

    def agency(self, document: Document, n: int) -> Document:
        """Return an agency with the one above it and where it works."""
        above = n - len(COUNTRIES) * self.chance.randint(1, 5)
        if above >= 0 and self._often(0.3):
            document["parent"] = self.size.agency(above)
        if self._often(0.05):
            document["works_at"] = [_point(self.size.country(n), self.chance.randrange(POINTS))]
        return document

    def source(self, document: Document, n: int) -> Governed:
        """Return a source with what is known of its validation, its law and its protection, and statements on it."""
        chance, country = self.chance, document["country"].removeprefix("area/")
        if self._often(0.6):
            document["acronym"] = "".join(chance.choices("ABDEFGIKLMNOPRSTU", k=chance.randint(4, 6)))
        if n >= self.size.agencies and self._often(0.01):  # what the same agency gave twice
            twin = self.titles[n - self.size.agencies]
            document["title"] = {"en": misspelt(chance, twin["title"]["en"])}
            document["acronym"] = misspelt(chance, twin.get("acronym", "TWIN"))
        self.titles.append({name: document[name] for name in ("title", "acronym") if name in document})
        document["status"] = chance.choices(("live", "planned", "retired"), (94, 3, 3))[0]
        if self._often(0.08):
            document["type"] = f"concept/source-kinds-{chance.choice(('report', 'directory'))}"
        if self._often(0.5):
            document["topics"].append(f"concept/topics-{chance.choice(TOPICS)}")
        for name in ("holder", "frequency", "gcm_objectives"):
            if self._often(0.08):
                document.pop(name, None)
        self._maybe(document, "last_validated", 0.4, lambda: self._date(2019, 2027))
        self._maybe(document, "validated_by", 0.3, lambda: self.size.holder(n))
        self._maybe(document, "validation_cycle", 0.1, lambda: chance.choice(("P6M", "P1Y", "P2Y")))
        self._maybe(document, "legal_basis", 0.5, lambda: [f"law/{country}-{chance.randrange(LAWS)}"])
        self._maybe(document, "contact", 0.3, lambda: "Head of Statistics")
        self._maybe(document, "coverage", 0.3, lambda: self._coverage(country))
        self._maybe(document, "quality", 0.1, lambda: {"en": phrase(chance, 6)})
        self._protect(document)
        if document["personal_data"] != "identifiable" and self._often(0.9):
            self.anonymous.add(n)
        return document, self._on_source(document)

    def variable(self, document: Document, n: int) -> Document:
        """Return a variable; it identifies nobody where its source does not, but for a source in ten."""
        if n % self.size.sources in self.anonymous:
            document["identifies"] = False
        elif n % 64 == 0:
            document["sensitive"] = f"concept/sensitive-{self.chance.choice(SENSITIVE[1:])}"
        return document

    def _coverage(self, country: str) -> Document:
        areas = [f"area/{country}", _point(country, self.chance.randrange(POINTS))]
        if country == "ke":
            areas.append(f"area/ke-{self.chance.randint(1, 40):02}")
        return {"areas": self.chance.sample(areas, 1), "first_period": "2010", "last_period": "2025"}

    def _protect(self, document: Document) -> None:
        chance = self.chance
        if document["personal_data"] != "identifiable":
            return
        self._maybe(document, "lawful_bases", 0.5, lambda: [f"concept/lawful-bases-{chance.choice(BASES)}"])
        self._maybe(document, "sensitive", 0.5, lambda: [f"concept/sensitive-{chance.choice(SENSITIVE)}"])
        self._maybe(
            document, "impact_assessment", 0.4, lambda: {"status": chance.choice(("needed", "under way", "done"))}
        )
        self._maybe(document, "children", 0.5, lambda: self._often(0.3))
        self._maybe(document, "security_use", 0.3, lambda: self._often(0.2))
        self._maybe(document, "retention", 0.3, lambda: chance.choice(("P5Y", "P10Y")))
        self._maybe(document, "hosted_in", 0.1, lambda: f"area/{chance.choice(COUNTRIES)}")
        self._maybe(document, "transfers", 0.2, lambda: [self._transfer()])

    def _transfer(self) -> Document:
        transfer: Document = {"to": self._recipient(), "since": self._date(2015, 2026)}
        self._maybe(transfer, "mechanism", 0.8, lambda: f"concept/transfer-mechanisms-{self.chance.choice(MECHANISMS)}")
        return transfer

    def _on_source(self, document: Document) -> tuple[Statement, ...]:
        told = [self._said(document, name) for name in ("title", "gcm_objectives", "holder") if name in document]
        if self._often(0.08):
            told.append(self._said({"holder": self._any_agency()}, "holder", chosen=False))
        if self._often(0.05):
            told.append(self._said({"personal_data": self.chance.choice(LEVELS)}, "personal_data", chosen=False))
        return tuple(told)

    def _said(self, document: Document, field: str, *, chosen: bool = True) -> Statement:
        paper, place = f"document/r-{self.chance.randrange(PAPERS)}", f"section {self.chance.randint(1, 9)}"
        certainty = "inferred" if self._often(0.3) else "stated"
        return Statement(field, document[field], paper, place, certainty, chosen=chosen)

    def agreement(self, title: str, n: int) -> Governed:
        """Return an agreement, and what documents say of one in five."""
        chance = self.chance
        covered = [self._much_used() for _ in range(chance.choice((0, 1, 1, 2, 3, 4)))]
        document: Document = {"id": f"agreement/{n}", "title": {"en": title}, **self._life()}
        document["type"] = chance.choices(("MoU", "bilateral labour agreement", "protocol", "treaty"), (7, 1, 1, 1))[0]
        document["parties"] = self._parties(covered)
        document["covers"] = list(dict.fromkeys(self._covered(one) for one in covered))
        if self.signed and self._often(0.02):  # the same, entered twice
            twin = chance.choice(self.signed[-500:])
            document |= {"title": {"en": misspelt(chance, twin["title"]["en"])}, "parties": twin["parties"]}
        self.signed.append(document)
        self._terms(document, n)
        self._keeping(document)
        said = (self._said(document, "status"), self._said(document, "title")) if self._often(0.2) else ()
        return {name: value for name, value in document.items() if value}, said

    def _life(self) -> Document:
        """Return the status and dates of an agreement; of those that are past, most but not all are said to be."""
        life: Document = {"status": self.chance.choices(("idea", "draft", "signed", "in force"), (5, 15, 10, 70))[0]}
        if life["status"] in ("idea", "draft"):
            return life
        self._maybe(life, "signed", 0.7, lambda: self._date(2008, 2020))
        self._maybe(life, "effective", 0.7, lambda: self._date(2010, 2026))
        self._maybe(life, "expires", 0.6, lambda: self._date(2018, 2045))
        if life.get("expires", "9999") < TODAY.isoformat()[:10] and self._often(0.9):
            life["status"] = "expired"
        return life

    def _parties(self, covered: Sequence[int]) -> list[str]:
        """Return who agreed: more often than not whoever holds what is covered."""
        giver = self.size.holder(covered[0]) if covered and self._often(0.6) else self._any_agency()
        if self._often(0.15):
            giver = f"area/{giver.removeprefix('agency/')[:2]}"
        parties = [giver, self._recipient()]
        if self._often(0.2):
            parties.append(self._any_agency())
        return parties[:1] if self._often(0.01) else list(dict.fromkeys(parties))

    def _covered(self, source: int) -> str:
        """Return the source, or now and then one of its variables."""
        of_each = self.size.variables // self.size.sources
        if of_each and self._often(0.08):
            return f"variable/{source + self.size.sources * self.chance.randrange(of_each)}"
        return self.size.source(source)

    def _terms(self, document: Document, n: int) -> None:
        """Write down for whom and for what an agreement is."""
        chance = self.chance
        codes = [f"concept/sharing-purposes-{one}" for one in chance.sample(PURPOSES, chance.randint(1, 3))]
        self._maybe(document, "recipients", 0.6, lambda: [self._recipient() for _ in range(chance.randint(1, 3))])
        self._maybe(document, "purpose_codes", 0.6, lambda: codes)
        self._maybe(document, "purposes", 0.7, lambda: {"en": [phrase(chance, 8)]})
        self._maybe(document, "excludes", 0.03, lambda: [chance.choice((self._recipient(), self._any_area()))])
        self._maybe(document, "personal_data", 0.5, lambda: chance.choice(LEVELS))
        self._maybe(document, "areas", 0.05, self._any_points)
        topics = ["concept/topics-statistics-governance"] if self._often(0.1) else [f"concept/topics-{TOPICS[n % 10]}"]
        self._maybe(document, "topics", 0.4, lambda: topics)
        self._maybe(document, "gcm_objectives", 0.5, lambda: self._objectives(2))
        self._maybe(document, "legal_basis", 0.2, lambda: [f"law/{chance.choice(COUNTRIES)}-{chance.randrange(LAWS)}"])
        self._maybe(document, "safeguards", 0.3, lambda: {"en": [phrase(chance, 6)]})
        if n:
            self._maybe(document, "replaces", 0.05, lambda: f"agreement/{chance.randrange(n)}")

    def _keeping(self, document: Document) -> None:
        """Write down how an agreement is renewed, reviewed and kept."""
        chance = self.chance
        self._maybe(document, "renewal", 0.3, lambda: chance.choice(("automatic", "by agreement", "none")))
        self._maybe(document, "notice", 0.1, lambda: chance.choice(("P3M", "P6M", "P90D")))
        self._maybe(document, "review_cycle", 0.05, lambda: chance.choice(("P1Y", "P2Y")))
        self._maybe(document, "last_review", 0.03, lambda: self._date(2018, 2026))
        self._maybe(document, "monitoring", 0.05, lambda: {"en": phrase(chance, 8)})
        self._maybe(document, "history", 0.3, lambda: [{"status": "draft", "date": self._date(2005, 2010)}])
        reports = [{"date": self._date(2018, 2026), "by": self._any_agency(), "text": {"en": phrase(chance, 8)}}]
        self._maybe(document, "reports", 0.05, lambda: reports)

    def procedure(self, title: str, n: int) -> Document:
        """Return a procedure with its steps, its endorsement and its reviews."""
        chance = self.chance
        document: Document = {
            "id": f"procedure/{n}",
            "title": {"en": title},
            "version": f"{chance.randint(1, 4)}.0",
            "owner": self._any_agency(),
            "endorsement": chance.choice(("drafted", "technical", "official")),
            "steps": [self._step(str(number + 1)) for number in range(chance.randint(3, 12))],
        }
        self._maybe(document, "review_cycle", 0.7, lambda: chance.choice(("P1Y", "P2Y", "P6M")))
        self._maybe(document, "first_review", 0.6, lambda: self._date(2015, 2026))
        years = sorted(chance.sample(range(2016, 2027), chance.randint(0, 4)))
        reviews = [{"opened": f"{year}-02-01", "closed": f"{year}-04", "outcome": "unchanged"} for year in years]
        if reviews and self._often(0.3):
            del reviews[-1]["closed"], reviews[-1]["outcome"]
        document["reviews"] = reviews
        if n:
            self._maybe(document, "replaces", 0.1, lambda: f"procedure/{chance.randrange(n)}")
        return document

    def _step(self, number: str) -> Document:
        chance = self.chance
        step: Document = {"task": chance.choice(TASKS), "text": {"en": phrase(chance, 8)}, "number": number}
        for role, often in (("responsible", 0.9), ("accountable", 0.7), ("consulted", 0.3), ("informed", 0.3)):
            self._maybe(step, role, often, lambda: [self._any_agency()])
        self._maybe(step, "source", 0.4, lambda: self.size.source(self._much_used()))
        self._maybe(step, "due", 0.3, lambda: self._date(2018, 2029))
        if "due" in step:
            self._maybe(step, "recurrence", 0.4, lambda: chance.choice(("P1Y", "P3M", "P1M")))
        return step

    def action(self, text: str, n: int) -> Governed:
        """Return an action, promise or challenge, and what a document says of half of them."""
        chance = self.chance
        kinds = ("implementation", "next step", "deliverable", "deadline", "road map", "challenge", "threat")
        document: Document = {
            "id": f"action/{n}",
            "text": {"en": text},
            "type": chance.choice(kinds),
            "objectives": self._objectives(2),
            "agencies": [self._any_agency() for _ in range(chance.randint(0, 2))],
            "status": chance.choice(("planned", "under way", "done", "reported")),
        }
        if document["type"] == "challenge":
            self._maybe(document, "gap", 0.8, lambda: chance.choice(GAPS))
        concerned = (self.size.source(self._much_used()), f"agreement/{chance.randrange(self.size.agreements)}")
        self._maybe(document, "concerns", 0.5, lambda: [chance.choice(concerned)])
        self._maybe(document, "areas", 0.1, self._any_points)
        self._maybe(document, "start", 0.3, lambda: self._date(2015, 2024))
        self._maybe(document, "due", 0.6, lambda: self._date(2019, 2030))
        self._maybe(document, "recurrence", 0.1, lambda: chance.choice(("P1Y", "P4Y", "P3M")))
        if "recurrence" in document:
            self._maybe(document, "done_on", 0.5, lambda: [self._date(2020, 2026)])
        said = (self._said(document, "text"), self._said(document, "objectives")) if self._often(0.5) else ()
        return {name: value for name, value in document.items() if value}, said

    def indicator(self, name: str, n: int) -> Document:
        """Return an indicator: the first hundredth are regional, most of the others answer one of them."""
        chance, regional = self.chance, max(self.size.indicators // 100, 1)
        document: Document = {"id": f"indicator/{n}", "code": f"I.{n}", "name": {"en": name}}
        document["framework"] = self._objectives(2)
        document["topics"] = [f"concept/topics-{chance.choice(TOPICS)}"]
        self._maybe(document, "sources", 0.7, lambda: [self.size.source(self._much_used())])
        terms = [f"concept/regional-{chance.randrange(self.size.concepts)}" for _ in range(2)]
        self._maybe(document, "disaggregations", 0.4, lambda: terms)
        self._maybe(document, "definition", 0.6, lambda: {"en": phrase(chance, 8)})
        if n < regional:
            return document | {"priority": True, "required_by": [f"agency/region-{n % HUBS}"]}
        document["country"] = self._any_area()
        self._maybe(document, "measures", 0.6, lambda: f"indicator/{chance.randrange(regional)}")
        self._maybe(document, "required_by", 0.4, lambda: [f"agency/region-{chance.randrange(HUBS)}"])
        self._maybe(document, "priority", 0.2, lambda: True)
        return document

    def report(self, text: str, n: int) -> Document:
        """Return what somebody found on the quality of a source."""
        return {
            "id": f"quality-report/{n}",
            "subject": self.size.source(self._much_used()),
            "framework": self.chance.choice(("NQAF", "SIMS")),
            "dimension": f"concept/esms-{self.chance.choice(DIMENSIONS)}",
            "text": {"en": text},
            "assessor": self._any_agency(),
            "date": self._date(2018, 2026),
        }

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    def _maybe(self, document: Document, name: str, share: float, value: Callable[[], object]) -> None:
        if self._often(share):
            document[name] = value()

    def _date(self, first: int, end: int) -> str:
        """Return a date from the first year until before the end: to the day, the month or the year."""
        day = dt.date(first, 1, 1) + dt.timedelta(self.chance.randrange((end - first) * 365))
        return day.isoformat()[: self.chance.choices((10, 7, 4), (6, 3, 1))[0]]

    def _objectives(self, most: int) -> list[str]:
        return [f"concept/gcm-{one}" for one in self.chance.sample(range(1, 24), self.chance.randint(1, most))]

    def _much_used(self) -> int:
        """Return the number of a source; the first of them are in demand more often."""
        return int(self.size.sources * self.chance.random() ** 1.5)

    def _any_agency(self) -> str:
        return self.size.agency(self.chance.randrange(self.size.agencies))

    def _any_area(self) -> str:
        return f"area/{self.chance.choice(COUNTRIES)}"

    def _any_points(self) -> list[str]:
        return [_point(self.chance.choice(COUNTRIES), self.chance.randrange(POINTS))]

    def _recipient(self) -> str:
        """Return who gets data: an agency, a body of the region, or a State."""
        share = self.chance.random()
        if share < 0.6:
            return self._any_agency()
        return f"agency/region-{self.chance.randrange(HUBS)}" if share < 0.9 else self._any_area()


def _law(name: str, form: str, country: str) -> Document:
    title = name.removeprefix("law/").replace("-", " ").capitalize()
    law: Document = {"id": name, "title": {"en": title}, "type": form, "country": f"area/{country}"}
    return law | {"status": "in force", "year": "2019"}


def _point(country: str, n: int) -> str:
    return f"area/{country}-border-{n}"
