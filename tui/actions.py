"""What a person can do in the application: the one registry that keys, palette, help and reference are made from.

Each action names the command that does the same, for who cannot use a screen and for who writes scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: What it is called in a file of keys.
        keys: The keys that do it, parted by commas, as Textual names them.
        title: One or two words for the line of keys.
        told: A sentence for the help.
        command: The command that does the same; what stands in braces is filled in. "" for what only moves on a screen.
        where: The screens that have it: their ``PLACE``.
        shown: Whether the line of keys shows it where there is room; the help always does.
    """

    id: str
    keys: str
    title: str
    told: str
    command: str = ""
    where: tuple[str, ...] = (EVERYWHERE,)
    shown: bool = True


_RELATIONS = {
    "exact": "the two mean the same",
    "close": "they mean nearly the same",
    "broad": "the right one is wider",
    "narrow": "the right one is narrower",
    "related": "they belong beside each other",
}

_EXCHANGE = ("import", "export")

ACTIONS: dict[str, Action] = {
    one.id: one
    for one in (
        # what the cursor is on
        Action(
            "open",
            "enter",
            "open",
            "Open what the cursor is on.",
            "orodha show {id}",
            (
                "list",
                "kinds",
                "record",
                "home",
                "holds",
                "agreements",
                "due",
                "gaps",
                "log",
                "may share",
                "vocabulary",
                "compare",
                "map",
                "map pair",
                "terms",
            ),
        ),
        Action(
            "filter",
            "slash",
            "filter",
            "Keep the rows with some words.",
            "",
            ("list", "kinds", "agreements", "due", "gaps", "vocabulary"),
        ),
        Action(
            "edit",
            "e",
            "edit",
            "Change the record.",
            "orodha edit {id}",
            ("list", "record", "holds", "agreements", "due", "gaps", "vocabulary"),
        ),
        Action(
            "new",
            "n",
            "new",
            "Make a record of this kind.",
            "orodha add {kind} {field}={value}",
            ("list", "home", "holds", "agreements"),
        ),
        Action(
            "copy",
            "y",
            "copy",
            "Copy the id to the clipboard.",
            "",
            ("list", "record", "home", "holds", "agreements", "due", "gaps", "log", "vocabulary"),
            shown=False,
        ),
        # lists
        Action("facets", "f", "narrow", "Choose values that the rows are to have.", "orodha list {kind}", ("list",)),
        Action(
            "delete",
            "D",
            "delete",
            "Delete the record, or all that are marked.",
            "orodha delete {id}",
            ("list", "record"),
        ),
        Action(
            "export",
            "o",
            "export",
            "Give out what is shown, as a file.",
            "orodha export {file}",
            ("list",),
        ),
        Action("sort", "s", "sort", "Put the rows in the order of the next column.", "", ("list", "kinds")),
        Action("mark", "space", "mark", "Mark the row, to do something with several.", "", ("list",), shown=False),
        Action(
            "clear",
            "escape",
            "all",
            "Show all rows again; then go back.",
            "",
            ("list", "kinds", "vocabulary"),
            shown=False,
        ),
        # record
        Action(
            "record_path",
            "p",
            "path",
            "Show how this record and another hang together.",
            "orodha path {id} {other}",
            ("record",),
        ),
        Action(
            "record_terms", "t", "across", "Show the term across countries.", "orodha compare {id} {other}", ("record",)
        ),
        Action("record_fields", "1", "fields", "Show the fields.", "orodha show {id}", ("record",), shown=False),
        Action(
            "record_links",
            "2,L",
            "links",
            "Show what it refers to, and what refers to it.",
            "orodha links {id}",
            ("record",),
            shown=False,
        ),
        Action(
            "record_evidence",
            "3",
            "evidence",
            "Show what documents say, and choose between them.",
            "orodha evidence {id}",
            ("record",),
            shown=False,
        ),
        Action(
            "record_history",
            "4",
            "history",
            "Show who changed what, and when.",
            "orodha log {id}",
            ("record",),
            shown=False,
        ),
        # home and who holds
        Action(
            "ask", "slash", "who holds", "Ask who holds data on something.", "orodha holds {text}", ("home", "holds")
        ),
        Action(
            "as_tree", "1", "tree", "Show who holds it: agency, source, variable.", "orodha holds {text}", ("holds",)
        ),
        Action("as_matrix", "2", "matrix", "Show agencies by country or topic.", "orodha matrix", ("holds",)),
        Action("as_path", "3", "path", "Show how each answer hangs together.", "orodha holds {text}", ("holds",)),
        Action(
            "narrow",
            "f",
            "narrow",
            "Keep a country or a kind of access.",
            "orodha holds {text} --country {code}",
            ("holds",),
        ),
        Action("due", "d", "due", "See what is overdue, and due soon.", "orodha due", ("home",)),
        Action("gaps", "x", "gaps", "See what nobody holds.", "orodha gaps", ("home",)),
        Action("unfinished", "f", "unfinished", "Go on with a form that was left unsaved.", "", ("home",)),
        Action("turn", "t", "turn", "Choose rows and columns.", "orodha matrix --rows {rows}", ("home", "holds")),
        Action("fold", "left,right", "fold", "Fold or unfold what is below.", "", ("holds",), shown=False),
        # mapping
        Action(
            "choose_two",
            "n",
            "other two",
            "Choose any two schemes or countries.",
            "orodha map review {a} {b}",
            ("map",),
        ),
        Action(
            "accept",
            "a",
            "accept",
            "Accept what the cursor is on, with the relation that is shown.",
            "orodha map accept {left} {right}",
            ("map pair",),
        ),
        Action(
            "reject",
            "r",
            "reject",
            "Reject it for a reason.",
            "orodha map reject {left} {right} --reason {text}",
            ("map pair",),
        ),
        *(
            Action(
                f"say_{name}",
                str(key),
                name,
                f"Accept it: {told}.",
                f"orodha map accept {{left}} {{right}} --predicate {name}",
                ("map pair",),
                shown=False,
            )
            for key, (name, told) in enumerate(_RELATIONS.items(), 1)
        ),
        Action("skip", "s", "skip", "Leave it, and go to the next that waits.", "", ("map pair",)),
        Action("partner", "slash", "find", "Find another partner by its name.", "orodha find {text}", ("map pair",)),
        Action(
            "note",
            "n",
            "note",
            "Leave a remark for colleagues.",
            "orodha map note {left} {right} {text}",
            ("map pair",),
        ),
        Action("which", "f", "filter", "Show all, undecided, suggested or contradictions.", "", ("map pair",)),
        Action(
            "map_export", "o", "export", "Give these mappings out.", "orodha map export {file} {a} {b}", ("map pair",)
        ),
        Action(
            "other_side", "right,left", "candidates", "Go from one list to the other.", "", ("map pair",), shown=False
        ),
        Action("compare_row", "c", "compare", "Compare it with the term.", "orodha compare {id} {other}", ("terms",)),
        Action("map_row", "m", "map", "Map the two schemes.", "orodha map review {a} {b}", ("terms",)),
        # the form and conflicts
        Action(
            "save", "ctrl+s", "save", "Save; if something is wrong, go to it.", "orodha edit {id}", ("edit", "conflict")
        ),
        Action("next_problem", "f8", "next error", "Go to the next line that something is wrong with.", "", ("edit",)),
        Action("choices", "f5", "list", "Show all that can be chosen on the line.", "", ("edit",)),
        Action("add", "ctrl+l", "add", "Add a language of a text, or one more part.", "", ("edit",)),
        Action("more", "f3", "more fields", "Show all fields, or only those that count.", "", ("edit",)),
        Action("form_editor", "f4", "editor", "Open the text in your editor (EDITOR).", "", ("edit",)),
        Action("take", "f2", "take", "Take what an error offers.", "", ("edit",)),
        Action("form_note", "ctrl+n", "note", "Say what the change is for; it goes into the log.", "", ("edit",)),
        Action(
            "open_alike", "ctrl+o", "look-alike", "Open the record that this looks like.", "", ("edit",), shown=False
        ),
        Action(
            "drop",
            "ctrl+z",
            "drop draft",
            "Drop the draft that was restored, or bring it back.",
            "",
            ("edit",),
            shown=False,
        ),
        Action("take_theirs", "1", "theirs", "Let their version stand.", "", ("conflict",)),
        Action("take_mine", "2", "mine", "Let your version stand.", "", ("conflict",)),
        Action("turn_choice", "space", "the other", "Choose the other version.", "", ("conflict",), shown=False),
        Action("all_theirs", "t", "all theirs", "Let their version stand everywhere.", "", ("conflict",)),
        Action("all_mine", "m", "all mine", "Let your version stand everywhere.", "", ("conflict",)),
        Action("leave", "escape", "leave", "Leave; what you typed is kept.", "", ("edit", "conflict")),
        # first run
        Action("begin_kenya", "1", "Kenya", "Begin with Kenya's catalogue.", "orodha init", ("first run",)),
        Action(
            "begin_vocabulary",
            "2",
            "vocabulary",
            "Begin with code lists and terms alone.",
            "orodha init --starter vocabulary",
            ("first run",),
        ),
        Action(
            "begin_import",
            "3",
            "files",
            "Begin with an empty catalogue, and look through files to take in.",
            "orodha import {file}",
            ("first run",),
        ),
        Action(
            "begin_empty", "4", "empty", "Begin with an empty catalogue.", "orodha init --starter empty", ("first run",)
        ),
        # agreements, due, gaps, log
        Action(
            "may_share",
            "s",
            "may share",
            "Ask whether a source may be shared with an agency, and why.",
            "orodha may-share {source} --with {agency}",
            ("agreements", "may share"),
        ),
        Action(
            "keep_status",
            "f",
            "status",
            "Show only the agreements of one status.",
            "orodha agreements --status {status}",
            ("agreements",),
        ),
        Action("calendar", "i", "calendar", "Write what is due as a calendar.", "orodha due --ics {file}", ("due",)),
        Action("later", "plus,equals_sign", "further", "Look further ahead.", "orodha due --within 365d", ("due",)),
        Action("sooner", "minus", "less far", "Look less far ahead.", "orodha due --within 30d", ("due",)),
        Action("keep_kind", "f", "kind", "Keep one sort of what is due.", "", ("due",)),
        Action(
            "plan",
            "n",
            "plan a source",
            "Plan a source that closes the gap.",
            "orodha gaps plan {id} --title {title}",
            ("gaps",),
        ),
        Action("country", "c", "country", "Look at one country.", "orodha gaps --country {code}", ("gaps",)),
        Action(
            "undo_batch",
            "u",
            "take back",
            "Take the batch under the cursor back; of an undo, make it again.",
            "orodha undo {batch}",
            ("log",),
        ),
        Action("batches", "escape", "list", "Go back from what a batch changed to the list of them.", "", ("log",)),
        Action("only", "f", "only", "Show all, only yours, or one record.", "orodha log {id}", ("log",)),
        Action("unfold", "space", "unfold", "Show the fields of a record in a large batch.", "", ("log",)),
        # vocabulary and comparison
        Action("language", "l", "language", "Show labels in the next language.", "", ("vocabulary",)),
        Action(
            "all_countries",
            "t",
            "countries",
            "Show the term in all countries.",
            "orodha compare --grid {id}",
            ("vocabulary",),
        ),
        Action(
            "new_below",
            "n",
            "new",
            "Make a concept below this one; among schemes, a scheme.",
            "orodha add concept {field}={value}",
            ("vocabulary",),
        ),
        Action(
            "compare_with",
            "c",
            "compare",
            "Compare the concept with others.",
            "orodha compare {id} {other}",
            ("vocabulary",),
        ),
        Action(
            "map_scheme",
            "m",
            "map",
            "Map this scheme to another.",
            "orodha map review {scheme} {other}",
            ("vocabulary",),
        ),
        Action(
            "export_scheme",
            "o",
            "export",
            "Give the scheme out, as a file.",
            "orodha export {file} --what concept --where scheme={scheme}",
            ("vocabulary",),
        ),
        Action("unfold_branch", "right", "unfold", "Show what is below; then go there.", "", ("vocabulary",)),
        Action("fold_branch", "left", "fold", "Hide what is below; again, go up.", "", ("vocabulary",)),
        Action(
            "add_term", "plus,equals_sign", "add a term", "Compare one more term.", "orodha compare {ids}", ("compare",)
        ),
        Action(
            "drop_term", "minus", "take one out", "Compare without one of them.", "orodha compare {ids}", ("compare",)
        ),
        Action(
            "accept_compared",
            "a",
            "accept",
            "Accept the mapping that the definitions suggest.",
            "orodha map accept {id} {other} --predicate {predicate}",
            ("compare",),
        ),
        # import and export
        Action(
            "save_import", "ctrl+s", "save", "Save what is shown, as one change.", "orodha import {file}", ("import",)
        ),
        Action(
            "options",
            "o",
            "options",
            "Say kind, sheet, format, what may be replaced.",
            "orodha import --help",
            ("import",),
        ),
        Action(
            "to_mend",
            "w",
            "to mend",
            "Write the rejected rows to a file.",
            "orodha import {file} --partial {file}",
            ("import",),
        ),
        Action("write", "enter,ctrl+s", "write", "Write the file.", "orodha export {file}", ("export",)),
        Action("scope", "s", "what", "Choose which records go out.", "orodha export {file} --what {kind}", ("export",)),
        Action(
            "audience",
            "a",
            "for whom",
            "Choose who will read it.",
            "orodha export {file} --audience {whom}",
            ("export",),
        ),
        Action(
            "evidence",
            "e",
            "evidence",
            "Let the sources of facts go along, or not.",
            "orodha export {file} --evidence",
            ("export",),
        ),
        Action(
            "losses", "l", "left out", "List what the format leaves out.", "orodha export {file} --loss", ("export",)
        ),
        Action("stop", "escape", "stop", "Stop; nothing was changed.", "", _EXCHANGE),
        Action(
            "copy_command",
            "Y",
            "copy command",
            "Copy the command that does the same.",
            "",
            ("holds", "compare", *_EXCHANGE),
            shown=False,
        ),
        Action("file", "f", "file", "Name another file.", "", _EXCHANGE),
        # everywhere
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
}
"""The actions by id."""


def actions_of(place: str) -> Iterator[Action]:
    """Yield what can be done on a screen: its own first, then what can be done everywhere."""
    for wanted in (place, EVERYWHERE):
        yield from (one for one in ACTIONS.values() if wanted in one.where)
