"""What can be done everywhere."""

from __future__ import annotations

from .action import Action

GENERAL: tuple[Action, ...] = (
    Action("undo", "u", "undo", "Take the last change back.", "orodha undo"),
    Action("redo", "ctrl+r", "redo", "Make a change again that was taken back.", "orodha undo", shown=False),
    Action("go", "g", "go to", "Go to another part; a letter follows."),
    Action("back", "escape", "back", "Go back to where you came from.", shown=False),
    Action("help", "question_mark,f1", "help", "What can be done here.", "orodha --help"),
    Action("palette", "ctrl+p,colon", "commands", "Find a command or a record by its name.", "orodha find {text}"),
    Action("jump", "ctrl+g", "jump", "Put a letter on every field and list; the letter goes there.", shown=False),
    Action("theme", "ctrl+t", "dark or light", "Change between dark and light; it is kept.", shown=False),
    Action("quit", "q,ctrl+q", "quit", "Leave; nothing is lost.", shown=False),
)
"""In the order of the line of keys."""
