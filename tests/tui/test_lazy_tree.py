"""The lines of a tree that unfold and fold."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.tui.widgets.lazy_tree import AGAIN, CLOSED, SHOWN, Outline, indented
from orodha.vocab.hierarchy import Hierarchy, hierarchy


@st.composite
def trees(draw: st.DrawFn) -> Hierarchy:
    """Any concepts, any of them above any other or itself."""
    keys = range(1, draw(st.integers(1, 9)) + 1)
    above = {key: sorted(draw(st.sets(st.sampled_from(keys), max_size=2))) for key in keys}
    return hierarchy("scheme/x", dict.fromkeys(keys, ""), {key: wide for key, wide in above.items() if wide})


def lines(outline: Outline) -> list[tuple[int, int, str]]:
    return [tuple(outline.line(at)) for at in range(len(outline))]


def unfold_all(outline: Outline, most: int = 500) -> None:
    at = 0
    while at < len(outline) < most:
        outline.unfold(at)
        at += 1


@settings(max_examples=40)
@given(trees())
def test_everything_can_be_unfolded_to_and_no_line_repeats_what_is_above_it_but_once(tree):
    outline = Outline(tree)
    unfold_all(outline)
    assert {key for key, _, _ in lines(outline)} == set(tree.members) or len(outline) >= 500
    for at, (key, depth, mark) in enumerate(lines(outline)):
        path = outline.path(at)
        assert len(path) == depth + 1
        assert path.count(key) == (2 if mark == AGAIN else 1)


@settings(max_examples=40)
@given(trees(), st.data())
def test_folding_takes_back_unfolding(tree, data):
    outline = Outline(tree)
    for _ in range(4):
        outline.unfold(data.draw(st.integers(0, len(outline) - 1)))
    before, at = lines(outline), data.draw(st.integers(0, len(outline) - 1))
    if outline.line(at).mark == CLOSED:
        assert outline.unfold(at)
        assert outline.fold(at)
        assert lines(outline) == before


@settings(max_examples=40)
@given(trees(), st.data())
def test_what_was_unfolded_is_unfolded_again(tree, data):
    outline, other = Outline(tree), Outline(tree)
    for _ in range(5):
        outline.unfold(data.draw(st.integers(0, len(outline) - 1)))
    other.unfold_again(outline.unfolded())
    assert lines(other) == lines(outline)


@settings(max_examples=40)
@given(trees(), st.data())
def test_a_search_shows_every_hit_with_what_is_above_it(tree, data):
    hits = data.draw(st.sets(st.sampled_from(list(tree.members)), min_size=1))
    outline = Outline(tree, tree.above(hits))
    keys = [key for key, _, _ in lines(outline)]
    assert hits <= set(keys)
    assert set(keys) <= tree.above(hits)
    assert keys[outline.first(hits)] in hits


@settings(max_examples=40)
@given(trees())
def test_a_place_is_reached(tree):
    for key in tree.members:
        outline = Outline(tree)
        at = outline.reach(tree.way(key))
        assert outline.path(at) == tree.way(key)


def test_a_search_unfolds_so_many_lines_and_no_more():
    keys = range(1, 2 * SHOWN)
    tree = hierarchy("scheme/x", dict.fromkeys(keys, ""), {key: [key - 1] for key in keys if key > 1})
    assert len(Outline(tree, set(keys))) == SHOWN


def test_deep_lines_say_how_deep_they_are():
    tree = hierarchy("scheme/x", dict.fromkeys(range(1, 20), ""), {key: [key - 1] for key in range(2, 20)})
    outline = Outline(tree, set(range(1, 20)))
    assert indented(outline.line(1), "b") == "  ▾ b"
    assert indented(outline.line(15), "b") == "                    15 ▾ b"
