"""What the application works with: taking back and making again, and what others write."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue, ChangeSet, Delete, Put
from orodha.catalogue.errors import DatabaseError, NotFound
from orodha.tui.session import Session
from snapshots import snapshot

SLUGS = st.sampled_from("abcd")
NAMES = st.sampled_from(["One", "Two", "Three"])
STEPS = st.one_of(
    st.tuples(st.just("save"), SLUGS, NAMES),
    st.tuples(st.just("delete"), SLUGS),
    st.just(("undo",)),
    st.just(("redo",)),
)


def document(slug: str, name: str) -> dict[str, Any]:
    return {"id": f"agency/{slug}", "name": {"en": name}, "type": "NGO"}


def content(path: Path) -> dict[str, Any]:
    with Catalogue.open(path) as catalogue:
        return snapshot(catalogue)


def begun(folder: Path) -> Path:
    path = folder / "catalogue.db"
    with Catalogue.create(path) as made:
        made.begin_with([(document("a", "A"), None)], note="starter", author="tests")
    return path


def take(session: Session, step: tuple[str, ...]) -> None:
    if step[0] == "save":
        session.apply(ChangeSet([Put(document(*step[1:]))]))
    elif step[0] == "delete" and session.reader.has(f"agency/{step[1]}"):
        session.apply(ChangeSet([Delete(f"agency/{step[1]}")]))
    elif step[0] == "undo":
        try:
            session.undo()
        except NotFound:
            return
    elif step[0] == "redo":
        session.redo()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=12))
def test_undoing_everything_restores_the_content(steps: list[tuple[str, ...]]):
    with tempfile.TemporaryDirectory() as folder:
        path = begun(Path(folder))
        before, session = content(path), Session(str(path))
        for step in steps:
            take(session, step)
        with pytest.raises(NotFound):
            while True:
                session.undo()
        session.close()
        assert content(path) == before


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=8), st.integers(1, 4))
def test_making_again_is_the_reverse_of_taking_back(steps: list[tuple[str, ...]], times: int):
    with tempfile.TemporaryDirectory() as folder:
        path = begun(Path(folder))
        session = Session(str(path))
        for step in steps:
            take(session, step)
        take(session, ("save", "d", "Four"))
        states = [content(path)]
        for _ in range(times):
            take(session, ("undo",))
            states.append(content(path))
        while session.redo():
            pass
        assert content(path) == states[0]
        session.close()


def test_what_is_new_here_cannot_be_overtaken_by_making_again(tmp_path):
    session = Session(str(begun(tmp_path)))
    take(session, ("save", "b", "Two"))
    session.undo()
    take(session, ("save", "c", "Three"))
    assert session.redo() is None
    session.close()


def test_only_what_others_write_is_news(tmp_path):
    path = begun(tmp_path)
    session = Session(str(path))
    take(session, ("save", "b", "Two"))
    assert session.others() is None
    with Catalogue.open(path) as other:
        other.put_all([(document("c", "C"), None)], author="Amina", note="add C")
    found = session.others()
    assert found is not None and found.only is not None
    assert (found.authors, found.only.note) == (("Amina",), "add C")
    assert session.others() is None
    session.close()


def test_what_others_write_while_this_session_does_is_news_and_a_record_counts_once(tmp_path):
    path = begun(tmp_path)
    session = Session(str(path))
    with Catalogue.open(path) as other:

        def work(catalogue: Catalogue) -> None:
            other.put_all([(document("c", "C"), None)], author="Amina")
            catalogue.put_all([(document("b", "B"), None)])
            other.put_all([(document("c", "See"), None)], author="Omar")

        session.change(work)
    assert session.others() == (2, ("Omar", "Amina"), 1, None)
    session.close()


def test_two_who_make_again_at_once_take_turns(tmp_path):
    path = begun(tmp_path)
    session = Session(str(path))
    for slug in "bc":
        take(session, ("save", slug, "Two"))
    after = content(path)
    session.undo()
    session.undo()
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda _: session.redo(), range(3)))
    session.close()
    assert content(path) == after


def test_a_catalogue_that_is_gone_is_told_without_the_advice_to_make_one(tmp_path):
    path = begun(tmp_path)
    session = Session(str(path))
    path.rename(tmp_path / "moved.db")
    for ask in (session.replaced, lambda: take(session, ("save", "b", "B"))):
        with pytest.raises(DatabaseError, match="deleted or moved") as told:
            ask()
        assert "init" not in str(told.value)
    (tmp_path / "moved.db").rename(path)
    assert not session.replaced()
    session.close()


def test_a_catalogue_in_the_place_of_another_is_read_from_then_on(tmp_path):
    path = begun(tmp_path)
    session = Session(str(path))
    (tmp_path / "other").mkdir()
    other = begun(tmp_path / "other")
    with Catalogue.open(other) as catalogue:
        catalogue.put_all([(document("z", "Z"), None)])
    other.replace(path)
    assert session.replaced() and not session.replaced()
    assert session.reader.has("agency/z") and session.others() is None
    session.close()
