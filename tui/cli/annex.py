"""The metadata annex of a yearbook: what its sources and indicators are, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...catalogue.wording import counted
from . import completing
from .command import Form, as_document, command
from .files import SCREEN, check_free, format_of, whole_file, write_to
from .output import as_json
from .session import open_reader, talk

if TYPE_CHECKING:
    from ...inventory.annex import Annex

FORMATS = ("text", "md", "html", "docx", "json")


@command(
    examples=[
        "orodha annex -o annex.docx",
        "orodha annex ke-kphc-2019 ke-border-arrivals -o annex.html",
        "orodha annex --framework gcm-20",
    ]
)
@click.argument("source", nargs=-1, shell_complete=completing.ids)
@click.option("--framework", metavar="F", default="", help="What serves an objective, or any of a scheme: gcm-20, gcm.")
@click.option("--indicators", is_flag=True, help="The indicators too that are computed from the sources.")
@click.option("--title", default="", metavar="TEXT", help="What it is called; else after the catalogue.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="In which language, as far as known.")
@click.option("-o", "--output", metavar="FILE", default=SCREEN, help="Where: docx, html, md, json.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@as_document
def annex_command(
    source: tuple[str, ...],
    framework: str,
    indicators: bool,
    title: str,
    language: str,
    output: str,
    force: bool,
    form: Form,
) -> None:
    """Write the metadata annex of a yearbook: what sources and indicators are, point by point, with the documents.

    The headings are those of the Euro SDMX Metadata Structure. Where nothing is known, or no document defines a
    word, the annex says so. Without SOURCE, all sources are told of; SOURCE may be an indicator too.
    """
    from ...inventory.annex import annex, chosen  # help and completion do without it

    written = format_of(output, form, FORMATS, "annex")
    check_free(output, force)
    with open_reader() as reader:
        ids = chosen(reader, source, framework, indicators=indicators)
        made = annex(reader, ids, title=title, language=language)
    _write(made, written, output, force)
    if output != SCREEN:
        talk(f"Wrote {output}: {counted(len(made.sections), 'entry')}. {' '.join(made.remarks)}".rstrip())


def _write(made: Annex, written: str, output: str, force: bool) -> None:
    if written == "docx":
        from ...inventory.annex_docx import as_docx  # a library that nothing else needs

        with whole_file(output, force) as path:
            path.write_bytes(as_docx(made))
        return
    from ...inventory.annex_texts import as_html, as_markdown  # JSON does without them

    texts = {"json": lambda: as_json(made.as_json()), "html": lambda: as_html(made)}
    write_to(output, texts.get(written, lambda: as_markdown(made))(), force)
