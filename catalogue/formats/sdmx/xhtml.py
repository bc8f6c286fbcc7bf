"""Text with marks: the XHTML within an element of SDMX-ML, as a text of its own."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ...errors import FormatError

SPACE = "http://www.w3.org/1999/xhtml"


def within(element: Any) -> str:
    """Return what is within an element as canonical XML, without the space around it.

    Each outermost element of it names its namespace, so that equal content is equal text wherever it stands.
    """
    whole: str = etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
    return whole.partition(">")[2].rpartition("<")[0].strip(" \t\r\n")


def canonical(text: str) -> str:
    """Return XHTML as canonical XML; elements that name no namespace are of XHTML.

    Args:
        text: Text and elements: "Data on <em>permits</em>.".

    Raises:
        FormatError: It is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        content = f'<in:x xmlns:in="urn:x-within" xmlns="{SPACE}">{text}</in:x>'.encode()
        return within(etree.fromstring(content, parser))
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        short = text if len(text) <= 60 else f"{text[:57]}..."
        raise FormatError(
            f"The text {short!r} is no XHTML ({error}).",
            "Close every element, write &amp; for an ampersand and &#160; for &nbsp;, or give it as plain text.",
        ) from None
