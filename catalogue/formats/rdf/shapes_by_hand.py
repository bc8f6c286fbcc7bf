"""SHACL shapes that no declaration gives: dates that exist and stand in order, which DCAT-AP's own shapes let pass."""

from __future__ import annotations

from ...names import expand

DATE_PREDICATES = ("dct:created", "dct:issued", "dct:modified", "dcat:startDate", "dcat:endDate")
"""Predicates of dates of DCAT 3, whatever they are said of."""

ORDERED = (
    ("dcat:startDate", "dcat:endDate"),
    ("dct:valid", "orodha:expires"),
    ("orodha:firstReview", "orodha:lastReview"),
    ("prov:startedAtTime", "prov:endedAtTime"),
    ("schema:validFrom", "schema:validThrough"),
)
"""Pairs of predicates of which the second is not earlier than the first."""

ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?$"
MONTH = f'[ sh:datatype xsd:gYearMonth ; sh:pattern "^-?[0-9]{{4,}}-(0[1-9]|1[0-2]){ZONE}" ]'
YEAR = f'[ sh:datatype xsd:gYear ; sh:pattern "^-?[0-9]{{4,}}{ZONE}" ]'
"""Months and years, whose form not every validator looks at."""

PARTIAL_DATES = f"[ sh:datatype xsd:date ] {MONTH} {YEAR}"
"""Dates known to the day, month or year, as options of ``sh:or``."""


def _real(predicate: str) -> str:
    return f"""shapes:date-{predicate.replace(":", "-")} a sh:NodeShape ;
    sh:targetSubjectsOf {predicate} ;
    sh:property [
        sh:path {predicate} ;
        sh:message "Give a date that exists, as 2019, 2019-08 or 2019-08-24, with the datatype of its form." ;
        sh:or ( {PARTIAL_DATES} [ sh:datatype xsd:dateTime ] [ sh:datatype xsd:dateTimeStamp ] )
    ] .

"""


def _ordered(first: str, last: str) -> str:
    """Return the shape of two dates, which are compared as far as both are known."""
    return f"""shapes:order-{last.replace(":", "-")} a sh:NodeShape ;
    sh:targetSubjectsOf {last} ;
    sh:sparql [
        sh:message "Give an end that is not before the start." ;
        sh:select \"\"\"SELECT $this ?path ?value WHERE {{
            $this <{expand(first)}> ?start ; <{expand(last)}> ?value .
            BIND (<{expand(last)}> AS ?path)
            BIND (STR(?start) AS ?from) BIND (STR(?value) AS ?to)
            BIND (IF(STRLEN(?from) < STRLEN(?to), STRLEN(?from), STRLEN(?to)) AS ?known)
            FILTER (SUBSTR(?to, 1, ?known) < SUBSTR(?from, 1, ?known))
        }}\"\"\"
    ] .

"""


BY_HAND = "".join([*map(_real, DATE_PREDICATES), *(_ordered(*pair) for pair in ORDERED)])
"""The shapes, as Turtle whose prefixes stand above it."""
