"""An annex as a document of Word: headings, contents, a table for each section; the same annex gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

from ..catalogue.pages import RIGHT_TO_LEFT
from .annex import Annex, Said, Section
from .annex_texts import HEAD, anchor, groups
from .sdmx.annotations import mended

_EPOCH = dt.datetime(2000, 1, 1)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w ./:@'’&-]*[\w/])?", re.ASCII)
WIDTHS = (Cm(4.5), Cm(12.5))
"""Of the columns of a table; both are as wide as the text of a page."""

CELL = "Table Text"
"""The style of paragraphs in tables."""

_CONTENTS = ' TOC \\o "1-2" \\n \\h '
"""The field that Word makes a list of contents by: two levels of headings, as links without numbers of pages."""


def as_docx(annex: Annex) -> bytes:
    """Return an annex as the bytes of a document in Office Open XML."""
    document = docx.Document()
    _set_up(document, annex)
    document.add_heading(mended(annex.title), 0)
    for one in annex.remarks:
        document.add_paragraph(mended(one))
    _contents(document, annex)
    for name, sections in groups(annex):
        _bookmark(document.add_heading(name, 1), name, len(annex.sections) + sections[0][0])
        for number, section in sections:
            heading = document.add_heading("", 2)
            _write(heading, Said(f"{number}. ", ""))
            _write(heading, section.title._replace(text=" ".join(section.title.text.split())))
            _bookmark(heading, anchor(section), number)
            _table(document, section)
    out = io.BytesIO()
    document.save(out)
    return _dateless(out.getvalue())


def _set_up(document: Any, annex: Annex) -> None:
    """Set language, letters, margins and properties; the template's own name of a program stays out."""
    changed = dt.datetime.fromisoformat(annex.changed.rstrip("Z")) if annex.changed else _EPOCH
    about = document.core_properties
    about.title, about.author, about.comments = mended(annex.title)[:255], "", ""
    about.created = about.modified = changed
    about.last_modified_by, about.language, about.revision = "", annex.language, 1
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.get_or_add_rPr().append(_element("w:lang", val=annex.language, bidi="ar"))
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.paragraph_format.space_after = normal, Pt(2)
    for level in (1, 2):
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_after = Pt(1)
    for part in document.sections:
        part.left_margin = part.right_margin = Cm(2)


def _contents(document: Any, annex: Annex) -> None:
    """Write the list of contents as a field that is filled in already, and that Word can make anew."""
    title = document.add_paragraph()
    title.add_run("Contents").bold = True
    entries = [
        (level, name, text)
        for group, sections in groups(annex)
        for level, name, text in (
            (1, group, group),
            *((2, anchor(one), f"{number}. {' '.join(one.title.text.split())}") for number, one in sections),
        )
    ]
    for place, (level, name, text) in enumerate(entries):
        line = document.add_paragraph(style=f"toc {level}")
        if not place:
            _field(line, "begin")
            line.add_run()._r.append(_texted("w:instrText", _CONTENTS))
            _field(line, "separate")
        link = _element("w:hyperlink", anchor=_name(name))
        link.append(line.add_run(mended(text))._r)
        line._p.append(link)
        if place == len(entries) - 1:
            _field(line, "end")


def _field(line: Any, kind: str) -> None:
    line.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    begin, end = (
        _element("w:bookmarkStart", id=str(number), name=_name(name)),
        _element("w:bookmarkEnd", id=str(number)),
    )
    paragraph._p.insert(1, begin)
    paragraph._p.append(end)


def _name(text: str) -> str:
    """Return a name that Word takes for a bookmark: letters, digits and _, no more than 40."""
    plain = re.sub(r"\W", "_", text, flags=re.ASCII)
    return plain if len(plain) <= 40 else f"{plain[:30]}_{zlib.crc32(text.encode()):08x}"


def _table(document: Any, section: Section) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for cell, text, width in zip(table.rows[0].cells, HEAD, WIDTHS, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(text).bold = True
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="EEF2F5"))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for point in section.points:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        heading, told = row.cells
        heading.width, told.width = WIDTHS
        _write(heading.paragraphs[0], point.heading, bold=True)
        for place, one in enumerate(point.said):
            _write(told.add_paragraph() if place else told.paragraphs[0], one)
        for one in (*heading.paragraphs, *told.paragraphs):
            one._p.style = CELL.replace(" ", "")  # its id; the library looks through all styles for a name
    document.add_paragraph()


def _write(paragraph: Any, said: Said, *, bold: bool = False) -> None:
    """Write a text in its language; one that begins from right to left makes the paragraph run so."""
    text = mended(said.text)
    backwards = _runs_left(text)
    if backwards:
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))  # the style, put in later, comes before it
    for part, leftwards in _runs(text, backwards):
        run = paragraph.add_run(part)
        run.bold = run.font.cs_bold = bold or None
        properties = run._r.get_or_add_rPr()
        if leftwards:
            properties.append(_element("w:rtl"))
        if said.language:
            properties.append(_element("w:lang", **{"bidi" if leftwards else "val": said.language}))


def _runs(text: str, backwards: bool) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that run in one direction, and whether that is from right to left."""
    pattern, leftwards = (_LATIN, False) if backwards else (RIGHT_TO_LEFT, True)
    end = 0
    for found in pattern.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], not leftwards
        yield found[0], leftwards
        end = found.end()
    if end < len(text):
        yield text[end:], not leftwards


def _runs_left(text: str) -> bool:
    """Tell whether the first letter of a text is of a script that runs from right to left."""
    kinds = (unicodedata.bidirectional(one) for one in text)
    return next((one for one in kinds if one in ("L", "R", "AL")), "L") != "L"


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _texted(tag: str, text: str) -> Any:
    made = OxmlElement(tag)
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def _dateless(package: bytes) -> bytes:
    """Return a package whose parts are all of one day, so that it does not tell when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(zipfile.ZipInfo(one.filename, _EPOCH.timetuple()[:6]), old.read(one), zipfile.ZIP_DEFLATED)
    return out.getvalue()
