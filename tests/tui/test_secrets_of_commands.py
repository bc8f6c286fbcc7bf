"""No command tells an audience what is not for it (issue 6, point 7).

Every command of the menu is run with the examples of its own help, and with the lines below where these do not come
near a secret, on Kenya's catalogue with secrets in it: for the office, for partners and for the public. What it prints
and writes is looked through byte by byte.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.audience import seen_by
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import AUDIENCES, Visibility
from orodha.inventory.starter import create
from orodha.tui.cli.app import orodha
from orodha.tui.cli.menu import COMMANDS
from secret_records import INTERNAL, catalogue_with_secrets, secrets_in, told_in

pytestmark = pytest.mark.slow

NEARER: dict[str, dict[str, Any]] = {"action": {"areas": ["area/ke-border-jkia"]}, "indicator": {"measures": None}}
"""What a further secret record of a kind has, that commands look at."""

MORE: dict[str, tuple[str, ...]] = {
    "may-share": ("orodha may-share source/open-source --with agency/ke-ncm",),
    "show": (
        "orodha show source/open-source",
        "orodha show source/open-source --json",
        "orodha show concept/open-concept",
    ),
    "path": ("orodha path source/open-source agency/open-agency", "orodha path concept/open-concept law/open-law"),
    "procedure changes": (
        "orodha procedure changes open-procedure",
        "orodha procedure changes marked-procedure ke-sop-data",
    ),
    "push": ("orodha push http://localhost:7878/store --graphs agency --audience internal --dry-run --json",),
    "map suggest": ("orodha map suggest ke ug --all --json",),
    "map export": ("orodha map export all.jsonld", "orodha map export all.sssom.json"),
    "roadmap": ("orodha roadmap area/ke",),
}
"""Lines that come near a secret, of commands whose examples do not."""

CHANGE = {"init", "rules set", "map accept", "map reject", "map change", "map note"}
"""Commands that change a catalogue, or make one, and cannot be told by an option ``--author``."""

TELL_NOTHING = {
    "completion": "It prints the same for all catalogues.",
    "rules": "It tells what a law asks.",
    "schema": "It prints the same for all catalogues.",
    "tui": "It takes the whole screen, and shows nothing where there is none.",
    "map review": "It is for a terminal, and changes the catalogue.",
}
"""Commands that say no secret to the office either, and why."""

NEAR = {"agency": "agency/ke-ncm", "area": "area/ke", "source": "source/ke-efns", "procedure": "procedure/ke-sop-data"}
NEAR |= {
    "concept": "concept/migration-immigrant",
    "scheme": "scheme/ke",
    "gcm": "concept/gcm-20",
    "topics": "concept/topics-visas-permits",
}


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.db"
    with create(path) as catalogue:
        catalogue_with_secrets(catalogue, lambda kind, scheme: near(catalogue, kind, scheme))
        for kind, fields in NEARER.items():
            secret = catalogue.reader.get(f"{kind}/{INTERNAL}-{kind}")
            given = {name: one for name, one in secret.items() if name not in GENERATED} | fields
            given = {name: one for name, one in given.items() if one}
            catalogue.put_all([(given | {"id": f"{kind}/{INTERNAL}-2", "iri": "https://example.org/" + kind}, None)])
    return path


def near(catalogue: Catalogue, kind: str, scheme: str) -> str:
    """A record of the starter that commands look at, so that they come across what refers to it."""
    if (scheme or kind) not in NEAR:
        where = [f"scheme=scheme/{scheme}"] if scheme else []
        NEAR[scheme or kind] = next(catalogue.reader.records(kind, where, limit=1))["id"]
    return NEAR[scheme or kind]


def command(name: str) -> Any:
    return orodha.get_command(orodha.make_context("orodha", ["list"]), name)


def lines(name: str) -> list[str]:
    return [*command(name).examples, *MORE.get(name, ())]


CHANGING = [name for name in COMMANDS if name in CHANGE or any(one.name == "author" for one in command(name).params)]
TELLING = [name for name in COMMANDS if name not in CHANGING]


def said(run: Any, line: str, audience: Visibility, db: Path) -> bytes:
    """What a line prints, and what is in the folder then where it runs."""
    told = run("--audience", audience, *shlex.split(line)[1:], db=db)
    assert told.exception is None or isinstance(told.exception, SystemExit), line
    files = [one for one in sorted(Path().rglob("*")) if one.is_file()]
    return told.stdout_bytes + told.stderr_bytes + b"".join(map(told_in, files))


@pytest.fixture(scope="module")
def views(secret_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What each audience sees, made once."""
    made: dict[str, Path] = {}
    with Reader.open(secret_file) as reader:
        for audience in AUDIENCES[1:]:
            made[audience] = tmp_path_factory.mktemp(audience) / "view.db"
            with seen_by(reader, audience) as view:
                view.database.backup(made[audience])
    return made


@pytest.fixture
def here(secret_file: Path, views: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogue, beside an empty folder in which lines run."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")
    monkeypatch.setattr("orodha.catalogue.audience.view", lambda _reader, audience: Reader.open(views[audience]))
    return Path(shutil.copy(secret_file, tmp_path / "secret.db"))


@pytest.mark.parametrize("name", TELLING)
@pytest.mark.parametrize("audience", ["partner", "public"])
def test_no_command_tells_a_secret(run, here: Path, name: str, audience: Visibility):
    before = here.read_bytes()
    for line in lines(name):
        assert secrets_in(said(run, line, audience, here), audience) == [], line
    assert here.read_bytes() == before


@pytest.mark.parametrize("name", TELLING)
def test_the_office_is_told_one(run, here: Path, name: str):
    told = b"".join(said(run, line, "internal", here) for line in lines(name))
    missing = f"orodha {name} is not tried near a secret: give it a line in MORE, or a reason in TELL_NOTHING"
    assert (secrets_in(told, "public") == []) == (name in TELL_NOTHING), missing


@pytest.mark.parametrize("name", CHANGING)
def test_what_changes_a_catalogue_is_refused(run, here: Path, name: str):
    before = here.read_bytes()
    told = b"".join(said(run, line, "public", here) for line in lines(name))
    assert b"Leave --audience out" in told
    assert secrets_in(told, "public") == []
    assert here.read_bytes() == before


def test_every_command_that_is_said_to_change_something_is_there():
    assert not (CHANGE | set(MORE) | set(TELL_NOTHING)) - set(COMMANDS)
