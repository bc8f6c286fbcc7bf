"""Conditions that records are chosen by, as people write them and as SQL: "type=NGO", "title~permit"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .errors import UsageError, did_you_mean
from .names import is_id, is_iri

_CONDITION = re.compile(r"\s*(\w+)\s*(!=|~|=)(.*)", re.DOTALL)

_LINKED = "EXISTS (SELECT 1 FROM link WHERE subject = record.key AND field = ? AND object = ?)"
_REFERS = {"=": _LINKED, "!=": f"NOT {_LINKED}"}


def as_sql(
    kind: str,
    fields: Mapping[str, Sequence[str]],
    conditions: Iterable[str],
    resolve: Callable[[str, Sequence[str], str], str],
) -> tuple[str, list[Any]]:
    """Return conditions on the rows of ``record`` as SQL, and what its question marks stand for.

    Texts are compared without regard to capitals, and a value also as a number and as true or false; of a list or a
    part, any value will do.

    Args:
        kind: Name of the kind.
        fields: What the database holds of its fields, by name.
        conditions: Such as "field=value", "field!=value", "field~text", or "field=" for an empty field.
        resolve: Gives the id of what a label or code means, by the kinds that it may be of and its scheme.

    Raises:
        UsageError: One is no condition, or the kind has no such field; what ``resolve`` raises.
    """
    parts, values = ["kind = ?"], [kind]
    for text in conditions:
        name, operator, value = _condition(text)
        if name not in fields:
            raise UsageError(f"{kind} has no field {name!r}.", did_you_mean(name, fields))
        shape, _, scheme, _, targets = fields[name]
        if shape == "ref" and value and operator != "~":
            wanted = value if is_id(value) or is_iri(value) else resolve(value, targets.split(), scheme)
            part, more = _REFERS[operator], [name, wanted]
        else:
            part, more = _sql_condition(name, operator, value)
        parts.append(part)
        values.extend(more)
    return " AND ".join(parts), values


def _condition(text: str) -> tuple[str, str, str]:
    if found := _CONDITION.fullmatch(text):
        name, operator, value = found.groups()
        return name, operator, value.strip()
    raise UsageError(f"{text!r} is no condition.", "Write field=value, field!=value, field~text or field= (empty).")


def _sql_condition(name: str, operator: str, value: str) -> tuple[str, list[Any]]:
    path = f'$."{name}"'
    if not value:
        empty = "json_extract(document, ?) IS NULL"
        return (empty if operator == "=" else f"NOT {empty}"), [path]
    if operator == "~":
        return "EXISTS (SELECT 1 FROM json_tree(document, ?) WHERE atom LIKE ? ESCAPE '\\')", [
            path,
            f"%{_escaped(value)}%",
        ]
    flag = {"true": 1, "yes": 1, "false": 0, "no": 0}.get(value.casefold())
    sql = (
        "EXISTS (SELECT 1 FROM json_tree(document, ?) WHERE atom = ? COLLATE NOCASE"
        " OR (type IN ('true', 'false') AND atom = ?)"
        " OR (type IN ('integer', 'real') AND atom = ?))"
    )
    values = [path, value, flag, _number(value)]
    return (sql if operator == "=" else f"NOT {sql}"), values


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
