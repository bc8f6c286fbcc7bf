"""Vocabularies: the schemes, and the tree of each in any of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static

from ...catalogue.listing import RANKED
from ...catalogue.reader import Reader
from ...catalogue.texts import DEFAULT_LANGUAGE
from ...catalogue.wording import counted
from ...vocab.glance import SchemeGlance, by_key, key_of, languages_of, schemes, tied
from ...vocab.hierarchy import Hierarchy
from ...vocab.successors import is_deprecated, successor
from ..typed import app_of
from ..widgets.concept_card import Card, card, in_language
from ..widgets.concept_lines import columns, rows
from ..widgets.lazy_tree import SHOWN, LazyTree, Line, Outline
from ..widgets.scheme_lines import SCHEME_COLUMNS, scheme_rows
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from .page import Page, bindings

WIDE = 120
"""From so many columns on, the concept stands beside the tree and not beneath it."""

PAUSE = 0.15
"""So many seconds after a letter the concept is told: the count and the lines come first."""


class Found(NamedTuple):
    """What a search in a scheme found.

    Attributes:
        text: What was asked.
        hits: The concepts.
        outline: The lines that show them; None if nothing was asked.
        at: The line of the best.
    """

    text: str
    hits: Set[int]
    outline: Outline | None
    at: int


NOTHING = Found("", frozenset(), None, 0)


class _Schemes(VirtualTable, inherit_bindings=False):
    """The schemes; left and right do nothing here."""

    BINDINGS = VirtualTable.BINDINGS


class VocabularyPage(Page):
    """The schemes of the catalogue, or the tree of one.

    Args:
        scheme: Id of the scheme; "" for all of them.
        concept: Id of the concept that the cursor stands on; its scheme is shown if none is named.
    """

    PLACE = "vocabulary"
    BINDINGS = bindings("vocabulary")
    DEFAULT_CSS = """
    VocabularyPage #parts { height: 1fr; layout: vertical; }
    VocabularyPage #parts.wide { layout: horizontal; }
    VocabularyPage #tree, VocabularyPage #schemes { height: 1fr; }
    VocabularyPage #concept { height: 8; background: $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    VocabularyPage .wide > #tree { width: 3fr; height: 100%; }
    VocabularyPage .wide > #concept { width: 2fr; height: 100%; }
    """

    def __init__(self, scheme: str = "", concept: str = "") -> None:
        super().__init__()
        self.scheme = scheme
        self._wanted = concept
        self._tree: Hierarchy | None = None
        self._language = DEFAULT_LANGUAGE
        self._found = NOTHING
        self._before: Outline | None = None
        self._left: Sequence[int] = ()
        self._pause: Timer | None = None

    def body(self) -> ComposeResult:
        """Make the table of schemes, or the tree and the pane of the concept."""
        if self._wanted and not self.scheme:
            self.scheme = str(self.reader.get(self._wanted)["scheme"])
        if not self.scheme:
            yield _Schemes(SCHEME_COLUMNS, id="schemes", empty="No vocabulary yet: n makes one, g i takes a file in.")
            return
        yield Input(placeholder="/ words of the concepts to find", id="search")
        with Container(id="parts"):
            yield LazyTree(id="tree")
            with VerticalScroll(id="concept"):
                yield Static(markup=False, id="card")

    def on_mount(self) -> None:
        """Read what is to be shown."""
        self._arrange()
        self.query_one(VirtualTable).focus()
        self.look_again()

    def on_resize(self) -> None:
        """Put the concept beside or beneath."""
        self._arrange()

    def _arrange(self) -> None:
        for parts in self.query("#parts"):
            parts.set_class(self._wide, "wide")

    @property
    def _wide(self) -> bool:
        return app_of(self).size.width >= WIDE

    def look_again(self) -> None:
        """Read it anew, and stay where one was."""
        if self.scheme and not self.reader.has(self.scheme):
            self.show_place("Vocabulary", told="the scheme is gone: esc goes back")
        elif self.scheme:
            scheme = self.scheme
            if self._tree is None:
                self.show_place("Vocabulary", self._title, told="looking ...")
            self.ask(lambda reader: Hierarchy.of(reader, scheme), self._show_tree, group="tree")
        else:
            self.ask(schemes, self._show_schemes, group="schemes")

    # The schemes.

    def _show_schemes(self, found: Sequence[SchemeGlance]) -> None:
        self._list_schemes(found, {})
        self.show_place("Vocabulary", told=counted(len(found), "scheme"))
        self.ask(languages_of, lambda labels: self._list_schemes(found, labels), group="languages")

    def _list_schemes(self, found: Sequence[SchemeGlance], labels: Mapping[str, Mapping[str, int]]) -> None:
        table = self.query_one("#schemes", VirtualTable)
        here = table.current.id if table.current else ""
        at = next((place for place, one in enumerate(found) if one.document["id"] == here), 0)
        rows_of_schemes = scheme_rows(found, labels, self._languages, app_of(self).theme_variables)
        table.show(FixedRows(rows_of_schemes), at=at)

    # The tree.

    @property
    def _languages(self) -> Sequence[str]:
        return self.reader.meta["languages"]

    @property
    def _view(self) -> LazyTree:
        return self.query_one(LazyTree)

    def _show_tree(self, tree: Hierarchy) -> None:
        view, first = self._view, self._tree is None
        places = [] if first else (self._before or view.outline).unfolded()
        way = self._way_to_wanted(tree) if first else self._here
        self._tree = tree
        self._found, self._before = NOTHING, None
        outline = Outline(tree)
        outline.unfold_again(places)
        self._show_outline(outline, outline.reach(way), columns(tree))
        if (text := self.query_one("#search", Input).value) and not first:
            self._search(text)

    def _way_to_wanted(self, tree: Hierarchy) -> list[int]:
        key = key_of(self.reader, self._wanted) if self._wanted else None
        return [] if key is None else tree.way(key)

    @property
    def _here(self) -> list[int]:
        view = self._view
        return view.outline.path(view.cursor) if len(view) else []

    def _lines(self, lines: Sequence[Line]) -> list[Row]:
        tree = self._tree
        if tree is None:
            return []
        colours = app_of(self).theme_variables
        return rows(self.reader, tree, lines, language=self._language, hits=self._found.hits, colours=colours)

    @property
    def _title(self) -> str:
        return next(iter(self.reader.labels([self.scheme]).values()), self.scheme)

    @property
    def called(self) -> str:
        """What the scheme is called, if it is the tree of one."""
        return self._title if self.scheme else ""

    def _show_outline(self, outline: Outline, at: int, heads: Sequence[Column] = ()) -> None:
        asked = bool(self._found.text)
        empty = "No concept has all these words: esc clears them." if asked else "No concept yet: n makes the first."
        self._view.show_tree(outline, self._lines, columns=heads, empty=empty, at=at)
        self._tell_place()

    def _tell_place(self) -> None:
        all_told = counted(len(self._tree or ()), "concept")
        told = f"{len(self._found.hits):,} of {all_told}" if self._found.text else all_told
        if self._found.outline and len(self._found.outline) >= SHOWN:
            told = f"first {SHOWN:,} lines · {told}"
        self.show_place("Vocabulary", self._title, told=f"{told} · {self._language}")

    # The concept under the cursor.

    @on(LazyTree.Moved, "#tree")
    def moved(self) -> None:
        """Tell the concept under the cursor; while one types, once one pauses."""
        if self._pause:
            self._pause.stop()
        if isinstance(self.focused, Input):
            self._pause = self.set_timer(PAUSE, self._tell_concept)
        else:
            self._tell_concept()

    def _tell_concept(self) -> None:
        """Show the concept under the cursor beside or beneath."""
        row, tree = self._view.current, self._tree
        pane = self.query_one("#card", Static)
        if row is None or tree is None or not self.reader.has(row.id):
            pane.update("")
            return
        told = self._card(row.id, tree)
        pane.update(card(told, self._language, app_of(self).theme_variables, wide=self._wide))

    def _card(self, concept: str, tree: Hierarchy) -> Card:
        reader = self.reader
        key = self._view.outline.line(self._view.cursor).key
        ways = tree.ways(key)
        documents = by_key(reader, sorted({one for way in ways for one in way}))
        labels = {one: in_language(each.get("label", {}), self._language)[0] for one, each in documents.items()}
        document = documents.get(key) or reader.get(concept)
        return Card(
            document,
            [[labels.get(one, "") for one in way] for way in ways],
            tied(reader, concept),
            self._languages,
            next(reversed(successor(reader, concept)), "") if is_deprecated(document) else "",
        )

    # Searching.

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Keep what has the words, with what stands above it."""
        if event.value != self._found.text:
            self._search(event.value)

    def _search(self, text: str) -> None:
        if tree := self._tree:
            self.ask(lambda reader: found(reader, tree, text), self._show_found, group="search")

    def _show_found(self, result: Found) -> None:
        if result.text != self.query_one("#search", Input).value:  # one has typed on, or left
            return
        if self._before is None:
            self._before, self._left = self._view.outline, self._here
        if result.outline is None:
            self._show_whole(self._left)
            return
        self._found = result
        self._show_outline(result.outline, result.at)

    def _end_search(self, way: Sequence[int]) -> None:
        """Show the whole tree again, as it was, and go to a place in it."""
        with self.prevent(Input.Changed):
            self.query_one("#search", Input).value = ""
        self._view.focus()
        if self._tree is not None:
            self._show_whole(way)

    def _show_whole(self, way: Sequence[int]) -> None:
        outline = self._before or self._view.outline
        self._before, self._found = None, NOTHING
        self._show_outline(outline, outline.reach(way))

    @on(Input.Submitted, "#search")
    def go_to_hit(self) -> None:
        """Go to the place of the row of the cursor in the whole tree."""
        self._end_search(self._here) if self._found.text else self._view.focus()

    def on_key(self, event: events.Key) -> None:
        """Move in the tree while typing."""
        if isinstance(self.focused, Input) and event.key in ("up", "down"):
            event.stop()
            self._view.action_move(-1 if event.key == "up" else 1)

    async def action_clear(self) -> None:
        """Leave a search for where one was; then go back."""
        if self._before or isinstance(self.focused, Input):
            self._end_search(self._left if self._before else self._here)
        else:
            await self.application.action_back()

    # What can be done.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the tree has only in a tree."""
        return bool(self.scheme) or action not in _OF_TREE

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the tree of a scheme; of a hit, go to its place; else open the record."""
        if event.row is None or not event.row.id:
            return
        if not self.scheme:
            self.application.show("vocabulary", event.row.id)
        elif self._found.text:
            self._end_search(self._here)
        else:
            self.application.open_record(event.row.id)

    def action_open(self) -> None:
        """Open what the cursor is on, as the table does by itself."""
        self.query_one(VirtualTable).action_choose()

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#search", Input).focus()

    def action_unfold_branch(self) -> None:
        """Show what is below."""
        self._view.unfold()

    def action_fold_branch(self) -> None:
        """Hide what is below."""
        self._view.fold()

    def action_language(self) -> None:
        """Show the labels in the next language."""
        if self._tree is None:
            return
        languages = self._languages
        place = languages.index(self._language) if self._language in languages else -1
        self._language = languages[(place + 1) % len(languages)]
        self._show_outline(self._view.outline, self._view.cursor)

    def action_new_below(self) -> None:
        """Make a concept below that of the cursor, the first one of a scheme at its top; or a scheme."""
        if not self.scheme:
            self.application.show("edit", "scheme")
            return
        above = {"broader": [self._current]} if self._current else {}
        self.application.show("edit", "concept", "", {"scheme": self.scheme, **above})

    def action_edit(self) -> None:
        """Change the record of the cursor."""
        if self._current:
            self.application.show("edit", self._current.partition("/")[0], self._current)

    def action_all_countries(self) -> None:
        """Show the concept in all countries."""
        if self._current:
            self.application.show("terms", self._current)

    def action_compare_with(self) -> None:
        """Compare the concept with another."""
        if self._current:
            self.application.show("compare", self._current)

    def action_map_scheme(self) -> None:
        """Map the scheme."""
        if name := self.scheme or self._current:
            self.application.show("map", name)

    def action_export_scheme(self) -> None:
        """Give the scheme out."""
        if name := self.scheme or self._current:
            self.application.show("export", "concept", (f"scheme={name}",))

    def action_copy(self) -> None:
        """Copy the id."""
        if self._current:
            app_of(self).copy_to_clipboard(self._current)
            self.tell(f"Copied: {self._current}")

    @property
    def _current(self) -> str:
        row = self.query_one(VirtualTable).current
        return row.id if row else ""


_OF_TREE = frozenset(("filter", "unfold_branch", "fold_branch", "language", "all_countries", "compare_with", "clear"))
"""What can be done only where there is a tree."""


def found(reader: Reader, tree: Hierarchy, text: str) -> Found:
    """Search a tree, and unfold it to what was found; runs in a worker."""
    if not text.strip():
        return NOTHING._replace(text=text)
    hits = tree.found(reader, text)
    outline = Outline(tree, tree.above(hits))
    best = frozenset(hits[:1] if len(hits) <= RANKED else hits)
    return Found(text, frozenset(hits), outline, outline.first(best))
