"""SDMX as formats of the catalogue; the engine finds them by the entry-point group ``orodha.formats``."""

from __future__ import annotations

from ...catalogue.formats import Format

_HERE = __name__.rpartition(".")[0]
_METADATA = "metadata"
REPORTED = ("source", "indicator")
"""The kinds that reports are about."""

_ENDINGS = {"sdmx-ml-3.0": ".xml", "sdmx-json-2.0": ".json"}
"""The syntax of a file that only says .sdmx.xml or .sdmx.json."""

SYNTAXES = ("sdmx-ml-2.1", "sdmx-ml-3.0", "sdmx-ml-3.1", "sdmx-json-2.0", "sdmx-json-2.1")


def _structures(syntax: str) -> Format:
    """Return the format of structure messages in a syntax."""
    endings = (f".sdmx{_ENDINGS[syntax]}",) if syntax in _ENDINGS else ()
    return Format(
        syntax,
        endings,
        "drafts",
        "exchange",
        "exchange",
        options=(syntax,),
        package=_HERE,
        mended=(".json",),
        evidence=False,
        losses="exchange",
        given=True,
    )


def _reports(syntax: str) -> Format:
    """Return the format of messages of reference metadata in a syntax."""
    endings = (f".{_METADATA}{_ENDINGS[syntax]}",) if syntax in _ENDINGS else ()
    return Format(
        f"{syntax}-{_METADATA}",
        endings,
        "",
        writer="exchange",
        options=(syntax, _METADATA),
        kinds=REPORTED,
        unit="report",
        package=_HERE,
        evidence=False,
        losses="exchange",
    )


FORMATS = (
    *map(_structures, SYNTAXES),
    *map(_reports, SYNTAXES),
    Format(
        "sdmx",
        (".xml",),
        "drafts",
        "exchange",
        options=("",),
        package=_HERE,
        mended=(".json",),
        given=True,
        claims=(".json",),
    ),
)
"""Every one. ``sdmx`` is whatever a file turns out to be, in any of the syntaxes."""
