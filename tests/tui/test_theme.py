"""The looks: every text stands out from what is behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.tui.theme import ENOUGH, SIGNS, THEMES, contrast, theme
from rich.cells import cell_len
from textual.app import App
from textual.color import Color

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)

READ = ("foreground", "accent", "faint", "success", "warning", "error", "text-muted", "footer-foreground")
BEHIND = ("background", "panel", "surface", "chosen")


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_within_its_range(first, second):
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21


@pytest.mark.parametrize("name", THEMES)
def test_every_text_of_a_theme_stands_out_from_every_ground(name):
    assert min(contrast(text, ground) for text, ground in THEMES[name].pairs()) >= ENOUGH


@pytest.mark.parametrize("name", THEMES)
def test_what_textual_makes_of_a_theme_stands_out_too(name):
    app = App()
    app.register_theme(theme(name))
    app.theme = name
    made = app.get_css_variables()

    def colour(variable: str) -> str:
        return Color.parse(made[variable]).hex6.lower()

    low = [(text, ground) for text in READ for ground in BEHIND if contrast(colour(text), colour(ground)) < ENOUGH]
    assert not low


def test_every_state_has_a_sign_of_its_own_in_one_cell():
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert {cell_len(sign) for sign in SIGNS.values()} == {1}
