"""Labels: missing, empty, shared by two concepts, in the wrong language or not in a language that is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...catalogue.checks import Found, Survey, record_rule, rule
from ...catalogue.reader import Document
from .projection import vocabulary_of
from .scripts import strange_script
from .skos import CONCEPT, classes_of, labels_of

NO_LANGUAGE = frozenset(("und", "mis", "mul", "zxx"))
"""Language tags that name no language (ISO 639-2)."""


@record_rule("label-missing", "warning", "concept", "resource")
def label_missing(document: Document) -> Iterator[Found]:
    """Every concept has a preferred label and a scheme; one from a partner's file that lacks them is no concept yet."""
    if document["kind"] == "concept":
        if not document.get("label"):
            told = "has no preferred label, so that nobody can find it"
            yield document["id"], "label", told, f"orodha edit {document['id']} label=..."
    elif CONCEPT in classes_of(document):
        told = "is a concept without preferred label or scheme, so that it was taken in as a mere resource"
        yield document["id"], "", told, "Ask its publisher for both, and import the file again."


@record_rule("label-empty", "warning", "concept")
def label_empty(document: Document) -> Iterator[Found]:
    """Every label has a letter or a digit in it."""
    for field, language, text in labels_of(document):
        if not text.isalnum() and not any(map(str.isalnum, text)):
            told = f"has {text!r} for a label in {language or 'no language'}, which says nothing"
            yield document["id"], field, told, "Write the label, or take it out."


@record_rule("label-language", "warning", "concept")
def label_language(document: Document) -> Iterator[Found]:
    """Every label says what language it is in, and is in the script of that language."""
    name = document["id"]
    for field, language, text in labels_of(document):
        if not language:
            told = f"has {text!r} without a language in the file that it came from; it was taken as English"
            yield name, field, told, "Say which language it is, and import the file again."
        elif language.lower() in NO_LANGUAGE:
            yield name, field, f"has {text!r} in {language}, which is no language", "Say which language it is."
        elif script := strange_script(text, language):
            told = f"has {text!r} in {language}, but its letters are {script}"
            yield name, field, told, "Correct the language or the label."


@rule("label-twice", "warning")
def label_twice(survey: Survey) -> Iterator[Found]:
    """No two concepts in use of one scheme have the same preferred label in a language."""
    for scheme, members in survey.shared(vocabulary_of).by_scheme().items():
        seen: dict[tuple[str, str], str] = {}
        for name in members:
            for language, text in survey.shared(vocabulary_of).concepts[name].labels.items():
                before = seen.setdefault((language, _plain(text)), name)
                if before != name:
                    told = f"is called {text!r} ({language}), and so is {before} of {scheme}: readers cannot choose"
                    yield name, "label", told, "Say in one of the labels what sets it apart, or merge the two."


@rule("label-overlap", "info")
def label_overlap(survey: Survey) -> Iterator[Found]:
    """No preferred label of a concept is an alternative label of another one of its scheme."""
    concepts = survey.shared(vocabulary_of).concepts
    for members in survey.shared(vocabulary_of).by_scheme().values():
        preferred = {
            (language, _plain(text)): name for name in members for language, text in concepts[name].labels.items()
        }
        for name in members:
            for language, texts in concepts[name].others.items():
                for text in texts:
                    other = preferred.get((language, _plain(text)), name)
                    if other != name:
                        told = f"is also called {text!r} ({language}), which is the preferred label of {other}"
                        yield name, "alternative_labels", told, "Take it out of one of the two."


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@rule("label-untranslated", "info")
def label_untranslated(survey: Survey) -> Iterator[Found]:
    """Every concept in use has a label in those of the catalogue's languages that its scheme is written in."""
    needed: list[str] = survey.meta["languages"]
    concepts = survey.shared(vocabulary_of).concepts
    for scheme, members in survey.shared(vocabulary_of).by_scheme().items():
        used = Counter(language for name in members for language in concepts[name].labels)
        wanted = [language for language in needed if 0 < used[language] < len(members)]
        for name in members if wanted else ():
            for language in wanted:
                if language not in concepts[name].labels:
                    told = f"has no label in {language}, as {used[language]:,} of {len(members):,} in {scheme} do"
                    yield name, "label", told, f"orodha edit {name} label:{language}=..."
