"""Small messages of SDMX: written by the codec, and spelled out in 2.1."""

from __future__ import annotations

from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m

HEADER = m.Header("M1", False, "2024-01-01T00:00:00Z", m.Party("KE"))
NEWER = ["sdmx-ml-3.0", "sdmx-ml-3.1", "sdmx-json-2.0", "sdmx-json-2.1"]


def written(artefact: m.Maintainable, syntax: str) -> bytes:
    """Return the message of one artefact."""
    return b"".join(sdmx.written(m.Message(HEADER, [artefact]), syntax))


def spelled(structures: str) -> str:
    """Return a message of 2.1 around its structures."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
    xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure"
    xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
  <mes:Header>
    <mes:ID>M1</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-01-01T00:00:00Z</mes:Prepared>
    <mes:Sender id="KE"/>
  </mes:Header>
  <mes:Structures>
{structures}  </mes:Structures>
</mes:Structure>
"""
