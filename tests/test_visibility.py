"""Nothing that is hidden from an audience is in anything that it is given (issue 6, point 7).

A catalogue holds a secret wherever one can be kept. What partners and the public see of it is looked through byte by
byte: the view that commands read, every format, and what every command says and writes.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.audience import Sight, seen_by
from orodha.catalogue.errors import UsageError
from orodha.catalogue.exporting import Choice, Selection, export, losses, write
from orodha.catalogue.formats import Format, Loss, formats
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import AUDIENCES, Statement, Visibility
from orodha.tui.cli.app import orodha
from secret_records import INTERNAL, PARTNER, SECRETS, catalogue_with_secrets, secrets_in, told_in
from strategies import documents, evidence

OTHERS: tuple[Visibility, ...] = ("partner", "public")
Values = dict[str, Any]
LINES = (
    "list source --json",
    "show source/open-source --json",
    "find permits --kind agency --json",
    "matrix --csv",
    "log",
)
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


def part_of(less: Any, more: Any) -> bool:
    """Whether one value is another with something left out: entries of mappings, items of lists."""
    if isinstance(less, dict) and isinstance(more, dict):
        return all(name in more and part_of(one, more[name]) for name, one in cast("Values", less).items())
    if isinstance(less, list) and isinstance(more, list):
        ahead = iter(cast("list[Any]", more))
        return all(any(part_of(one, other) for other in ahead) for one in cast("list[Any]", less))
    return less == more


def names_in(value: Any) -> set[str]:
    """The texts in a value that can be names of records."""
    if isinstance(value, str):
        return {value} if "/" in value or ":" in value else set()
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set[str]().union(*map(names_in, inner))


@settings(max_examples=30)
@given(st.data())
def test_a_narrower_audience_sees_a_part_of_what_a_wider_one_sees(secret: Reader, data: st.DataObject):
    kind = data.draw(st.sampled_from(sorted(secret.counts())))
    document = data.draw(documents(kind)) | {"kind": kind}
    claims = data.draw(evidence(kind))
    seen, told, hidden = document, list(claims), frozenset[str]()
    for audience in AUDIENCES:
        if audience != "internal":
            hidden |= data.draw(st.frozensets(st.sampled_from(sorted(names_in(document) - {document["id"]}) or [""])))
        sight = sights(secret)[audience]
        sight.names = hidden
        less, fewer = sight.document(document), sight.statements(document, claims)
        assert part_of(less, seen)
        assert part_of([claim_told(one) for one in fewer], [claim_told(one) for one in told])
        seen, told = less, fewer


def claim_told(one: Statement) -> Values:
    """A claim as a mapping, without what it does not say."""
    return {name: value for name, value in asdict(one).items() if value not in (None, "")}


@cache
def sights(reader: Reader) -> dict[Visibility, Sight]:
    """What each audience sees of a catalogue."""
    return {audience: Sight(reader, audience) for audience in AUDIENCES}


def test_what_is_hidden_from_a_wider_audience_is_hidden_from_a_narrower_one(secret: Reader):
    internal, partner, public = (Sight(secret, audience).hidden for audience in AUDIENCES)
    assert not internal and partner and partner < public


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
    """A few of them, quickly; ``tests/tui/test_secrets_of_commands.py`` tries them all.

    What is found is of one kind: other tests declare kinds, and only so many hits are shown.
    """
    for line in LINES:
        asked = ["--db", str(secret_file), *line.split()]
        told = CliRunner().invoke(orodha, [*asked, "--audience", audience])
        assert told.exit_code == 0, told.stderr
        assert secrets_in(told.stdout_bytes + told.stderr_bytes, audience) == [], line
        assert secrets_in(CliRunner().invoke(orodha, asked).stdout_bytes, "public"), line
