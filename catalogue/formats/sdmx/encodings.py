"""How an XML file is encoded: found once for expat and Python, which may take one name differently."""

from __future__ import annotations

import codecs
import re

from ...errors import FormatError

HEAD = 1 << 10
"""How many bytes the declaration of an encoding stands in."""

_STATED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)""")
_BEGINNINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (b"<\0\0\0", "UTF-32"),
    (b"\0\0\0<", "UTF-32"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (b"<\0", "utf-16le"),
    (b"\0<", "utf-16be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_SIXTEEN = re.compile(r"utf-?16(-?[lb]e)?|ucs-?2", re.IGNORECASE)
_EIGHT = re.compile(r"(us-)?ascii|iso-?8859-?\d+|latin-?\d+|(windows-|cp)125\d|koi8-[a-z]", re.IGNORECASE)
_CONVERT = 'Convert it to UTF-8, and let its first line say encoding="UTF-8".'


def encoding(head: bytes, file: str) -> str:
    """Return how an XML file is encoded, by a name that expat and Python both know.

    A byte order mark counts more than what the file says. Python knows many more names, some of which make other
    characters of the bytes that are marks of XML: these are refused.

    Args:
        head: Its first ``HEAD`` bytes.
        file: What people call it.

    Raises:
        FormatError: It is in an encoding that is not read, or says that it is in UTF-16 and is not.
    """
    begun = next((name for mark, name in _BEGINNINGS if head.startswith(mark)), "")
    found = _STATED.match(head)
    stated = found[1].decode("ascii", "replace") if found else "utf-8"
    if begun.isupper():
        raise FormatError(f"{file} is in {begun}, which is not read.", _CONVERT)
    if begun or re.fullmatch("utf-?8", stated, re.IGNORECASE):
        return begun or "utf-8"
    if _SIXTEEN.fullmatch(stated):
        advice = 'Let its first line say encoding="UTF-8", if it is in that.'
        raise FormatError(f"{file} says that it is in {stated}, and is not.", advice)
    if not _EIGHT.fullmatch(stated) or not _is_known(stated):
        raise FormatError(f"{file} is in {stated}, which is not read.", _CONVERT)
    return stated


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
