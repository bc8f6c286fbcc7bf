"""Vocabularies on the screen: the schemes, the tree of one, its languages, and searching it."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.tui.screens.vocabulary import found
from orodha.vocab.hierarchy import Hierarchy
from screens import LARGE, SMALL, Driven, drive


def vocabulary(db: Path, work, scheme: str = "", concept: str = "", size: tuple[int, int] = SMALL) -> None:
    """Open a vocabulary, and do some work in it."""

    async def opened(it: Driven) -> None:
        it.app.show("vocabulary", scheme, concept)
        await it.settle()
        await work(it)

    drive(db, opened, first="kinds", size=size)


TREE = {
    "person": ("Person", "Mtu", []),
    "migrant": ("Migrant", "Mhamiaji", ["person"]),
    "worker": ("Worker", "Mfanyakazi", ["person"]),
    "migrant-worker": ("Migrant worker", "", ["migrant", "worker"]),
    "nurse": ("Nurse", "Muuguzi", ["migrant-worker"]),
    "egg": ("Egg", "", ["hen"]),
    "hen": ("Hen", "", ["egg"]),
    "stray": ("Stray", "", ["../b-elsewhere"]),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with a scheme that has a concept below two, a circle, and one below a concept of another scheme."""
    path = tmp_path_factory.mktemp("tree") / "tree.db"
    with Catalogue.create(path, title="Tree") as made:
        made.begin_with(((one, None) for one in documents()), note="tree", author="tests")
    return path


def documents():
    yield {"id": "scheme/a", "title": {"en": "A tree"}, "role": "thesaurus"}
    yield {"id": "scheme/b", "title": {"en": "Another"}, "role": "thesaurus"}
    yield {"id": "concept/b-elsewhere", "label": {"en": "Elsewhere"}, "scheme": "scheme/b"}
    for slug, (english, swahili, above) in TREE.items():
        yield {
            "id": f"concept/a-{slug}",
            "label": {"en": english, **({"sw": swahili} if swahili else {})},
            "scheme": "scheme/a",
            "broader": [f"concept/a-{one}".replace("a-../", "") for one in above],
        }


def shown(it: Driven) -> list[str]:
    """Return what stands in the first column of the tree, with marks and indent."""
    start = next(at for at, line in enumerate(it.lines) if line.startswith(" CONCEPT"))
    width = it.lines[start].index("BELOW") - 1
    found = (line[1:width].rstrip() for line in it.lines[start + 1 : -9])
    return [line for line in found if line]


def test_the_schemes_tell_how_much_they_hold_and_enter_opens_one(kenya):
    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("schemes")
        row = next(line for line in it.lines if "Migration terms used in Uganda" in line)
        with Reader.open(kenya) as reader:
            count = len(Hierarchy.of(reader, "scheme/ug"))
        assert row.split()[5:8] == [str(count), "UBOS", "Uganda"]
        await it.press("enter")
        assert "▸ Vocabulary ▸ Access classes" in it.lines[0]
        await it.press("escape")
        assert it.lines[0].endswith("schemes")

    vocabulary(kenya, work)


@pytest.mark.slow
def test_branches_unfold_and_nothing_is_lost(tree):
    async def work(it: Driven) -> None:
        assert shown(it) == ["▸ Person", "  Stray", "▸ Egg"]
        await it.pilot.press("right", "right", "right")
        await it.settle()
        assert shown(it)[:4] == ["▾ Person", "  ▾ Migrant", "    ▸ Migrant worker", "  ▸ Worker"]
        await it.pilot.press("down", "down", "right")
        await it.settle()
        assert shown(it)[3:5] == ["  ▾ Worker", "    ▸ Migrant worker"]
        await it.pilot.press("left", "left", "left")
        await it.settle()
        assert shown(it) == ["▸ Person", "  Stray", "▸ Egg"]

    vocabulary(tree, work, "scheme/a")


@pytest.mark.slow
def test_a_concept_that_is_its_own_ancestor_is_shown_once_more_with_a_sign(tree):
    async def work(it: Driven) -> None:
        await it.pilot.press("end", "right", "down", "right", "down", "right")
        await it.settle()
        assert shown(it) == ["▸ Person", "  Stray", "▾ Egg", "  ▾ Hen", "    ↻ Egg"]

    vocabulary(tree, work, "scheme/a")


def test_a_concept_stands_in_its_place_with_all_that_is_above_it(tree):
    async def work(it: Driven) -> None:
        assert shown(it)[:4] == ["▾ Person", "  ▾ Migrant", "    ▾ Migrant worker", "        Nurse"]
        assert it.lines[-9].startswith(" Nurse  concept/a-nurse")
        assert "Person ▸ Migrant ▸ Migrant worker ▸ Nurse" in it.lines[-8]
        assert "en Nurse  sw Muuguzi  no label in fr, ar, pt" in it.lines[-7]

    vocabulary(tree, work, concept="concept/a-nurse")


def test_labels_in_another_language_fall_back_visibly(tree):
    async def work(it: Driven) -> None:
        await it.press("l", "l")
        assert it.lines[0].endswith("8 concepts · sw")
        assert shown(it) == ["▾ Mtu", "  ▸ Mhamiaji", "  ▸ Mfanyakazi", "  Stray (en)", "▸ Egg (en)"]

    vocabulary(tree, work, concept="concept/a-migrant")


def test_searching_folds_the_tree_to_the_hits_and_enter_goes_to_the_place(tree):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await it.pilot.press(*"wor")
        await it.settle()
        assert it.lines[0].endswith("2 of 8 concepts · en")
        assert shown(it)[:3] == ["▾ Person", "  ▾ Migrant", "    ▸ Migrant worker"]
        await it.press("up", "down", "enter")
        assert it.lines[0].endswith("8 concepts · en")
        assert "concept/a-worker" in it.text
        await it.press("slash")
        await it.type("zz")
        assert "No concept has all these words: esc clears them." in it.text
        await it.press("escape")
        assert "concept/a-worker" in it.text

    vocabulary(tree, work, "scheme/a")


@pytest.mark.slow
def test_what_others_write_appears_and_the_cursor_stays(own):
    async def work(it: Driven) -> None:
        await it.press("right", "down", "down")
        here = it.lines[-9]
        with Catalogue.open(own) as other:
            other.put_all(
                [({"id": "concept/migration-aaa", "label": {"en": "Aaa"}, "scheme": "scheme/migration"}, None)]
            )
        it.app.look_for_changes()
        await it.settle()
        assert shown(it)[0] == "  Aaa"
        assert it.lines[-9] == here

    vocabulary(own, work, "scheme/migration")


@pytest.mark.slow
def test_the_concept_stands_beside_the_tree_where_there_is_room(tree):
    async def work(it: Driven) -> None:
        line = next(line for line in it.lines if "Nurse  concept/a-nurse" in line)
        assert line.startswith(" CONCEPT")

    vocabulary(tree, work, concept="concept/a-nurse", size=LARGE)


@pytest.mark.slow
def test_the_place_of_a_hit_is_in_view(kenya):
    async def work(it: Driven) -> None:
        await it.press("slash")
        await it.type("unkn")
        await it.press("enter")
        assert shown(it)[-1].split() == ["Unknown", "_U"]

    vocabulary(kenya, work, "scheme/frequency")


@pytest.mark.slow
def test_letters_go_on_into_the_words_when_the_last_was_deleted(tree):
    async def work(it: Driven) -> None:
        await it.press("slash", "a", "backspace")
        assert it.lines[0].endswith("8 concepts · en")
        await it.type("nur")
        assert it.lines[0].endswith("1 of 8 concepts · en")

    vocabulary(tree, work, "scheme/a")


@pytest.mark.slow
def test_what_is_found_after_the_search_was_left_is_not_shown(tree):
    async def work(it: Driven) -> None:
        page = it.app.screen
        late = found(page.reader, page._tree, "nurse")
        page._show_found(late)
        await it.settle()
        assert it.lines[0].endswith(" 8 concepts · en")

    vocabulary(tree, work, "scheme/a")
