"""What an export says: its records in the order of their IRIs, what they use, and the catalogue itself.

After the records come names of those that they refer to and that are not written, the codes and outside resources that
were used, with their classes, and last the catalogue as ``dcat:Catalog`` and ``void:Dataset`` (DCAT 3, VoID).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import orjson

from ...kinds import Document, Field, kinds
from ...names import PREFIXES, expand, kind_of
from ...record import AUDIENCES
from .. import Content
from .describe import Describer, Node, Pairs
from .forms import FORMS
from .terms import INTEGER, Spelling

DATASET = "dcat:Dataset"
THEME = "dcat:theme"
CHUNK = 500


def prefixes_of(content: Content) -> dict[str, str]:
    """Return the prefixes that an export is written with: those of vocabularies, and one a kind."""
    return PREFIXES | {name: f"{content.base}{name}/" for name in kinds() if name not in PREFIXES}


class Dump:
    """Everything that an export says.

    Args:
        content: The export.
        spelling: How terms are written.
    """

    def __init__(self, content: Content, spelling: Spelling) -> None:
        self.content = content
        self.spelling = spelling
        self.describer = Describer(spelling, content.base, self._own_iris(), self._more_types())
        self.triples = 0
        self.entities = Counter[str]()
        if not content.whole:
            self.describer.targets = set()

    def nodes(self) -> Iterator[Node]:
        """Yield every subject with what is said of it."""
        for _, nodes in self.said():
            yield from nodes

    def said(self) -> Iterator[tuple[Document | None, Iterable[Node]]]:
        """Yield each record with what is said of it and of what it holds; at last, under None, what is said besides."""
        for document, nodes in self._described():
            for _, pairs in nodes:
                for _, objects in pairs:
                    self.triples += len(objects)
            yield document, nodes
        yield None, self._catalogue()

    def _described(self) -> Iterator[tuple[Document | None, list[Node]]]:
        describer = self.describer
        written = set[str]()
        datasets = {name for name, declared in kinds().items() if DATASET in declared.rdf}
        members: list[str] = []
        for document in self.content.documents((), order="iri"):
            nodes = list(describer.nodes(document))
            record: str = document["id"]
            if evidence := document.get("evidence"):
                nodes.extend(describer.evidence(record, evidence))
            name = document["kind"]
            self.entities[name] += 1
            if name in datasets:
                members.append(record)
            if describer.targets is not None:
                written.add(record)
            yield document, nodes
        self.members = members
        if describer.targets is not None:
            wanted = {*describer.targets, *([self.publisher] if self.publisher else [])}
            yield from ((None, [node]) for node in self._named(sorted(one for one in wanted - written if kind_of(one))))
        yield None, list(self._used())

    def _named(self, ids: list[str]) -> Iterator[Node]:
        """Say no more of records that are not written than what they are and what they are called."""
        for start in range(0, len(ids), CHUNK):
            for document in self.content.reader.some(ids[start : start + CHUNK], order="iri"):
                if document["id"] not in self.content.hidden:
                    yield self._name(document)

    def _name(self, document: Document) -> Node:
        declared = kinds()[document["kind"]]
        kept = {declared.label_field, "description"}
        brief = {name: value for name, value in document.items() if name in kept} | {"id": document["id"]}
        ((term, pairs), *_) = self.describer.nodes(brief)
        identifier = self.spelling.iri(expand("dct:identifier"))
        return term, [pair for pair in pairs if pair[0] != identifier]

    def _used(self) -> Iterator[Node]:
        """Say what the codes are that were used, and of which classes outside resources are."""
        curie = self.describer.curie
        for iri, (_, code) in sorted(self.describer.codes.items()):
            label = [self.spelling.lang(code, "en")]
            yield (
                self.spelling.iri(iri),
                [(self.spelling.type, [curie("skos:Concept")]), (curie("skos:prefLabel"), label)],
            )
        for iri, classes in sorted(self.describer.typed_iris.items()):
            yield self.spelling.iri(iri), [(self.spelling.type, sorted(map(curie, classes)))]

    @property
    def publisher(self) -> str:
        """The id of the agency that publishes the catalogue; "" if none is known to the audience."""
        found: str = self.content.reader.meta.get("publisher", "")
        return found if found not in self.content.hidden and self.content.reader.has(found) else ""

    def _catalogue(self) -> Iterator[Node]:
        content, spelling, curie = self.content, self.spelling, self.describer.curie
        language = (content.languages or ["en"])[0]
        title = content.title or "Catalogue"
        description = content.reader.meta.get("description", "") or f"{title}: an inventory of data sources."
        publisher = self.describer.ref(self.publisher) if self.publisher else spelling.iri(f"{content.base}.publisher")
        languages = [(FORMS["language"].iri(tag), tag) for tag in content.languages]
        partitions = {
            spelling.iri(f"{content.base}.partition/{name}"): self._partition(name, count)
            for name, count in sorted(self.entities.items())
            if kinds()[name].rdf and content.whole  # of a part, counts would contradict those of the whole
        }
        entities = [spelling.typed(str(self.entities.total()), INTEGER)] if content.whole else []
        themes = {f"scheme/{f.means.scheme}" for k in kinds().values() for f in k.fields if f.means.rdf == THEME}
        pairs: Pairs = [
            (curie("dcat:dataset"), list(map(self.describer.ref, self.members))),
            (
                curie("dcat:themeTaxonomy"),
                sorted(self.describer.ref(one) for one in themes if content.reader.has(one) and content.whole),
            ),
            (curie("dct:description"), [spelling.lang(description, language)]),
            (curie("dct:language"), sorted(spelling.iri(iri) for iri, _ in languages if iri)),
            (curie("dct:publisher"), [publisher]),
            (curie("dct:title"), [spelling.lang(title, language)]),
            (curie("void:classPartition"), sorted(partitions)),
            (curie("void:entities"), entities),
            (curie("void:uriSpace"), [spelling.text(content.base)]),
            (curie("void:vocabulary"), sorted({spelling.iri(PREFIXES[one]) for one in self._vocabularies()})),
        ]
        pairs = [pair for pair in pairs if pair[1]]
        pairs.insert(0, (spelling.type, sorted(map(curie, ("dcat:Catalog", "void:Dataset")))))
        beside: list[Node] = [*partitions.items()]
        beside.extend(
            (spelling.iri(iri), [(spelling.type, [curie("dct:LinguisticSystem")])])
            for iri, _ in sorted(languages)
            if iri and iri not in self.describer.typed_iris
        )
        if not self.publisher:
            named: Pairs = [
                (spelling.type, [curie("foaf:Agent")]),
                (curie("foaf:name"), [spelling.lang(title, language)]),
            ]
            beside.append((publisher, named))
        self.triples += sum(len(objects) for _, node in beside for _, objects in node)
        self.triples += sum(len(objects) for _, objects in pairs) + content.whole
        if content.whole:
            pairs.append((curie("void:triples"), [spelling.typed(str(self.triples), INTEGER)]))
        yield from beside
        yield spelling.iri(content.base), pairs

    def _partition(self, name: str, count: int) -> Pairs:
        return [
            (self.describer.curie("void:class"), [self.describer.curie(kinds()[name].rdf[0])]),
            (self.describer.curie("void:entities"), [self.spelling.typed(str(count), INTEGER)]),
        ]

    def _vocabularies(self) -> Iterable[str]:
        """Yield the prefixes of the vocabularies that the records written are said with."""
        for name in self.entities:
            declared = kinds()[name]
            for curie in (*declared.rdf, *(field.means.rdf for field in declared.fields)):
                if curie:
                    yield curie.partition(":")[0]

    def _own_iris(self) -> Mapping[str, str]:
        """Return the IRIs of the records that came with one, by id."""
        return dict(
            self.content.reader.database.stream("SELECT id, iri FROM record WHERE iri <> ? || id", (self.content.base,))
        )

    def _more_types(self) -> Mapping[str, tuple[str, ...]]:
        """Return the classes that fields ask for of the records that they lead to, by id."""
        found: dict[str, set[str]] = {}
        for declared in kinds().values():
            for field in declared.fields:
                if field.shape == "ref" and field.means.range:
                    for target, subject in self._asking(declared.name, field):
                        if subject not in self.content.hidden:
                            found.setdefault(target, set()).update(field.means.range)
        return {target: tuple(sorted(classes)) for target, classes in found.items()}

    def _asking(self, kind_name: str, field: Field) -> Iterator[tuple[str, str]]:
        """Yield what a field that the audience sees leads to, with the id of the record."""
        sql = (
            "SELECT DISTINCT object, record.id FROM record CROSS JOIN link ON subject = key"
            " WHERE kind = ? AND field = ?"
        )
        arguments = (kind_name, field.name)
        if (audience := self.content.audience) != AUDIENCES[0]:
            sql += (
                " AND coalesce(json_extract(document, '$.field_visibility.' || field), ?)"
                " IN (SELECT value FROM json_each(?))"
            )
            seen = orjson.dumps(AUDIENCES[AUDIENCES.index(audience) :]).decode()
            arguments = (*arguments, field.means.visibility, seen)
        yield from self.content.reader.database.stream(sql, arguments)
