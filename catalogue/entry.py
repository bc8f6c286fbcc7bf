"""What a person types or a cell holds, turned into the values of fields by declaration.

    read(kind("source").field("holder"), "DIS", reader.resolve)          # "agency/ke-dis"

A list is written with semicolons: "EFNS; e-FNS". A semicolon or backslash within an item has a backslash before it.
References are written as ids, slugs, codes or labels; ``resolve`` finds the record that is meant.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, cast

import orjson

from .as_iso import missing_day, near_date, near_duration
from .errors import EntryError, NotFound, Problem, did_you_mean
from .kinds import Field
from .record import DATE, check_duration
from .texts import DEFAULT_LANGUAGE

Resolve = Callable[[str, Sequence[str], str], str]
"""Returns the short id of the record that a text means, of some kinds and a scheme; raises ``NotFound``."""

Cell = Any
"""What a cell holds: a text, number, yes/no, date, time, or "" when it is empty."""

SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What is taken off around a text: the same as the model takes off, which is less than ``str.strip`` does."""

_YES = frozenset(("yes", "y", "true", "1", "ndiyo", "oui", "sim", "نعم", "አዎ"))
_NO = frozenset(("no", "n", "false", "0", "hapana", "non", "não", "لا", "አይ"))
_ITEM = re.compile(r"(?:\\[;\\]|[^;])+")
_ESCAPED = re.compile(r"\\([;\\])")
_MOMENT = re.compile(rf"({DATE.pattern})[T ]00:00(:00(\.0+)?)?Z?")
_LOCAL_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_GROUPED = re.compile(r"[+-]?\d{1,3}(([,' \u00a0\u202f]\d{3})+|(\.\d{3}){2,})([.,]\d+)?")
_MIDNIGHT = dt.time()


def read(field: Field, value: Cell, resolve: Resolve, language: str = DEFAULT_LANGUAGE) -> Any:
    """Return the value of a field as a document holds it.

    Args:
        field: The declared field.
        value: What was typed or stands in the cell; not empty.
        resolve: Finds the record that a text means.
        language: The language of a text.

    Raises:
        EntryError: It is no value of that field; the problem says what to write.
    """
    if field.shape in ("part", "map"):
        return _structure(field, value)
    if field.shape == "langs":
        return {language: split(as_text(value))}
    if not field.many:
        return _READERS[field.shape](field, value, resolve, language)
    items = split(value) if isinstance(value, str) else [value]
    return [_READERS[field.shape](field, item, resolve, language) for item in items]


def split(text: str) -> list[str]:
    """Return the items of a list that is written with semicolons."""
    found = (_ESCAPED.sub(r"\1", item.strip(SPACES)) for item in _ITEM.findall(text))
    return [item for item in found if item]


def join(items: Sequence[str]) -> str:
    """Write a list with semicolons, so that ``split`` gives it back."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def as_text(value: Cell) -> str:
    """Return what a cell holds as text: 3.0 is "3", a date without a time "2019-08-24"."""
    if isinstance(value, str):
        return value.strip(SPACES)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == _MIDNIGHT else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def as_json(value: Cell) -> Any:
    """Return what a cell holds as JSON data: whole numbers as such, dates as text."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, str | bool | int | float) else as_text(value)


def refuse(field: Field | str, message: str, value: Cell = "", fix: str = "") -> NoReturn:
    """Say why a value is refused.

    Raises:
        EntryError: Always.
    """
    name = field if isinstance(field, str) else field.name
    raise EntryError(Problem(name, message, as_text(value)[:80], fix))


def _text(_field: Field, value: Cell, _resolve: Resolve, _language: str) -> str:
    return as_text(value)


def _lang(_field: Field, value: Cell, _resolve: Resolve, language: str) -> dict[str, str]:
    return {language: as_text(value)}


def refer(field: Field, value: Cell, resolve: Resolve, _language: str) -> str:
    """Return the id of the record that a text means, of the kinds and the scheme that a field may refer to.

    Raises:
        EntryError: There is none, or more than one.
    """
    text = as_text(value)
    try:
        return resolve(text, field.targets, field.means.scheme)
    except NotFound as error:
        refuse(field, error.what.rstrip("."), "", error.advice)


def _code(field: Field, value: Cell, _resolve: Resolve, _language: str) -> str:
    text = as_text(value)
    if text in field.choices:
        return text
    wanted = _folded(text)
    for choice in field.choices:
        if _folded(choice) == wanted:
            return choice
    refuse(field, "is none of the choices", text, did_you_mean(text, field.choices))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip()


def _date(field: Field, value: Cell, _resolve: Resolve, _language: str) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, bool | dt.time | dt.timedelta):
        refuse(field, "is no date", value, "Write YYYY, YYYY-MM or YYYY-MM-DD.")
    text = as_text(value)
    if DATE.fullmatch(text):
        return _day(field, text, text)
    if moment := _MOMENT.fullmatch(text):
        return moment.group(1)
    if local := _LOCAL_DATE.fullmatch(text):
        return _day(field, text, _local_date(field, text, *map(int, local.groups())))
    near = near_date(text)
    refuse(field, "is no date", text, f"Did you mean {near}?" if near else "Write YYYY, YYYY-MM or YYYY-MM-DD.")


def _day(field: Field, text: str, date: str) -> str:
    """Return a date that there is."""
    if why := missing_day(date):
        refuse(field, "is no date", text, why)
    return date


def _duration(field: Field, value: Cell, _resolve: Resolve, _language: str) -> str:
    text = as_text(value)
    with contextlib.suppress(ValueError):
        return check_duration(text)
    near = near_duration(text)
    refuse(field, "is no duration", text, f"Did you mean {near}?" if near else "Write P1Y, P6M or P30D.")


def _local_date(field: Field, text: str, first: int, second: int, year: int) -> str:
    """Read 24/08/2019 and 08/24/2019, but not 04/08/2019, which can be two days."""
    readings = {(m, d) for m, d in ((second, first), (first, second)) if m <= 12 and d <= 31}
    dates = sorted(f"{year:04}-{month:02}-{day:02}" for month, day in readings)
    if len(dates) == 1:
        return dates[0]
    if not dates:
        refuse(field, "is no date", text, "Write YYYY-MM-DD.")
    refuse(field, "can mean two days", text, f"Write {dates[0]} or {dates[1]}.")


def _number(field: Field, value: Cell, _resolve: Resolve, _language: str) -> float:
    return float(_decimal(field, value))


def _integer(field: Field, value: Cell, _resolve: Resolve, _language: str) -> int:
    number = _decimal(field, value)
    if number != number.to_integral_value():
        refuse(field, "is no whole number", value)
    return int(number)


def _decimal(field: Field, value: Cell) -> Decimal:
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        refuse(field, "is no number", value)
    text = str(value).strip()
    if _GROUPED.fullmatch(text):
        refuse(field, "has separators between thousands", text, "Write digits only, and a point before decimals.")
    if "," in text:
        refuse(field, "has a comma", text, "Write a point before decimals, and nothing between thousands.")
    try:
        number = Decimal(text)
    except InvalidOperation:
        refuse(field, "is no number", text)
    if not number.is_finite() or number.adjusted() > 300:
        refuse(field, "is no number that can be kept", text)
    return number


def _boolean(field: Field, value: Cell, _resolve: Resolve, _language: str) -> bool:
    text = as_text(value).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    refuse(field, "is neither yes nor no", value, "Write yes or no.")


def _structure(field: Field, value: Cell) -> Any:
    """Read a part, a list of parts or a map, written as JSON."""
    data = value
    if isinstance(value, str):
        try:
            data = orjson.loads(value)
        except orjson.JSONDecodeError as error:
            refuse(field, f"is not readable as JSON ({error})", value)
    if field.many and isinstance(data, dict):
        data = [cast("dict[str, Any]", data)]
    if not isinstance(data, list if field.many else dict):
        refuse(
            field,
            "is not built as it should be",
            value,
            f"Write a JSON {'list of objects' if field.many else 'object'}.",
        )
    return cast("Any", data)


_READERS: dict[str, Callable[[Field, Cell, Resolve, str], Any]] = {
    "text": _text,
    "iri": _text,
    "duration": _duration,
    "lang": _lang,
    "ref": refer,
    "code": _code,
    "date": _date,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
}
