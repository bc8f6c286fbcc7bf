"""A spreadsheet to fill in: headers with help, and drop-down lists of what the catalogue knows.

What the lists offer is what an import understands. A filled template is imported as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ..columns import HELP, ID, Column, child_fields, child_name, columns_of, part_columns
from ..errors import NotFound, UsageError
from ..kinds import Field, Kind, kinds
from ..reader import Reader
from ..replacing import replacing
from ..resolving import Resolver
from ..workbooks import workbook

LISTS = "lists"
LONGEST_LIST = 5000
"""A list of more records is no help; their ids and labels are understood all the same."""

ROWS = 2000
"""So many rows get drop-down lists."""

_COLOURS = {"mandatory": "#F4C7A1", "recommended": "#FCE8D4", "optional": "#F2F2F2"}
_EXAMPLES = {
    "lang": "Register of work permits",
    "langs": "EFNS; e-FNS",
    "text": "EFNS",
    "date": "2019-08-24, 2019-08 or 2019",
    "duration": "P1Y",
    "integer": "1200",
    "number": "0.85",
    "boolean": "yes",
    "iri": "https://example.org/page",
    "map": '{"field": "value"}',
}


def template(kind: Kind, path: str | Path, reader: Reader, *, overwrite: bool = False) -> Path:
    """Write an empty spreadsheet for a kind; return its path.

    Raises:
        UsageError: The file exists, is no .xlsx, or cannot be written there.
        DiskFull: There was no room.
    """
    target = Path(path)
    if target.suffix.casefold() != ".xlsx":
        raise UsageError(f"{target}: a template is an .xlsx file.", f"Write to {target.stem or kind.name}.xlsx")
    with replacing(target, overwrite=overwrite) as beside, workbook(beside, in_order=False) as book:
        _Template(book, reader).write(kind)
    return target


class _Template:
    def __init__(self, workbook: Any, reader: Reader) -> None:
        self.workbook = workbook
        self.reader = reader
        self.languages: list[str] = list(reader.meta["languages"])
        self.resolver = Resolver(reader)
        self.lists: dict[tuple[str, ...], list[str]] = {}
        self.styles = {
            need: workbook.add_format({"bold": need == "mandatory", "bg_color": colour, "bottom": 1})
            for need, colour in _COLOURS.items()
        }
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})

    def write(self, kind: Kind) -> None:
        """Write the sheets: the records, their parts, the help, and the lists behind the drop-downs."""
        plain = [field for field in kind.fields if not field.part]
        self._sheet(kind.name, columns_of(plain, self.languages), "Leave it empty for a new record, or give kind/name.")
        for field in child_fields(kind):
            note = f"The id of the {kind.name} that the row belongs to; one row for each."
            self._sheet(child_name(kind, field)[:31], part_columns(field, self.languages), note)
        self._help(kind)
        self._write_lists()

    def _sheet(self, name: str, columns: Sequence[Column], id_help: str) -> None:
        sheet = self.workbook.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 26)
        sheet.write_string(0, 0, ID, self.styles["optional"])
        sheet.write_comment(0, 0, id_help)
        for index, column in enumerate(columns, 1):
            need = column.field.need if column.language in ("", self.languages[0]) else "optional"
            header = f"{column.header} *" if need == "mandatory" else column.header
            sheet.set_column(index, index, max(16, len(header) + 3))
            sheet.write_string(0, index, header, self.styles[need])
            sheet.write_comment(0, index, _comment(column, need))
            self._drop_down(sheet, index, column.field)

    def _drop_down(self, sheet: Any, index: int, field: Field) -> None:
        choices = self._choices(field)
        if not choices:
            return
        position = list(self.lists).index(choices)
        letter = xl_col_to_name(position)
        source = f"={LISTS}!${letter}$1:${letter}${len(self.lists[choices])}"
        options: dict[str, Any] = {"validate": "list", "source": source, "show_error": not field.many}
        if field.shape == "ref":
            options["error_type"] = "information"
        options["error_title"] = "Not in the list"
        options["error_message"] = "Choose from the list, or write the id of another record."
        sheet.data_validation(1, index, ROWS, index, options)

    def _choices(self, field: Field) -> tuple[str, ...]:
        """Return the key of the list of a field, made when first asked for; empty if it has none."""
        if field.choices or field.shape == "boolean":
            key = field.choices or ("yes", "no")
            self.lists.setdefault(key, list(key))
            return key
        key = ("", *field.targets, field.means.scheme)
        if field.shape != "ref" or not field.targets:
            return ()
        if key not in self.lists:
            entries = list(self._records(field))
            if not 0 < len(entries) <= LONGEST_LIST:
                return ()
            self.lists[key] = entries
        return key

    def _records(self, field: Field) -> Iterator[str]:
        """Yield what a person would write for each record that a field can refer to: its label, else its id."""
        where = [f"scheme=scheme/{field.means.scheme}"] if field.means.scheme else []
        for name in field.targets:
            if name not in self.reader.kinds or self.reader.count(name, where) > LONGEST_LIST:
                continue
            for document in self.reader.records(name, where):
                label = kinds()[name].label(document, self.languages[0])
                unclear = ";" in label or "\\" in label or self._means(label, field) != document["id"]
                yield document["id"] if unclear else label

    def _means(self, label: str, field: Field) -> str:
        try:
            return self.resolver(label, field.targets, field.means.scheme)
        except NotFound:
            return ""

    def _help(self, kind: Kind) -> None:
        sheet = self.workbook.add_worksheet(HELP)
        for index, (title, width) in enumerate(
            (("sheet", 22), ("column", 26), ("obligation", 14), ("meaning", 60), ("what to write", 40), ("example", 34))
        ):
            sheet.set_column(index, index, width, self.wrapped)
            sheet.write_string(0, index, title, self.styles["mandatory"])
        row = 0
        for name, fields in self._sections(kind):
            for column in columns_of(fields, self.languages[:1]):
                row += 1
                field = column.field
                texts = (name, column.header, field.need, field.means.help, what_to_write(field), _example(field))
                for index, text in enumerate(texts):
                    sheet.write_string(row, index, text)

    def _sections(self, kind: Kind) -> Iterator[tuple[str, Sequence[Field]]]:
        yield kind.name, [field for field in kind.fields if not field.part]
        for field in child_fields(kind):
            yield child_name(kind, field), [column.field for column in part_columns(field, [""])]

    def _write_lists(self) -> None:
        sheet = self.workbook.add_worksheet(LISTS)
        for index, entries in enumerate(self.lists.values()):
            for row, entry in enumerate(entries):
                sheet.write_string(row, index, entry)
        sheet.hide()


def what_to_write(field: Field) -> str:
    """Say in words how a field is written in a cell."""
    several = ", several with ; between" if field.many or field.shape == "langs" else ""
    match field.shape:
        case "ref":
            kinds = " or ".join(field.targets) or "record"
            scheme = f" of the scheme {field.means.scheme}" if field.means.scheme else ""
            return f"label, code or id of a {kinds}{scheme}{several}"
        case "code":
            return f"one of: {', '.join(field.choices)}"
        case "lang" | "langs":
            return f"text, one column a language{several}"
        case "boolean":
            return "yes or no"
        case "date":
            return f"date, known to the day, month or year{several}"
        case "map" | "part":
            return "JSON"
        case shape:
            return f"{shape}{several}"


def _example(field: Field) -> str:
    return field.choices[0] if field.choices else _EXAMPLES.get(field.shape, "")


def _comment(column: Column, need: str) -> str:
    language = f" In the language {column.language}." if column.language else ""
    return f"{column.field.means.help}{language}\n{need.capitalize()}: {what_to_write(column.field)}."
