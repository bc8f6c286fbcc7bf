"""Values that a person gives for what a file of RDF or SDMX leaves out: "country=Spain", "source.access=open"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .entry import read
from .errors import EntryError, NotFound, UsageError, did_you_mean
from .kinds import kinds
from .reader import Reader


class Given(dict[str, Any]):
    """Values by "kind.field".

    Attributes:
        named: Those keys whose kind the person named, so that they hold for optional fields in any format.
    """

    def __init__(self) -> None:
        super().__init__()
        self.named = set[str]()


def read_given(reader: Reader, texts: Sequence[str]) -> Given:
    """Return the values of fields that are given for a whole file.

    Args:
        reader: The catalogue, where references are looked for.
        texts: Assignments: "field=value" for every kind that has the field, "kind.field=value" for one.

    Raises:
        UsageError: There is no such field, or the value is none for it.
    """
    found = Given()
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise UsageError(f"{text!r} gives no value.", "Write field=value, or kind.field=value.")
        values = _read(reader, name.strip(), value.strip())
        found.update(values)
        if "." in name:
            found.named.update(values)
    return found


def _read(reader: Reader, name: str, value: str) -> dict[str, Any]:
    kind_name, _, field_name = name.rpartition(".")
    fields = [
        (declared.name, field)
        for declared in kinds().values()
        for field in declared.fields
        if field.name == field_name and kind_name in ("", declared.name)
    ]
    if not fields:
        known = {field.name for declared in kinds().values() for field in declared.fields}
        raise UsageError(f"No kind of record has a field {name!r}.", did_you_mean(field_name, known))
    found: dict[str, Any] = {}
    problem = ""
    for one, field in fields:
        try:
            found[f"{one}.{field.name}"] = read(field, value, reader.resolve)
        except (EntryError, NotFound) as error:
            problem = problem or str(error)
    if not found:
        raise UsageError(f"{name}={value}: {problem}", f"See what it can be: orodha schema {fields[0][0]}")
    return found
