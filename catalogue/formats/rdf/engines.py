"""The two validators that hold data to SHACL shapes: ``shacl``, in Rust, and pyshacl where that is not installed."""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ...errors import FormatError, UsageError
from .shapes_read import SH, Shapes

Engine = Literal["auto", "shacl", "pyshacl"]
"""Which validator: the fast one if it is installed, or one by name."""

ENGINES: tuple[Engine, ...] = ("shacl", "pyshacl")

_PATH = re.compile(r"(\^?)\(?<([^>]*)>\)?")

Severity = Literal["Violation", "Warning", "Info"]


class Result(NamedTuple):
    """One result of a validation.

    Attributes:
        focus: The node that it is about, as N-Triples writes it.
        path: The IRI of the predicate that it is about, behind a ^ if it leads to the node; "" for none or more.
        value: The value that is wrong: the text of a literal, or an IRI; "" if none is.
        shape: The IRI of the shape, or else of the nearest one above it; "" if there is none.
        constraint: Local name of the constraint: "minCount", "class", "sparql".
        severity: How bad it is.
        message: What the shape says of it; "" if nothing.
    """

    focus: str
    path: str
    value: str
    shape: str
    constraint: str
    severity: Severity
    message: str


def validate(data: Path, shapes: Shapes, engine: Engine = "auto") -> list[Result]:
    """Return what is wrong with data, by node, path and value.

    Args:
        data: A file of N-Triples.
        shapes: The shapes.
        engine: The validator.

    Raises:
        UsageError: The validator is not installed.
        FormatError: The validator cannot use the shapes.
    """
    chosen = next((one for one in ENGINES if engine in ("auto", one) and find_spec(one)), "")
    if not chosen:
        missing = "No SHACL validator is" if engine == "auto" else f"The SHACL validator {engine} is not"
        raise UsageError(f"{missing} installed.", "Install one: pip install 'orodha[rdflib]'")
    found = _by_shacl(data, shapes) if chosen == "shacl" else _by_pyshacl(data, shapes)
    return sorted(set(found))


def _by_shacl(data: Path, shapes: Shapes) -> Iterator[Result]:
    import shacl  # only this needs it

    try:
        compiled = shacl.Shapes.from_text(shapes.ntriples, "ntriples")
    except (ValueError, OSError) as error:
        raise _unusable(shapes, error) from None
    for one in compiled.validate_file(str(data)).results:
        named = (shape for shape in (one.source_shape, one.root_shape) if shape and shape.startswith("<"))
        yield Result(
            one.focus_node,
            _bare(one.path),
            one.value_plain or "",
            next(named, "")[1:-1],
            _constraint(one.component),
            _severity(one.severity),
            _message(shapes, one.component, one.messages),
        )


def _by_pyshacl(data: Path, shapes: Shapes) -> Iterator[Result]:
    import rdflib  # only this needs it, and pyshacl, whose types are loose
    from pyshacl.errors import ReportableRuntimeError

    pyshacl: Any = import_module("pyshacl")
    with _quiet():
        try:
            declared = rdflib.Graph().parse(data=shapes.ntriples, format="nt")
            told = rdflib.Graph().parse(data, format="nt")
            _, report, text = pyshacl.validate(told, shacl_graph=declared)
        except (ReportableRuntimeError, ValueError) as error:
            raise _unusable(shapes, error) from None
    if not isinstance(report, rdflib.Graph):
        raise _unusable(shapes, text)
    terms = rdflib.Namespace(SH)
    for one in report.subjects(rdflib.RDF.type, terms.ValidationResult):

        def told_of(name: str, node: Any = one, graph: Any = report) -> Any:
            return graph.value(node, terms[name])

        path, value, component = told_of("resultPath"), told_of("value"), str(told_of("sourceConstraintComponent"))
        yield Result(
            told_of("focusNode").n3(),
            _path(path, report),
            "" if value is None else str(value),
            _named(told_of("sourceShape"), declared),
            _constraint(component.removeprefix(SH)),
            _severity(str(told_of("resultSeverity")).removeprefix(SH)),
            _message(shapes, component, [str(text) for text in report.objects(one, terms.resultMessage)]),
        )


def _named(shape: Any, graph: Any) -> str:
    """Return the IRI of a shape, or of the nearest one above it that has one."""
    import rdflib

    seen = set[Any]()
    while not isinstance(shape, rdflib.URIRef):
        above = next(iter(graph.subjects(rdflib.URIRef(f"{SH}property"), shape)), None)
        if above is None or above in seen:
            return ""
        seen.add(above)
        shape = above
    return str(shape)


def _message(shapes: Shapes, component: str, given: list[str]) -> str:
    """Return what a shape says; a query's message has values in it, and so stands in no shape."""
    return shapes.message(given) or (min(given, default="") if "SPARQL" in component else "")


def _path(path: Any, graph: Any) -> str:
    """Return a path of a report as a result has it."""
    import rdflib

    inverse = graph.value(path, rdflib.URIRef(f"{SH}inversePath")) if path is not None else None
    if isinstance(inverse, rdflib.URIRef):
        return f"^{inverse}"
    return str(path) if isinstance(path, rdflib.URIRef) else ""


def _bare(path: str | None) -> str:
    """Return a path of SPARQL as a result has it."""
    found = _PATH.fullmatch(path or "")
    return found[1] + found[2] if found else ""


def _constraint(component: str) -> str:
    name = component.removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]


def _severity(name: str) -> Severity:
    return "Warning" if name == "Warning" else "Info" if name == "Info" else "Violation"


def _unusable(shapes: Shapes, why: object) -> FormatError:
    told = " ".join(str(why).split())[:300].rstrip(".")
    return FormatError(f"{shapes.name}: these shapes cannot be used: {told}.", "Mend the shapes.")


@contextmanager
def _quiet() -> Generator[None]:
    """Keep rdflib from writing a traceback for every literal that is none of its datatype: the shapes tell of it."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
