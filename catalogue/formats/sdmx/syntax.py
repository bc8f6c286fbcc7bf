"""The syntaxes of SDMX: what each is called, and what a file of it begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...errors import UsageError, did_you_mean


@dataclass(frozen=True, slots=True)
class Syntax:
    """One syntax in one version.

    Attributes:
        name: What people and ``--format`` call it.
        family: Whether it is XML or JSON.
        version: Its own version.
        schema: Of XML, what its namespaces begin with; of JSON, the address of its schema.
    """

    name: str
    family: Literal["ml", "json"]
    version: str
    schema: str

    @property
    def is_21(self) -> bool:
        """Whether it is SDMX-ML 2.1, where much stands elsewhere than in the others; not so SDMX-JSON 2.1."""
        return self.family == "ml" and self.version == "2.1"

    def tag(self, place: str) -> str:
        """Return the name of an element as lxml has it: "{namespace}Code" of "str:Code"."""
        prefix, colon, name = place.partition(":")
        return f"{{{self.schema}{NAMESPACES[prefix]}}}{name}" if colon else place


NAMESPACES = {"mes": "message", "str": "structure", "com": "common", "gen": "metadata/generic"}
"""Prefixes that the tables use, and what namespaces end with."""

XML = "http://www.w3.org/XML/1998/namespace"
"""The namespace of the prefix "xml", which nobody declares."""

UNWRITABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""What XML 1.0 cannot hold, as a range for ``re``."""

_ML = "http://www.sdmx.org/resources/sdmxml/schemas/"

VERSION = re.compile(rf"\{{?{re.escape(_ML)}v(\d+)_(\d+)/")
"""What the name of an element of SDMX-ML begins with, and its version in two groups."""

ML21 = Syntax("sdmx-ml-2.1", "ml", "2.1", f"{_ML}v2_1/")
ML30 = Syntax("sdmx-ml-3.0", "ml", "3.0", f"{_ML}v3_0/")
ML31 = Syntax("sdmx-ml-3.1", "ml", "3.1", f"{_ML}v3_1/")
JSON20 = Syntax("sdmx-json-2.0", "json", "2.0", "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json")
JSON21 = Syntax("sdmx-json-2.1", "json", "2.1", "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json")

SYNTAXES: dict[str, Syntax] = {one.name: one for one in (ML21, ML30, ML31, JSON20, JSON21)}
"""Every syntax, by name."""


def syntax_named(name: str) -> Syntax:
    """Return the syntax of a name.

    Raises:
        UsageError: There is none.
    """
    if name not in SYNTAXES:
        raise UsageError(f"There is no syntax of SDMX {name!r}.", did_you_mean(name, SYNTAXES))
    return SYNTAXES[name]
