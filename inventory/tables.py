"""Tables that are read on screen, sent as a page or a spreadsheet, and put into a document."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..catalogue.pages import page, prose, table, write_sheet


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts.

    Attributes:
        title: What it is called, a few words.
        head: The headings of its columns.
        rows: Its rows, each as long as the head. A line break within a cell is kept.
        foot: Sentences below it.
        ids: Of each row, the ids of the records that it is about, for who wants to look them up; or none at all.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    ids: tuple[tuple[str, ...], ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the table as JSON data: rows by heading, with the ids of their records."""
        rows: list[dict[str, Any]] = [dict(zip(self.head, row, strict=True)) for row in self.rows]
        for row, ids in zip(rows, self.ids, strict=False):
            row["ids"] = list(ids)
        return {"title": self.title, "rows": rows, "remarks": list(self.foot)}

    def csv(self) -> str:
        """Return the table as CSV, without what is below it."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([self.head, *self.rows])
        return out.getvalue()

    def html(self) -> str:
        """Return the table as a page that stands alone."""
        foot = "".join(f"\n<p>{prose(one)}</p>" for one in self.foot)
        return page(self.title, table(self.rows, self.head) + foot)

    def markdown(self) -> str:
        """Return the table as Markdown, with a heading."""
        lines = [self.head, ("---",) * len(self.head), *self.rows]
        shown = ["| " + " | ".join(map(_markdown_cell, line)) + " |" for line in lines]
        return "\n".join([f"## {self.title}", "", *shown, *(f"\n{one}" for one in self.foot)]) + "\n"

    def xlsx(self, path: Path) -> None:
        """Write the table as a spreadsheet.

        Raises:
            OSError: The file cannot be written.
        """
        write_sheet(path, "table", [self.head, *self.rows], self.foot)  # a title has signs that no sheet may have


def _markdown_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
