"""The documentation cannot lie: its made pages are current, and what its pages tell a reader to type is typed here.

A page is read from top to bottom in an empty folder. ``sh`` blocks: every line that begins with ``orodha`` is run, and
ends as it should: with 0, or with what a comment ``# exit 1`` says. ``text`` blocks after them are what was printed
(dates and, in lines of three dots, anything may differ). ``python`` and ``sql`` blocks are run. A block with a title is
a file of that name. A comment ``<!-- not run -->`` before a block leaves it out.

    python tests/test_docs.py [PAGE...]        write what is printed now into the text blocks without dots
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue.kinds import kinds
from orodha.tui.cli.app import run

ROOT = Path(__file__).resolve().parent.parent
HOW_TO = sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "how-to").glob("*.md"))
PAGES = ["README.md", "docs/index.md", "docs/tutorial.md", *HOW_TO]
WIDTH = "88"
DOTS = "..."

_BLOCK = re.compile(r"(<!-- not run -->\n+)?^```(\w+)?([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r'title="([^"]+)"')
_EXIT = re.compile(r"\s+# exit (\d+)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?")
_SHELL = re.compile(r"[|<]|&&|\$\(|^\w+=|^export ")


class Stream(io.TextIOWrapper):
    """A stream that says whether it is a terminal, and keeps what is written."""

    def __init__(self, kept: io.BytesIO, at_terminal: bool = False) -> None:
        super().__init__(kept, encoding="utf-8", newline="\n", write_through=True)
        self.kept = kept
        self.at_terminal = at_terminal

    def isatty(self) -> bool:
        return self.at_terminal

    def written(self) -> bytes:
        return self.kept.getvalue()


@dataclass
class Block:
    """One fenced block of a page: where its content stands, and what is said about it."""

    language: str
    title: str
    content: str
    start: int
    end: int
    skipped: bool


@dataclass
class Page:
    """A page as it is being followed in a folder."""

    name: str
    folder: Path
    printed: str = ""
    names: dict[str, Any] = field(default_factory=dict)
    packaged: bool = False

    def follow(self) -> Iterator[tuple[Block, str]]:
        """Do what the page says; yield each text block with what was really printed before it."""
        before = ""
        for block in blocks((ROOT / self.name).read_text(encoding="utf-8")):
            if block.title:
                self._write(block)
            elif block.skipped:
                pass
            elif block.language == "sh":
                self.printed = "".join(self._run(line) for line in commands(block.content))
            elif block.language == "python":
                self.printed = self._python(block.content)
            elif block.language == "sql":
                self.printed = self._sql(block.content)
            elif block.language == "text" and before in ("sh", "python", "sql"):
                yield block, self.printed
            before = "" if block.skipped or block.title else block.language

    def _write(self, block: Block) -> None:
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.content, encoding="utf-8")
        if path.name == "pyproject.toml":
            self._install(tomllib.loads(block.content)["project"])

    def _install(self, project: dict[str, Any]) -> None:
        """Announce the package of the page as an installation would; its commands run in processes of their own."""
        folder = self.folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n")
        lines = [
            line
            for group, points in project["entry-points"].items()
            for line in (f"[{group}]", *(f"{name} = {target}" for name, target in points.items()))
        ]
        (folder / "entry_points.txt").write_text("\n".join(lines) + "\n")
        self.packaged = True

    def _run(self, line: str) -> str:
        expected = int(found.group(1)) if (found := _EXIT.search(line)) else 0
        line = _EXIT.sub("", line)
        if self.packaged or _SHELL.search(line):
            code, printed = _in_shell(line, self.folder)
        else:
            code, printed = _in_process(line)
        assert code == expected, f"{self.name}: {line}\nexit code {code}, not {expected}\n{printed}"
        return printed

    def _python(self, code: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, self.name, "exec"), self.names)
        return out.getvalue()

    def _sql(self, code: str) -> str:
        with contextlib.closing(sqlite3.connect("orodha.db")) as connection:
            rows = connection.execute(code).fetchall()
        assert rows, f"{self.name}: nothing is found by {code}"
        return "".join("|".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    for found in _BLOCK.finditer(text):
        title = _TITLE.search(found.group(3))
        yield Block(
            found.group(2) or "",
            title.group(1) if title else "",
            found.group(4),
            found.start(4),
            found.end(4),
            found.group(1) is not None,
        )


def commands(content: str) -> Iterator[str]:
    """Yield the command lines of a block that Orodha takes part in."""
    for line in content.replace("\\\n", " ").replace(".venv/bin/", "").splitlines():
        if line.startswith("python3 -m venv"):
            yield from (piece for piece in line.split(" && ") if piece.startswith("orodha "))
            continue
        if re.search(r"(^|\| |=\S+ )orodha ", line) or line.startswith(("cp ", "mkdir ")):
            yield line


def _in_process(line: str) -> tuple[int, str]:
    arguments = shlex.split(line, comments=True)
    target = arguments[arguments.index(">") + 1] if ">" in arguments else ""
    if arguments[0] != "orodha":
        return _in_shell(line, Path.cwd())
    screen = io.BytesIO()
    talk, out = Stream(screen), Stream(io.BytesIO() if target else screen, at_terminal=not target)
    with contextlib.redirect_stderr(talk), contextlib.redirect_stdout(out):
        code = run(arguments[1 : -2 if target else None])
    if target:
        Path(target).write_bytes(out.written())
    return code, screen.getvalue().decode()


def _in_shell(line: str, folder: Path) -> tuple[int, str]:
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(folder)}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@contextlib.contextmanager
def reader_at(folder: Path) -> Iterator[None]:
    """Be a reader of the documentation: in an empty folder, at a terminal of a certain width, called Amina."""
    environment = {"COLUMNS": WIDTH, "NO_COLOR": "1", "LOGNAME": "amina", "USER": "amina"}
    was = {name: os.environ.get(name) for name in (*environment, "ORODHA_DB")}
    here, stdin = Path.cwd(), sys.stdin
    os.environ.update(environment)
    os.environ.pop("ORODHA_DB", None)
    os.chdir(folder)
    sys.stdin = io.StringIO()
    try:
        yield
    finally:
        sys.stdin = stdin
        os.chdir(here)
        for name, value in was.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def same(shown: str, printed: str) -> bool:
    """Tell whether a page shows what was printed, dates apart; a line of three dots stands for any lines."""
    parts = [re.escape(_plain(part)) for part in re.split(rf"^{re.escape(DOTS)}\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), _plain(printed)) is not None


def _plain(text: str) -> str:
    return _DAY.sub("DAY", "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines() if line.strip()))


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_says_is_so(name: str, tmp_path: Path) -> None:
    with reader_at(tmp_path):
        for block, printed in Page(name, tmp_path).follow():
            assert same(block.content, printed), f"{name} shows\n{block.content}\nbut this is printed\n{printed}"


def test_made_pages_are_current() -> None:
    for tool in ("make_reference", "make_commands", "make_keys"):
        done = subprocess.run(
            [sys.executable, f"tools/{tool}.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_pictures_show_the_screens_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable, "tools/make_pictures.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_navigation_has_every_page() -> None:
    listed = re.findall(r"[\w/-]+\.md$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)
    there = [str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")]
    assert sorted(listed) == sorted(there)


def test_every_kind_has_a_page_and_a_schema() -> None:
    for kind in kinds():
        assert (ROOT / f"docs/reference/kinds/{kind}.md").is_file()
        assert (ROOT / f"docs/schema/{kind}.json").is_file()


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text()):
        assert (ROOT / target).exists(), target


def test_readme_has_the_lines_that_ci_runs() -> None:
    text = (ROOT / "README.md").read_text()
    for marker in ("run", "test"):
        found = re.search(rf"^<!-- {marker} -->\n```sh\n(.+)\n```$", text, re.MULTILINE)
        assert found, f"no block of one line after the marker {marker}"


def refresh(names: Sequence[str]) -> None:
    """Write into the pages what is printed now."""
    for name in names:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, reader_at(Path(folder)):
            shown = list(Page(name, Path(folder)).follow())
        for block, printed in reversed(shown):
            if same(block.content, printed):
                continue
            if f"\n{DOTS}\n" in f"\n{block.content}":
                print(f"{name}: mend by hand\n{block.content}\nbut this is printed\n{printed}")
                continue
            lines = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
            text = text[: block.start] + lines + text[block.end :]
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    refresh(sys.argv[1:] or PAGES)
