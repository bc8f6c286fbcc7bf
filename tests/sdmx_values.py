"""Hypothesis strategies: ids, texts, dates and lists of them, as SDMX has them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from strategies import texts as one_line

__all__ = ["AGENCIES", "LANGUAGES", "by_language", "counts", "dates", "flags", "ids", "listed", "maybe", "numbers"]
__all__ += ["one_line", "texts", "unique", "urls"]

LANGUAGES = ("en", "fr", "sw", "ar", "pt", "am")
URLS = ("https://example.org/a?b=c&d=%20", "http://registry.example.org/ws/rest", "urn:isbn:0451450523")
DATES = ("2024-01-31T00:00:00.5Z", "1999-12-31T23:59:59Z", "2010-11-13T08:00:33+08:00")
AGENCIES = ("KE", "SDMX", "SDMX.SUB-1", "IGAD.KE_NBS")

ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,7}", fullmatch=True)
texts = st.one_of(one_line, st.just(" two\n lines\t"), st.just('<p>&amp; ]]> "it\'s"\r\n'))
urls = st.sampled_from(URLS)
dates = st.sampled_from(DATES)
flags = st.sampled_from((None, True, False))
numbers = st.integers(0, 99).map(str)
counts = st.integers(1, 99).map(str)


def by_language(least: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(LANGUAGES), texts, min_size=least, max_size=3)


def listed(what: st.SearchStrategy[Any], least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(what, min_size=least, max_size=most).map(tuple)


def unique(what: st.SearchStrategy[Any], least: int = 0, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Different ids, or objects of different ids; 2.1 wants that of names of components too."""
    return st.lists(
        what, min_size=least, max_size=most, unique_by=lambda one: getattr(one, "id", "") or getattr(one, "value", one)
    ).map(tuple)


def maybe(what: st.SearchStrategy[Any], otherwise: Any = "") -> st.SearchStrategy[Any]:
    return st.one_of(st.just(otherwise), what)
