"""Tables that are read on screen, sent as a page or a spreadsheet, and put into a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..catalogue.pages import page, prose, table
from ..catalogue.sheets import Sheet, write_sheets


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts.

    Attributes:
        title: What it is called, a few words.
        head: The headings of its columns.
        rows: Its rows, each as long as the head. A line break within a cell is kept.
        foot: Sentences below it.
        ids: Of each row, the ids of the records that it is about, for who wants to look them up; or none at all.
        more: Further tables, below it or on further sheets: what its cells rest on, say. CSV is without them.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    ids: tuple[tuple[str, ...], ...] = field(default=())
    more: tuple[Table, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the table as JSON data: rows by heading, with the ids of their records; further tables likewise."""
        rows: list[dict[str, Any]] = [dict(zip(self.head, row, strict=True)) for row in self.rows]
        for row, ids in zip(rows, self.ids, strict=False):
            row["ids"] = list(ids)
        further = {"more": [one.as_json() for one in self.more]} if self.more else {}
        return {"title": self.title, "rows": rows, "remarks": list(self.foot)} | further

    def csv(self) -> str:
        """Return the table as CSV, without what is below it."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([self.head, *self.rows])
        return out.getvalue()

    def html(self) -> str:
        """Return the table as a page that stands alone."""
        return page(self.title, self._markup())

    def _markup(self) -> str:
        foot = "".join(f"\n<p>{prose(one)}</p>" for one in self.foot)
        further = "".join(f"\n<h2>{prose(one.title)}</h2>\n{one._markup()}" for one in self.more)
        return table(self.rows, self.head) + foot + further

    def markdown(self) -> str:
        """Return the table as Markdown, with a heading."""
        lines = [self.head, ("---",) * len(self.head), *self.rows]
        shown = ["| " + " | ".join(map(_markdown_cell, line)) + " |" for line in lines]
        own = "\n".join([f"## {self.title}", "", *shown, *(f"\n{one}" for one in self.foot)]) + "\n"
        return "\n".join([own, *(one.markdown() for one in self.more)])

    def xlsx(self, path: Path) -> None:
        """Write the table as a spreadsheet; further tables are sheets of it, by their titles.

        Columns of numbers are numbers there, and days are days; the title is the first line below the table.

        Raises:
            OSError: The file cannot be written.
        """
        write_sheets(path, self._sheets("table"))

    def _sheets(self, name: str) -> Iterator[Sheet]:
        yield Sheet(name, [self.head, *self.rows], (self.title, *self.foot), self.title, valued=True)
        for one in self.more:
            yield from one._sheets(one.title)


def _markdown_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
