"""Textual with its types filled in: what strict type checking cannot know of its own generic classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget


def app_of(node: DOMNode) -> App[Any]:
    """Return the application of a widget or screen."""
    return cast("App[Any]", node.app)  # pyright: ignore[reportUnknownMemberType] - App[Unknown] there


def screen_of(node: DOMNode) -> Screen[Any]:
    """Return the screen of a widget."""
    return cast("Screen[Any]", node.screen)  # pyright: ignore[reportUnknownMemberType] - Screen[Unknown] there


def on_keys_changed(widget: Widget, then: Callable[[], object]) -> None:
    """Call something whenever other keys are in force on the screen of a widget: the focus has moved."""
    signal = cast("Any", widget.screen).bindings_updated_signal

    def changed(_screen: object) -> None:
        then()

    signal.subscribe(widget, changed)


async def finished(app: App[Any], workers: Sequence[Any]) -> None:
    """Wait until some workers have ended, however."""
    from textual.worker import WorkerFailed  # only when one leaves

    with suppress(WorkerFailed):
        await cast("Any", app).workers.wait_for_complete(workers)


def give_up(node: DOMNode, group: str) -> None:
    """Give up what the workers of a group are at."""
    cast("Any", app_of(node)).workers.cancel_group(node, group)


def given_up_in_worker() -> Callable[[], bool]:
    """Return what tells whether the worker that asks has been given up: by a newer one of its group."""
    from textual import worker  # its thread is known to it alone

    current = cast("Any", worker).get_current_worker()
    return lambda: bool(current.is_cancelled)


def parent_of(node: MessagePump) -> MessagePump | None:
    """Return what a message goes to after a widget, screen or application; None above the application."""
    return cast("MessagePump | None", cast("Any", node)._parent)
