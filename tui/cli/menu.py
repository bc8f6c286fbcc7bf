"""The table of commands, and the help that is made from it without loading any of them."""

from __future__ import annotations


class Entry:
    """One command: the module of this package and the attribute that it is, and what it does in a line.

    A plain class: this module is all that ``--help`` loads, and ``typing`` alone would double what that takes.
    """

    __slots__ = ("attribute", "module", "summary")

    def __init__(self, module: str, attribute: str, summary: str) -> None:
        self.module = module
        self.attribute = attribute
        self.summary = summary


SECTIONS: dict[str, dict[str, Entry]] = {
    "Look up": {
        "tui": Entry("tui", "tui_command", "All of this on a full screen; orodha alone opens it too."),
        "find": Entry("lookup", "find_command", "Find records by words."),
        "list": Entry("lookup", "list_command", "List the records of a kind."),
        "show": Entry("record", "show_command", "Show one record."),
        "links": Entry("lookup", "links_command", "What a record refers to, and what refers to it."),
        "path": Entry("lookup", "path_command", "How two records hang together."),
        "query": Entry("querying", "query_command", "Ask in SPARQL."),
    },
    "Who holds what": {
        "holds": Entry("holding", "holds_command", "Who holds data on something, and what is in the way."),
        "matrix": Entry("holding", "matrix_command", "The overview table, on screen or as a spreadsheet."),
    },
    "Agreements and rules": {
        "may-share": Entry("sharing", "may_share_command", "Whether a source may be shared with an agency, and why."),
        "agreements": Entry("agreements", "agreements_command", "The register of agreements, and how far each is."),
        "due": Entry("due", "due_command", "What is overdue and what is due soon, as a calendar too."),
        "raci": Entry("procedures", "raci_command", "Who does what under procedures, and who is missing."),
        "procedure changes": Entry("procedures", "changes_command", "What changed between versions of a procedure."),
        "procedure endorse": Entry(
            "procedures", "endorse_command", "Enter that a procedure was endorsed, and by whom."
        ),
        "procedure review": Entry("procedures", "review_command", "Open or close a review of a procedure."),
        "rules": Entry("rules", "rules_command", "What the law asks before data on persons are shared."),
        "rules set": Entry("rules", "set_command", "Let the catalogue go by the rules of a file."),
        "annex": Entry("annex", "annex_command", "The metadata annex of a yearbook, as a document."),
        "gaps": Entry("gaps", "gaps_command", "What data, reports, money, areas and capacity are missing."),
        "gaps plan": Entry("gaps", "plan_command", "Plan a source that closes a gap."),
        "border": Entry("border", "border_command", "Who and what is at border points, and what is done there."),
        "roadmap": Entry("border", "roadmap_command", "What is to be done, by status and date; what is overdue."),
        "coverage": Entry("coverage", "coverage_command", "What there is for each objective, and what is missing."),
        "readiness": Entry("coverage", "readiness_command", "How far countries are with a region's indicators."),
        "quality": Entry("quality", "quality_command", "How complete records are, and who validated them."),
    },
    "What words mean": {
        "compare": Entry("comparing", "compare_command", "Whether two countries mean the same by a word, and why."),
        "diff": Entry("releasing", "diff_command", "What changed between two releases of a vocabulary."),
        "map suggest": Entry("mapping", "suggest_command", "Suggest which concepts of two schemes mean the same."),
        "map list": Entry("mapping", "list_command", "List mappings, and what was decided on them."),
        "map review": Entry("reviewing", "review_command", "Decide on suggestions one after another."),
        "map accept": Entry("deciding", "accept_command", "Accept mappings."),
        "map reject": Entry("deciding", "reject_command", "Reject mappings, for a reason."),
        "map change": Entry("deciding", "change_command", "Change what mappings say."),
        "map note": Entry("deciding", "note_command", "Add a remark to a mapping."),
        "map export": Entry("mapping_exchange", "export_command", "Give mappings out: SSSOM, SKOS or a sheet."),
        "map import": Entry("mapping_exchange", "import_command", "Take mappings and decisions in."),
        "map check": Entry("mapping_check", "check_command", "Hold mappings to the rules."),
    },
    "Change": {
        "init": Entry("admin", "init_command", "Make a catalogue."),
        "add": Entry("editing", "add_command", "Add a record."),
        "edit": Entry("editing", "edit_command", "Change fields of a record."),
        "delete": Entry("editing", "delete_command", "Delete records."),
        "duplicates": Entry("duplicates", "duplicates_command", "Find records that are likely the same thing twice."),
        "merge": Entry("duplicates", "merge_command", "Make one record of several, and lead all links to it."),
        "distinct": Entry("duplicates", "distinct_command", "Say that two records are not the same."),
        "replace-contact": Entry("duplicates", "replace_contact_command", "Replace a post or address everywhere."),
        "undo": Entry("history", "undo_command", "Take a change back."),
    },
    "Exchange": {
        "import": Entry("exchange", "import_command", "Take records in from spreadsheets, JSON and RDF."),
        "export": Entry("exchange", "export_command", "Give records out."),
        "template": Entry("exchange", "template_command", "A spreadsheet to fill in."),
        "push": Entry("pushing", "push_command", "Publish to a triple store."),
    },
    "History and care": {
        "log": Entry("history", "log_command", "What was changed, when and by whom."),
        "evidence": Entry("record", "evidence_command", "What documents say about a record."),
        "check": Entry("admin", "check_command", "Hold every record to the rules."),
        "backup": Entry("admin", "backup_command", "Copy the catalogue while it is in use."),
        "schema": Entry("admin", "schema_command", "The JSON Schema of a kind."),
        "completion": Entry("admin", "completion_command", "Let the shell complete commands, kinds and ids."),
    },
}
"""The commands by section, in the order of the help."""

COMMANDS: dict[str, Entry] = {name: entry for section in SECTIONS.values() for name, entry in section.items()}
"""The commands by name."""

OPTIONS = (
    ("--db PATH", "The catalogue; else ORODHA_DB, else orodha.db here."),
    ("--audience WHOM", "Show only what partner or public may see."),
    ("--version", "Print the version."),
    ("-h, --help", "Print this."),
)
"""Options of ``orodha`` itself, with what they do."""


def root_help() -> str:
    """Return the help of ``orodha`` itself."""
    lines = ["  orodha init", '  orodha holds "work permits"', "", "Usage: orodha [--db PATH] COMMAND ...", ""]
    lines.append("Who holds what data on migration, what the words mean, what agreements allow.")
    width = max(len(name) for name in (*COMMANDS, *(option for option, _ in OPTIONS)))
    for title, section in SECTIONS.items():
        lines += ["", f"{title}:"]
        lines += [f"  {name:{width}}  {entry.summary}" for name, entry in section.items()]
    lines += ["", "Options:", *(f"  {option:{width}}  {text}" for option, text in OPTIONS)]
    lines += ["", "Help on a command: orodha COMMAND --help"]
    return "\n".join(lines)


def family_help(first: str) -> str:
    """Return the help of the commands of two words that begin with one."""
    own = {name: entry for name, entry in COMMANDS.items() if name.partition(" ")[0] == first}
    width = max(map(len, own))
    lines = [f"Usage: orodha {first} COMMAND ...", ""]
    lines += [f"  {name:{width}}  {entry.summary}" for name, entry in own.items()]
    return "\n".join([*lines, "", f"Help on a command: orodha {next(iter(own))} --help"])
