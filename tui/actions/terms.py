"""What can be done with terms: mapping, vocabularies, comparison."""

from __future__ import annotations

from .action import Action

_RELATIONS = {
    "exact": "the two mean the same",
    "close": "they mean nearly the same",
    "broad": "the right one is wider",
    "narrow": "the right one is narrower",
    "related": "they belong beside each other",
}

TERMS: tuple[Action, ...] = (
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
    Action("map_export", "o", "export", "Give these mappings out.", "orodha map export {file} {a} {b}", ("map pair",)),
    Action("other_side", "right,left", "candidates", "Go from one list to the other.", "", ("map pair",), shown=False),
    Action("compare_row", "c", "compare", "Compare it with the term.", "orodha compare {id} {other}", ("terms",)),
    Action("map_row", "m", "map", "Map the two schemes.", "orodha map review {a} {b}", ("terms",)),
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
    Action("drop_term", "minus", "take one out", "Compare without one of them.", "orodha compare {ids}", ("compare",)),
    Action(
        "accept_compared",
        "a",
        "accept",
        "Accept the mapping that the definitions suggest.",
        "orodha map accept {id} {other} --predicate {predicate}",
        ("compare",),
    ),
)
"""In the order of the line of keys."""
