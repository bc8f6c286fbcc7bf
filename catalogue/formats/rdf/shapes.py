"""Our own SHACL shapes, made from the declarations: what the RDF of a catalogue looks like (SHACL 1.0, W3C 2017).

    Path("orodha-shapes.ttl").write_text(turtle())

A kind has a node shape (``shapes:source``), and each of its fields a property shape (``shapes:source.title``), besides
one that warns where there is more than one value (``shapes:source.title-once``): a partner's file may have said more,
which is kept. Parts have the same (``shapes:Coverage.first_period``).

Several kinds share classes, and so do parts, codes and resources of partners. So a shape is about what has a class that
only its kind has; or else what has a mandatory predicate that only its kind has; or else every field is a node shape of
its own, which holds only for records whose ``dct:identifier`` says the kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...kinds import Field, Kind, fields_of, kinds
from ...names import PREFIXES
from ...record import Part, Record
from .describe import code_iris
from .forms import FORMS, NON_NEGATIVE
from .shapes_by_hand import BY_HAND, DATE_PREDICATES, PARTIAL_DATES
from .terms import Prefixed, quoted

SHAPES = "https://w3id.org/orodha/shapes#"
"""What the IRIs of our shapes begin with."""

ONCE = "-once"
"""The end of the name of a shape that warns of a second value."""

RECORD = "record"
"""The name of the shape of what every record has."""

_SAID_BESIDES = (
    "skos:Concept dcat:Catalog dcat:Role dct:LinguisticSystem foaf:Agent prov:Attribution rdf:Statement void:Dataset"
).split()
"""Classes of what an export says besides records and their parts."""

_COMMON_DATA = {"field_visibility": ("orodha:fieldVisibility", "rdf:JSON"), "extra": ("orodha:extra", "rdf:JSON")}
_NUMBERS = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
_DATATYPES = {"integer": "xsd:integer", "number": "xsd:double", "boolean": "xsd:boolean"}
_MANY_CODES = 8


def turtle() -> str:
    """Return the shapes of every declared kind, with those made by hand, as Turtle."""
    prefixes = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#", "shapes": SHAPES}
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items()))
    return "".join([head, "\n", *_Shapes(kinds()).blocks(), BY_HAND])


def field_of_shape(iri: str) -> tuple[str, str]:
    """Return the kind, or name of a part class, and the field that a shape of ours is about; "" if it is not ours."""
    owner, _, field = iri.removeprefix(SHAPES).partition(".") if iri.startswith(SHAPES) else ("", "", "")
    return owner, field.removesuffix(ONCE)


@dataclass(frozen=True)
class _Shapes:
    """The shapes of some kinds.

    Attributes:
        declared: The kinds by name.
    """

    declared: Mapping[str, Kind]

    def blocks(self) -> Iterator[str]:
        """Yield each shape as Turtle."""
        yield from self._records()
        for name, one in sorted(self.declared.items()):
            yield from self._kind(one, [f for f in one.fields if f.name not in Record.model_fields], name)
        for part, predicates in sorted(self._parts.items(), key=lambda pair: pair[0].__name__):
            yield from self._part(part, predicates)

    # --- what the declarations say of each other

    @cached_property
    def _all_fields(self) -> list[Field]:
        """The fields of all kinds, and of each class of parts."""
        own = [f for kind in self.declared.values() for f in kind.fields if f.name not in Record.model_fields]
        parts = {f.part for f in own if f.part}
        return [*own, *(f for part in parts for f in fields_of(part))]

    @cached_property
    def _claims(self) -> Counter[str]:
        """How many declarations say that something is of a class."""
        parts = {f.part for f in self._all_fields if f.part}
        said = [cls for kind in self.declared.values() for cls in set(kind.rdf)]
        said += [kind.rule.type for kind in self.declared.values() if kind.rule]
        said += [cls for part in parts for cls in set(part.__rdf__)]
        said += [cls for field in self._all_fields for cls in field.means.range]
        return Counter([*said, *_SAID_BESIDES])

    @cached_property
    def _uses(self) -> Counter[str]:
        """How many fields say a predicate."""
        return Counter(one for f in self._all_fields for one in (f.means.rdf, *f.means.also))

    @cached_property
    def _parts(self) -> Mapping[type[Part], list[str]]:
        """The classes of parts, with the predicates that lead to nothing else."""
        leads: dict[str, set[type[Part] | None]] = {}
        for field in self._all_fields:
            for one in (field.means.rdf, *field.means.also):
                leads.setdefault(one, set()).add(field.part)
        parts = {f.part: list[str]() for f in self._all_fields if f.part}
        for field in self._all_fields:
            if field.part and leads[field.means.rdf] == {field.part} and field.means.rdf not in parts[field.part]:
                parts[field.part].append(field.means.rdf)
        return parts

    def target(self, kind: Kind) -> str:
        """Return the statement of what the shape of a kind is about; "" if nothing sets the kind apart."""
        own = next((cls for cls in kind.rdf if self._claims[cls] == 1), "")
        if own:
            return f"sh:targetClass {own}"
        predicates = (f.means.rdf for f in kind.fields if f.required)
        own = next((one for one in predicates if self._uses[one] == 1), "")
        return f"sh:targetSubjectsOf {own}" if own else ""

    # --- node shapes

    def _records(self) -> Iterator[str]:
        """Yield the shapes of what every record has, and of the classes of records."""
        one = next(iter(self.declared.values()))
        fields = [one.by_name[name] for name in Record.model_fields if name in one.by_name]
        shapes = [block for field in fields if field.means.rdf for block in self._property(RECORD, field, Record)]
        for name, (predicate, datatype) in _COMMON_DATA.items():
            message = quoted(f"Leave {name} as Orodha writes it: JSON, once.")
            lines = [f"sh:path {predicate}", f"sh:datatype {datatype}", "sh:maxCount 1", f"sh:message {message}"]
            shapes.append(_block(f"shapes:{RECORD}.{name}", "a sh:PropertyShape", f'sh:name "{name}"', *lines))
        yield _node(RECORD, "sh:targetSubjectsOf orodha:visibility", "Any record of Orodha.", _names(shapes))
        yield from shapes
        yield _block("shapes:no-record", "a sh:NodeShape", f"sh:property [ {_identified(self.declared, 'Max', 0)} ]")
        yield _block(
            "shapes:classes",
            "a sh:NodeShape",
            "sh:targetSubjectsOf dct:identifier",
            'sh:message "Give a record the classes of the kind that its dct:identifier says."',
            f"sh:or (\n        {self._classes_by_kind()}\n    )",
        )

    def _classes_by_kind(self) -> str:
        options: list[str] = []
        for name, kind in sorted(self.declared.items()):
            identified = f"sh:property [ {_identified([name], 'Min', 1)} ]"
            options.append(f"[ {' ; '.join([*_classes(kind.rdf), identified])} ]")
        return "\n        ".join([*options, "shapes:no-record"])

    def _kind(self, kind: Kind, fields: Sequence[Field], name: str) -> Iterator[str]:
        target = self.target(kind)
        said = [field for field in fields if field.means.rdf not in ("", "rdf:type")]
        if not target:
            yield from self._conditional(kind, said, name, "")
            return
        if target.startswith("sh:targetSubjectsOf"):
            needed = [field for field in said if field.required and target.endswith(f" {field.means.rdf}")]
            yield from self._conditional(kind, needed, name, "-given")
        shapes = [block for field in said for block in self._property(name, field, kind.model)]
        yield _node(name, target, kind.doc, _names(shapes))
        yield from shapes

    def _part(self, part: type[Part], predicates: Sequence[str]) -> Iterator[str]:
        fields = [field for field in fields_of(part) if field.means.rdf]
        shapes = [block for field in fields for block in self._property(part.__name__, field, part)]
        doc = (part.__doc__ or "").split("\n\n")[0]
        target = f"sh:targetObjectsOf {', '.join(predicates)}" if predicates else ""
        yield _node(part.__name__, target, doc, shapes)
        yield from shapes

    def _conditional(self, kind: Kind, fields: Sequence[Field], name: str, suffix: str) -> Iterator[str]:
        """Yield a node shape a field, which holds only for records of the kind."""
        target = f"sh:targetClass {kind.rdf[0]}" if kind.rdf else "sh:targetSubjectsOf dct:identifier"
        if fields:
            yield _block(f"shapes:no-{name}", "a sh:NodeShape", f"sh:property [ {_identified([name], 'Max', 0)} ]")
        for field in fields:
            for end, heading, lines in self._constraints(field, kind.model, name):
                inner = " ; ".join([f"sh:path {field.means.rdf}", *lines])
                condition = f"sh:or ( [ {inner} ] shapes:no-{name} )"
                if not suffix or not end:
                    named = f"shapes:{name}.{field.name}{suffix}{end}"
                    yield _block(named, "a sh:NodeShape", target, *heading, condition)

    # --- property shapes

    def _property(self, owner: str, field: Field, model: type[Record | Part]) -> Iterator[str]:
        for end, heading, lines in self._constraints(field, model, owner):
            path = f"sh:path {field.means.rdf}"
            yield _block(f"shapes:{owner}.{field.name}{end}", "a sh:PropertyShape", path, *heading, *lines)

    def _constraints(
        self, field: Field, model: type[Record | Part], owner: str
    ) -> Iterator[tuple[str, list[str], list[str]]]:
        """Yield the end of a shape's name, what it says of itself, and its constraints."""
        kind_name = owner if owner in self.declared else ""
        wanted, lines = self._values(field, model, kind_name)
        lines = [*lines, *_limits(model, field)]
        if field.required:
            lines.insert(0, "sh:minCount 1")
        name = f"sh:name {quoted(field.name)}"
        if lines:
            yield "", [name, f"sh:message {quoted(f'Give {field.label} as {wanted}. {field.means.help}')}"], lines
        once = "sh:uniqueLang true" if field.shape == "lang" else "sh:maxCount 1"
        if not field.many and field.shape != "langs":
            told = f"Give one {field.label} a language." if field.shape == "lang" else f"Give one {field.label} only."
            yield ONCE, [name, f"sh:message {quoted(told)}", "sh:severity sh:Warning"], [once]

    def _values(self, field: Field, model: type[Record | Part], kind_name: str) -> tuple[str, list[str]]:
        """Return what the values of a field are, in words and as constraints."""
        match field.shape:
            case "lang" | "langs":
                return 'text with a language, as in "Permits"@en', ["sh:datatype rdf:langString", "sh:minLength 1"]
            case "ref":
                return self._reference(field)
            case "part":
                return self._nested(field)
            case "iri":
                return "an IRI", ["sh:nodeKind sh:IRI", *_classes(field.means.range)]
            case "date":
                return "a date that exists: a year, month or day", _date(field)
            case "duration":
                weeks = '[ sh:datatype xsd:string ; sh:pattern "^P.*W" ]'
                return "a duration, as in P1Y", [f"sh:or ( [ sh:datatype xsd:duration ] {weeks} )"]
            case "code":
                return _codes(field, model, kind_name)
            case "integer" if field.means.form == NON_NEGATIVE:
                return "a whole number from 0", ["sh:datatype xsd:nonNegativeInteger"]
            case "integer" | "number" | "boolean":
                return _NUMBERS[field.shape], [f"sh:datatype {_DATATYPES[field.shape]}"]
            case "text" if field.means.form:
                return _formed(field)
            case _:
                return "a text without a language", ["sh:datatype xsd:string", "sh:minLength 1"]

    def _reference(self, field: Field) -> tuple[str, list[str]]:
        targets = [self.declared[name] for name in field.targets if name in self.declared]
        wanted = f"the IRI of a record ({', '.join(field.targets)})" if targets else "an IRI"
        classes = list(dict.fromkeys(kind.rdf[0] for kind in targets if kind.rdf))
        if not classes or not all(kind.rdf for kind in targets):
            return wanted, ["sh:nodeKind sh:IRI"]
        options = " ".join(f"[ sh:class {cls} ]" for cls in classes)
        return wanted, ["sh:nodeKind sh:IRI", f"sh:or ( {options} shapes:no-record )"]

    def _nested(self, field: Field) -> tuple[str, list[str]]:
        """Hold a part to its shape from here, if nothing else leads to it."""
        assert field.part
        lines = ["sh:nodeKind sh:IRI", *_classes(field.part.__rdf__)]
        if field.means.rdf not in self._parts[field.part]:
            inner = [one for one in fields_of(field.part) if one.means.rdf]
            shapes = [block for one in inner for block in self._property(field.part.__name__, one, field.part)]
            lines.append(f"sh:property {', '.join(_names(shapes))}")
        return "a resource of its own, with an IRI", lines


def _block(subject: str, *lines: str) -> str:
    return f"{subject} " + " ;\n    ".join(line for line in lines if line) + " .\n\n"


def _node(name: str, target: str, doc: str, shapes: Iterable[str]) -> str:
    properties = ",\n        ".join(_names(shapes))
    return _block(
        f"shapes:{name}",
        "a sh:NodeShape",
        target,
        f"rdfs:label {quoted(name)}@en",
        f"rdfs:comment {quoted(' '.join(doc.split()))}@en",
        properties and f"sh:property {properties}",
    )


def _names(shapes: Iterable[str]) -> list[str]:
    """Return the names of shapes, given as their Turtle or by name."""
    return [block.partition(" ")[0] for block in shapes]


def _identified(names: Iterable[str], bound: str, count: int) -> str:
    """Return the constraint that so many identifiers are ids of some kinds."""
    pattern = quoted(f"^({'|'.join(sorted(names))})/")
    return (
        f"sh:path dct:identifier ; sh:qualifiedValueShape [ sh:pattern {pattern} ] ; sh:qualified{bound}Count {count}"
    )


def _classes(curies: Sequence[str]) -> list[str]:
    return [f"sh:class {cls}" for cls in curies]


def _date(field: Field) -> list[str]:
    """Return the constraint of a date, where the shapes made by hand have none for it."""
    if field.means.rdf in DATE_PREDICATES:
        return []
    return [f"sh:or ( {PARTIAL_DATES} )"]


def _codes(field: Field, model: type[Record | Part], kind_name: str) -> tuple[str, list[str]]:
    spelling = Prefixed(PREFIXES)
    iris = " ".join(map(spelling.iri, code_iris(model, kind_name, field).values()))
    few = len(field.choices) <= _MANY_CODES
    return ", ".join(field.choices) if few else "one of its codes", [f"sh:in ( {iris} )"]


def _formed(field: Field) -> tuple[str, list[str]]:
    """Return what a text becomes that is a resource where it can be."""
    form = FORMS.get(field.means.form)
    if form is None:
        return "a text without a language", ["sh:datatype xsd:string"]
    if form.label:
        return "a resource of its own, with an IRI", ["sh:nodeKind sh:IRI", *_classes(field.means.range)]
    return "an IRI or a text", ["sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:string ] )"]


def _limits(model: type[Record | Part], field: Field) -> list[str]:
    """Return the bounds of a number."""
    if field.shape not in ("integer", "number"):
        return []
    found = {
        limit: getattr(one, limit)
        for one in model.model_fields[field.name].metadata
        for limit in ("ge", "le")
        if hasattr(one, limit)
    }
    return [f"sh:{name}Inclusive {found[limit]}" for limit, name in (("ge", "min"), ("le", "max")) if limit in found]
