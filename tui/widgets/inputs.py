"""The lines of a form: label, text, sign; what is wrong with it, or what can be chosen, under it.

A line is one widget that draws all of that around its text, for to mount three for each takes three times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from ..theme import SIGNS
from ..typed import app_of
from ..width import clean, cut, pad, visible, wrap
from .more import PAGE, go

if TYPE_CHECKING:
    from ...catalogue.choosing import Choice
    from ...catalogue.forms import Line

SHOWN = 6
"""So many choices are seen at once."""

TALLEST = 8
"""So many lines of a text are seen at once."""


class FieldLine(TextArea):
    """One line of a form.

    Args:
        line: What it is for.
        text: What stands there.
        label_width: The columns of the label.
    """

    DEFAULT_CSS = """
    FieldLine, FieldLine:focus { height: auto; border: none; background: $background; color: $foreground; }
    FieldLine:focus { background: $panel; }
    FieldLine > .text-area--placeholder { color: $faint; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "next", show=False),
        Binding("ctrl+j", "break", "new line", show=False),
        Binding("tab", "tab", "next", show=False),
        Binding("ctrl+home", "top", "first line", show=False),
        Binding("ctrl+end", "bottom", "last line", show=False),
    ]
    TOLD: ClassVar[Sequence[tuple[str, str]]] = (
        ("letters", "Type. Where values are chosen a list opens: ↑ ↓ move in it, enter takes, esc closes it."),
        ("↑ ↓ tab", "Go to the line before or after; pgup and pgdn go further, ^home and ^end to the ends."),
        ("^u ^w ^z", "Empty the line, delete a word, take back what was typed. ^j breaks a line of a text."),
    )
    """What can be done in a line, as the help tells it."""

    class Typed(Message):
        """The text is another one now."""

        def __init__(self, line: FieldLine) -> None:
            super().__init__()
            self.line = line

    class Left(Typed):
        """The focus went elsewhere."""

    class Taken(Typed):
        """A choice is taken: what is to be written for it, and the text that it completes."""

        def __init__(self, line: FieldLine, value: str, text: str) -> None:
            super().__init__(line)
            self.value = value
            self.completed = text

    def __init__(self, line: Line, text: str, label_width: int) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        self.line = line
        self.label_width = label_width
        self.problem = ""
        self.hint = ""
        self.remark = ""
        self.state = ""
        self.choices: Sequence[Choice] = ()
        self.at = -1
        self._offered = ("", "")
        self._whole = ""
        self._painted: tuple[object, list[Strip]] = (None, [])
        self._fit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the function keys to what a person may have given them to."""
        return action not in ("select_line", "select_all") and super().check_action(action, parameters)

    def set_text(self, text: str) -> None:
        """Put another text there, with the cursor at its end."""
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)
            self._whole = text
            self.post_message(self.Typed(self))

    def tell(self, *, problem: str = "", hint: str = "", remark: str = "", state: str = "") -> None:
        """Show what is to be said of the line.

        Args:
            problem: What is wrong.
            hint: What to think about.
            remark: What the text means: the label of the record that it names.
            state: "needed", "changed" or "".
        """
        if (problem, hint, remark, state) != (self.problem, self.hint, self.remark, self.state):
            self.problem = problem
            self.hint = hint
            self.remark = remark
            self.state = state
            self._fit()

    def offer(self, choices: Sequence[Choice], completed: str = "", at: int = -1) -> None:
        """Show what can be chosen; nothing closes the list.

        Args:
            choices: The choices.
            completed: The text that one of them completes.
            at: Where the list begins; at -1 none is chosen before the arrows were used.
        """
        self._offered = (self.text, completed)
        if choices or self.choices:
            self.choices = choices
            self.at = at
            self._fit()

    def _fit(self) -> None:
        """Leave as much room under the text as what is told of it takes."""
        below = len(self._below())
        self.styles.padding = (0, 1, below, self.label_width + 4)
        self.styles.max_height = TALLEST + below
        self.refresh(layout=True)
        if below and self.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def _below(self) -> list[Text]:
        """Return the lines under the text."""
        if self.choices:
            return self._listed()
        told = self.problem or self.hint
        if not told or self._beside:
            return []
        colours = app_of(self).theme_variables if self.is_attached else {"error": "", "warning": ""}
        room = (self.outer_size.width or 80) - self.label_width - 5
        colour = colours["error" if self.problem else "warning"]
        return [Text().append(one, colour) for one in wrap(clean(told), max(20, room))]

    @property
    def _beside(self) -> bool:
        """Whether what is wrong stands beside the text: there is none."""
        return bool(self.problem) and not self.text

    def _listed(self) -> list[Text]:
        colours = app_of(self).theme_variables
        first = max(0, min(self.at - SHOWN // 2, len(self.choices) - SHOWN))
        seen = self.choices[first : first + SHOWN]
        column = min(max(cell_len(one.value) for one in seen), 34)
        found: list[Text] = []
        for place, one in enumerate(seen, first):
            sign = "▸" if place == self.at else " "
            row = Text(f"{sign} {pad(cut(clean(one.value), column), column)}", no_wrap=True)
            row.append(f"  {clean(one.label)}", "" if place == self.at else colours["faint"])
            if place == self.at:
                row.stylize(f"bold on {colours['chosen']}")
            found.append(row)
        if len(self.choices) > SHOWN:
            found.append(
                Text().append(
                    f"  {self.at + 1} of {len(self.choices)}" if self.at >= 0 else f"  {len(self.choices)}",
                    colours["faint"],
                )
            )
        return found

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the text with what stands around it."""
        size = self.outer_size
        told = (self.text, self.problem, self.hint, self.remark, self.state, self.placeholder, app_of(self).theme)
        known = None if self.has_focus else (crop, size, self.scroll_offset, told)
        if known and known == self._painted[0]:
            return self._painted[1]
        below = self._below()
        inside = super().render_lines(Region(0, crop.y, size.width, crop.height))
        dressed = [self._dressed(y, strip, below) for y, strip in enumerate(inside, crop.y)]
        strips = [strip.crop(crop.x, crop.right) for strip in dressed]
        self._painted = (known, strips)
        return strips

    def get_line(self, line_index: int) -> Text:
        """Return a line of the text as it is drawn: what would drive the terminal is shown as a sign."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    def _dressed(self, y: int, strip: Strip, below: Sequence[Text]) -> Strip:
        width, left = self.outer_size.width, self.label_width + 4
        style = self.rich_style
        under = y - (self.outer_size.height - len(below))
        if 0 <= under < len(below):
            room = width - left
            return Strip.join([Strip.blank(left, style), self._strip(below[under], room, style)])
        if y:
            return strip
        middle = strip.crop(left, width)
        remark = self.problem if self._beside else self.remark
        if remark and self.wrapped_document.height == 1:
            used = cell_len(self.text) + 3
            if width - left - used > 8:
                colour = app_of(self).theme_variables["error" if self._beside else "faint"]
                told = Text().append(cut(clean(remark), width - left - used - 1), colour)
                middle = Strip.join([strip.crop(left, left + used), self._strip(told, width - left - used, style)])
        return Strip.join([self._strip(self._head(), left, style), middle])

    def _head(self) -> Text:
        colours = app_of(self).theme_variables
        sign, colour = " ", "foreground"
        if self.problem:
            sign, colour = SIGNS["rejected"], "error"
        elif self.hint:
            sign, colour = SIGNS["contradicts"], "warning"
        elif self.state == "needed":
            sign, colour = SIGNS["planned"], "warning"
        elif self.state == "changed":
            sign, colour = SIGNS["chosen"], "accent"
        head = Text(no_wrap=True).append(f" {sign} ", colours[colour])
        inside = "  " if "." in self.line.path else ""
        label = pad(cut(inside + clean(self.line.label), self.label_width), self.label_width)
        return head.append(f"{label} ", f"bold {colours['accent']}" if self.has_focus else colours["faint"])

    def _strip(self, text: Text, room: int, style: Style) -> Strip:
        segments = Segment.apply_style(text.render(app_of(self).console, end=""), style)
        return Strip(segments).adjust_cell_length(room, style)

    async def _on_key(self, event: events.Key) -> None:
        """Leave enter to the form: a text has no line breaks by accident; begin one more of several values."""
        if event.key == "enter":
            event.prevent_default()
        elif event.is_printable and event.key not in ("semicolon", "space"):
            self._begin_another()

    def _begin_another(self) -> None:
        """Part what is typed now from the values that were there."""
        several = self.line.chosen and self.line.field.many and self.text.strip()
        if several and self.text == self._whole and self.selection.end == self.document.end and not self.problem:
            self.insert("; ")

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a text over; where it can have no lines, as one."""
        event.prevent_default()  # or Textual pastes it a second time
        if not event.text.lstrip().startswith(";"):
            self._begin_another()
        whole = self.line.language or self.line.whole
        await super()._on_paste(event if whole else events.Paste(" ".join(event.text.split())))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(self.Typed(self))

    def on_focus(self) -> None:
        """Begin at the end of the text; what is chosen is replaced as a whole."""
        if self.line.chosen and not self.line.field.many:
            self.select_all()
        else:
            self.move_cursor(self.document.end)
        self._whole = self.text

    def on_blur(self) -> None:
        """Close the list, and tell the form."""
        self.offer(())
        self.move_cursor(self.document.end)
        self.post_message(self.Left(self))

    def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        first = max(0, min(self.at - SHOWN // 2, len(self.choices) - SHOWN))
        under = event.y - (self.outer_size.height - len(self._below()))
        if self.choices and 0 <= under < min(SHOWN, len(self.choices)):
            self.at = first + under
            self._take()

    def _take(self) -> bool:
        """Take what is chosen in the list, if it is one for the text that is there now; tell whether there is any."""
        before, completed = self._offered
        if not self.choices or self.at < 0 or self.text != before:
            return False
        value = self.choices[self.at].value
        self.offer(())
        self.post_message(self.Taken(self, value, completed))
        return True

    def action_next(self) -> None:
        """Take what is chosen in the list, and go to the next line."""
        self._take()
        go(self, 1)

    def action_tab(self) -> None:
        """The same."""
        self._take()
        self.screen.focus_next()

    def action_break(self) -> None:
        """Begin a new line in the text, where it can have any."""
        if self.line.language or self.line.whole:
            self.insert("\n")

    def action_undo(self) -> None:
        """Take back what was typed here; where nothing was, the key is the form's."""
        if not self.history.undo_stack:
            raise SkipAction
        super().action_undo()

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down: in the list, in the text, or to the next line."""
        if self.choices:
            self.at = min(self.at + 1, len(self.choices) - 1)
            self._fit()
        elif not self.cursor_at_last_line:
            super().action_cursor_down(select)
        else:
            go(self, 1)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up: in the list, in the text, or to the line before."""
        if self.choices:
            self.at = max(self.at - 1, 0)
            self._fit()
        elif not self.cursor_at_first_line:
            super().action_cursor_up(select)
        else:
            go(self, -1)

    def action_cursor_page_down(self) -> None:
        """Go down by a page: in the list, in the text, or in the form."""
        if self.choices:
            self.at = min(self.at + SHOWN, len(self.choices) - 1)
            self._fit()
        elif not self.cursor_at_last_line:
            super().action_cursor_page_down()
        else:
            go(self, PAGE)

    def action_cursor_page_up(self) -> None:
        """Go up by a page: in the list, in the text, or in the form."""
        if self.choices:
            self.at = max(self.at - SHOWN, 0)
            self._fit()
        elif not self.cursor_at_first_line:
            super().action_cursor_page_up()
        else:
            go(self, -PAGE)

    def action_top(self) -> None:
        """Go to the first line of the form."""
        go(self, -len(self.screen.query(FieldLine)))

    def action_bottom(self) -> None:
        """Go to its last line."""
        go(self, len(self.screen.query(FieldLine)))
