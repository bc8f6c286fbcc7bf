"""Imports planned from workbooks that a test writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import specimens
from orodha.catalogue import Catalogue
from orodha.catalogue.importing import ImportPlan, plan

HEADER = ["id", "name", "type", "country"]

SOURCE = {
    "title": "New source",
    "type": "Administrative register",
    "holder": "DIS",
    "country": "Kenya",
    "topics": "labour; visas-permits",
    "status": "Live",
    "access": "open",
    "personal_data": "none",
}


def planned(catalogue: Catalogue, path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> ImportPlan:
    """The plan for a workbook with one sheet, called by the stem of its path."""
    return plan(catalogue.reader, [specimens.xlsx(path, {path.stem: rows})], **options)


def problems(found: ImportPlan) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.reason) for one in found.problems]
