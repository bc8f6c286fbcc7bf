"""How deep JSON may be nested: what is deeper is no record, and takes readers long or too much stack."""

from __future__ import annotations

from typing import IO

from ..errors import FormatError

DEEPEST = 100


class Depth:
    """Follows JSON as it comes, piece by piece."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False

    def is_too_deep(self, piece: bytes) -> bool:
        """Take the next piece, which does not end within an escape, and tell whether it goes too deep."""
        pieces = piece.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = b"".join(pieces[self._in_string :: 2])
        self._in_string ^= len(pieces) % 2 == 0
        if self._depth + outside.count(b"[") + outside.count(b"{") <= DEEPEST:
            self._depth += sum(map(outside.count, (b"[", b"{"))) - sum(map(outside.count, (b"]", b"}")))
            return False
        for sign in outside.translate(None, _NO_BRACKETS):
            self._depth += 1 if sign in b"[{" else -1
            if self._depth > DEEPEST:
                return True
        return False


_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")


def is_too_deep(text: bytes) -> bool:
    """Tell whether a whole JSON text is nested too deeply."""
    return text.count(b"[") + text.count(b"{") > DEEPEST and Depth().is_too_deep(text)


class Guarded:
    """A stream of JSON that ends with an error where it is nested too deeply."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        self._stream = stream
        self._file = file
        self._depth = Depth()

    def read(self, size: int = -1) -> bytes:
        """Read about so many bytes.

        Raises:
            FormatError: They are nested too deeply.
        """
        piece = self._stream.read(size)
        while piece.endswith(b"\\") and (more := self._stream.read(1)):
            piece += more
        if self._depth.is_too_deep(piece):
            raise too_deep(self._file)
        return piece


def too_deep(file: str) -> FormatError:
    """Return what is wrong with a file that is nested too deeply."""
    return FormatError(f"{file} is nested more than {DEEPEST} levels deep.", "No record is; ask for the file again.")
