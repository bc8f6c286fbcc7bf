"""Running Python in another process: as another user, to be killed, or to be waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NOBODY = 65534

AS_NOBODY = f"""
import os, sys
from orodha.catalogue import Catalogue, Reader
from orodha.catalogue.errors import OrodhaError
with Catalogue.create(sys.argv[1]) as catalogue:  # imports all that the user below cannot read
    catalogue.put_all([({{"id": "area/xx", "name": "X", "type": "country"}}, None)])
    catalogue.find("misspelt")
    try:
        catalogue.get("area/yy")
    except OrodhaError:
        pass
with Reader.open(sys.argv[1]) as reader:
    list(reader.documents())
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
def tried(action):
    try:
        return action()
    except OrodhaError as error:
        return f"{{type(error).__name__}}: {{error}}"
"""


def python(code: str, *arguments: object, check: bool = True) -> str:
    """Run Python code to its end and return what it printed."""
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if check and done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


def as_nobody(folder: Path, code: str, *arguments: object) -> str:
    """Run code as a user without rights, whether or not the tests run as root; ``tried`` turns errors into text."""
    folder.mkdir()
    return python(AS_NOBODY + code, folder / "warm.db", *arguments)


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python code; the caller reads what it prints and ends it."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-u", "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
