"""Nothing that is hidden from an audience is in anything that it is given (issue 6, point 7).

A catalogue holds a secret wherever one can be kept. What partners and the public see of it is looked through byte by
byte: the view that commands read, every format, and what every command says and writes.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from orodha.catalogue import Catalogue
from orodha.catalogue.audience import seen_by
from orodha.catalogue.errors import UsageError
from orodha.catalogue.exporting import Choice, Selection, export, losses, write
from orodha.catalogue.formats import Format, Loss, formats
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import AUDIENCES, Visibility
from orodha.tui.cli.app import orodha
from secret_records import INTERNAL, PARTNER, SECRETS, catalogue_with_secrets, secrets_in, told_in

OTHERS: tuple[Visibility, ...] = ("partner", "public")
COMMANDS_IN = Path(__file__).parents[1] / "tui" / "cli"


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.db"
    with Catalogue.create(path) as catalogue:
        catalogue_with_secrets(catalogue)
    return path


@pytest.fixture(scope="module")
def secret(secret_file: Path) -> Iterator[Reader]:
    with Reader.open(secret_file) as reader:
        yield reader


def test_the_catalogue_of_this_test_holds_its_secrets(secret_file: Path):
    said = secret_file.read_bytes()
    assert INTERNAL.encode() in said and PARTNER.encode() in said


@pytest.mark.parametrize("audience", OTHERS)
def test_no_byte_of_a_view_is_a_secret(secret: Reader, audience: Visibility, tmp_path: Path):
    with seen_by(secret, audience) as view:
        view.database.backup(tmp_path / "view.db")
    said = (tmp_path / "view.db").read_bytes()
    assert secrets_in(said, audience) == []
    assert b"open" in said and (audience == "public" or PARTNER.encode() in said)


@pytest.mark.parametrize("audience", OTHERS)
def test_a_view_holds_just_what_an_export_gives(secret: Reader, audience: Visibility):
    given = {one["id"]: one for one in Selection(secret, audience=audience, evidence=True).documents()}
    with seen_by(secret, audience) as view:
        assert {one["id"]: one for one in Selection(view, evidence=True).documents()} == given
        linked = " ".join(link.id for one in given for link in view.links(one))
        assert not [word for word in SECRETS[audience] if word in linked]


def test_the_office_sees_the_catalogue_itself(secret: Reader):
    with seen_by(secret, "internal") as view:
        assert view is secret


def test_a_view_has_no_history(secret: Reader):
    with seen_by(secret, "partner") as view:
        assert secret.log() and not view.log()


def test_a_view_is_gone_when_it_is_closed(secret: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    with seen_by(secret, "public") as view:
        assert view.counts()
    assert not list(tmp_path.iterdir())


def test_what_was_made_for_partners_does_not_know_what_the_public_may_see(secret: Reader, tmp_path: Path):
    with seen_by(secret, "partner") as view:
        view.database.backup(tmp_path / "partner.db")
    with Reader.open(tmp_path / "partner.db") as reader:
        with pytest.raises(UsageError, match="made from"):
            export(reader, tmp_path / "public.json", audience="public")
        assert export(reader, tmp_path / "partner.json", audience="partner") == sum(reader.counts().values())


def test_an_audience_that_there_is_not_is_refused(secret: Reader):
    with pytest.raises(UsageError, match="internal, partner, public"), seen_by(secret, "press"):  # pyright: ignore[reportArgumentType]  # the mistake
        pass


def test_commands_open_catalogues_in_one_place():
    opened = {
        f"{path.stem}: {ast.unparse(node)}"
        for path in COMMANDS_IN.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Reader.open", "Catalogue.open", "connect")
    }
    assert opened == {"session: Reader.open(target())", "session: Catalogue.open(target())"}
    assert SECRETS.keys() == {"internal", *OTHERS}


def written(reader: Reader, one: Format, audience: Visibility, folder: Path) -> bytes:
    """What a format says of a catalogue to an audience, with the evidence: in one file, or in one for each kind."""
    ending, lost = next(iter(one.suffixes), ".out"), list[Loss]()
    for chosen in ((), *((kind,) for kind in reader.counts())):
        choice = Choice(chosen, audience=audience, evidence=True, format_name=one.name)
        with contextlib.suppress(UsageError):  # it holds one kind, or only mappings
            write(reader, folder / f"{''.join(chosen)}{ending}", choice, left_out=lost)
            lost += losses(reader, "", choice)
            if not chosen:
                break
    return b"".join(map(told_in, sorted(folder.iterdir()))) + str(lost).encode()


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=one.name, marks=() if one.name in ("jsonl", "ntriples", "sssom") else pytest.mark.slow)
        for one in formats()
        if one.writer
    ],
)
def test_no_format_gives_a_secret_away(secret: Reader, one: Format, tmp_path: Path):
    said: dict[str, bytes] = {}
    for audience in AUDIENCES:
        folder = tmp_path / audience
        folder.mkdir()
        said[audience] = written(secret, one, audience, folder)
        assert secrets_in(said[audience], audience) == []
    assert secrets_in(said["internal"], "partner"), "this format says no secret to the office: can the test fail?"


@pytest.mark.parametrize("audience", OTHERS)
def test_commands_tell_no_secret(secret_file: Path, audience: Visibility):
    """A few of them, quickly; ``tests/tui/test_secrets_of_commands.py`` tries them all."""
    for line in ("list source --json", "show source/open-source --json", "find permits --json", "matrix --csv", "log"):
        asked = ["--db", str(secret_file), *line.split()]
        told = CliRunner().invoke(orodha, [*asked, "--audience", audience])
        assert told.exit_code == 0, told.stderr
        assert secrets_in(told.stdout_bytes + told.stderr_bytes, audience) == [], line
        assert secrets_in(CliRunner().invoke(orodha, asked).stdout_bytes, "public"), line
