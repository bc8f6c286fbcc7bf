from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import select
import shutil
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.tui.cli.reviewing import _key

PAIR = ("a-migrant", "b-migrant")
LABELS = {
    "a": ("Migrant", "Seasonal worker", "Returnee"),
    "b": ("Migrant", "Seasonal workers", "Border post"),
    "c": ("Person who moves",),
}


def records() -> Iterator[dict[str, object]]:
    for scheme, labels in LABELS.items():
        yield {"id": f"scheme/{scheme}", "title": f"Words of {scheme.upper()}", "role": "glossary"}
        for label in labels:
            slug = label.lower().replace(" ", "-")
            yield {"id": f"concept/{scheme}-{slug}", "label": label, "scheme": f"scheme/{scheme}"}
    yield {"id": "scheme/empty", "title": "Nothing", "role": "glossary"}


@pytest.fixture
def words(tmp_path) -> Path:
    """A catalogue with three small schemes and an empty one."""
    path = tmp_path / "words.db"
    with Catalogue.create(path) as made:
        made.begin_with(((one, None) for one in records()), note="words", author="tests")
    return path


def suggested(run, db, *arguments):
    return json.loads(run("map", "suggest", "a", "b", *arguments, "--json", db=db).stdout)


def listed(run, db, *arguments):
    return json.loads(run("map", "list", *arguments, "--json", db=db).stdout)


def pairs(rows):
    return [(one["subject"].removeprefix("concept/"), one["object"].removeprefix("concept/")) for one in rows]


def state(path):
    with Catalogue.open(path) as catalogue:
        return dict(catalogue.database.rows("SELECT id, hash FROM record"))


def test_suggest_shows_labels_relation_confidence_and_why(run, words):
    result = run("map", "suggest", "a", "b", db=words)
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["SUBJECT", "OBJECT", "RELATION", "SURE", "WHY"]
    assert ["Migrant", "Migrant", "exact"] in [row.split()[:3] for row in rows]
    assert "have no good match" in result.stderr or "has no good match" in result.stderr
    assert "orodha map review a b" in result.stderr


def test_suggest_names_both_concepts_as_accept_takes_them(run, words):
    lines = run("map", "suggest", "a", "b", db=words).stdout.splitlines()
    assert "  a-migrant → b-migrant" in lines
    assert run("map", "accept", *PAIR, "--predicate", "exact", db=words).exit_code == 0


def test_list_json_has_one_shape(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    assert listed(run, words) == listed(run, words, "a") == listed(run, words, "b", "a")
    assert {"iri", "kind", "revision", "created", "modified"} <= listed(run, words, "a")[0].keys()


def test_schemes_without_a_common_language_are_told_which_they_have(run, two_scripts, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", lambda: None)
    told = run("map", "suggest", "a", "b", db=two_scripts).stderr
    assert "the labels of scheme/a are in ar, those of scheme/b in en" in told
    assert "orodha edit CONCEPT label:en=..." in told


def test_suggest_json_and_csv_have_ids(run, words):
    [one] = [one for one in suggested(run, words) if pairs([one]) == [PAIR]]
    assert one["predicate"] == "skos:exactMatch" and one["reasons"]
    assert one["best"] is True and 0 <= one["confidence"] <= 1
    rows = list(csv.DictReader(io.StringIO(run("map", "suggest", "a", "b", "--csv", db=words).stdout)))
    assert ("concept/a-migrant", "Migrant") in [(row["subject"], row["object_label"]) for row in rows]


def test_suggest_names_what_has_no_good_match(run, words):
    assert "Returnee" not in run("map", "suggest", "a", "b", "--min", "0.5", db=words).stdout
    table = run("map", "suggest", "a", "b", "--min", "0.5", "--all", db=words).stdout
    row, name = table.splitlines()[-2:]
    assert row.split("  ")[0] == "Returnee" and row.rstrip().endswith("no good match")
    assert name == "  a-returnee"
    assert suggested(run, words, "--min", "0.5", "--all")[-1] == {
        "subject": "concept/a-returnee",
        "subject_label": "Returnee",
        "object": None,
        "confidence": 0.0,
    }


def test_suggest_keeps_to_the_top_and_to_the_least_confidence(run, words):
    assert len({one["subject"] for one in suggested(run, words, "--top", "1")}) == len(
        suggested(run, words, "--top", "1")
    )
    assert all(one["confidence"] >= 0.6 for one in suggested(run, words, "--min", "0.6"))


@pytest.mark.parametrize(
    ("names", "code", "told"),
    [
        (("a", "a"), 2, "cannot be mapped to itself"),
        (("a", "nowhere"), 3, "no scheme 'nowhere'"),
        (("a", "empty"), 2, "scheme/empty has no concepts"),
        (("empty", "a"), 2, "scheme/empty has no concepts"),
    ],
)
def test_suggest_refuses_what_makes_no_sense(run, words, names, code, told):
    result = run("map", "suggest", *names, db=words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr


def test_suggest_saves_in_one_batch_and_never_twice(run, words):
    before = state(words)
    saved = run("map", "suggest", "a", "b", "--save", "--json", db=words)
    assert "orodha undo 2" in saved.stderr
    rows = listed(run, words, "a", "b")
    assert len(rows) == len(json.loads(saved.stdout)) and {one["status"] for one in rows} == {"proposed"}
    again = run("map", "suggest", "a", "b", "--save", db=words)
    assert "on record already" in again.stderr and "Nothing changed" in again.stderr
    assert run("undo", db=words).exit_code == 0
    assert state(words) == before


def test_saving_leaves_what_was_decided_as_it_is(run, words):
    run("map", "accept", *PAIR, "--predicate", "close", db=words)
    run("map", "suggest", "a", "b", "--save", db=words)
    [accepted] = listed(run, words, "a", "b", "--status", "accepted")
    assert accepted["predicate"] == "skos:closeMatch"


@pytest.mark.parametrize("name", ["ab.sssom.tsv", "ab.sssom.json", "ab.xlsx"])
def test_suggest_writes_a_file_for_a_review(run, words, tmp_path, name):
    path = tmp_path / name
    result = run("map", "suggest", "a", "b", "-o", str(path), db=words)
    assert (result.exit_code, result.stdout) == (0, "") and f"Wrote {path}" in result.stderr
    assert path.stat().st_size > 500
    again = run("map", "suggest", "a", "b", "-o", str(path), db=words)
    assert again.exit_code == 2 and "--force" in again.stderr
    assert run("map", "suggest", "a", "b", "-o", str(path), "--force", db=words).exit_code == 0


def test_suggest_refuses_a_file_that_holds_no_mappings(run, words, tmp_path):
    result = run("map", "suggest", "a", "b", "-o", str(tmp_path / "ab.pdf"), db=words)
    assert result.exit_code == 2 and ".sssom.tsv" in result.stderr


def test_what_was_rejected_is_not_suggested_again_from_either_side(run, words):
    assert PAIR in pairs(suggested(run, words))
    run("map", "reject", *PAIR, "--reason", "Another law.", db=words)
    assert PAIR not in pairs(suggested(run, words))
    assert PAIR[::-1] not in pairs(json.loads(run("map", "suggest", "b", "a", "--json", db=words).stdout))


def test_what_has_an_exact_match_is_settled(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    result = run("map", "suggest", "a", "b", "--json", db=words)
    assert not {end for pair in pairs(json.loads(result.stdout)) for end in pair} & set(PAIR)
    assert "1 pair is decided" in result.stderr


def test_suggest_shows_the_chain(run, words):
    run("map", "accept", "a-returnee", "c-person-who-moves", "--predicate", "broad", db=words)
    run("map", "accept", "c-person-who-moves", "b-border-post", "--predicate", "exact", db=words)
    [one] = [one for one in suggested(run, words) if one["via"]]
    assert pairs([one]) == [("a-returnee", "b-border-post")]
    assert (one["predicate"], one["justification"]) == ("skos:broadMatch", "semapv:MappingChaining")
    assert "through concept/c-person-who-moves: Words of A" in run("map", "suggest", "a", "b", db=words).stdout


def test_accept_makes_the_mapping_of_a_pair_that_has_none(run, words):
    result = run("map", "accept", *PAIR, "--predicate", "broad", "--reviewer", "A. Juma", "--reason", "Read.", db=words)
    assert result.exit_code == 0 and "orodha undo 2" in result.stderr
    [one] = listed(run, words)
    assert (one["id"], one["status"], one["predicate"]) == (
        "mapping/a-migrant--b-migrant",
        "accepted",
        "skos:broadMatch",
    )
    assert (one["reviewer"], one["reason"], one["justification"]) == (
        "A. Juma",
        "Read.",
        "semapv:ManualMappingCuration",
    )
    assert "A. Juma" in run("log", "--limit", "1", db=words).stdout


def test_accept_of_a_pair_without_mapping_asks_what_it_is(run, words):
    result = run("map", "accept", *PAIR, db=words)
    assert result.exit_code == 2 and "--predicate exact, close, broad, narrow, related" in result.stderr


def test_accept_takes_several_ids_and_ids_from_stdin(run, words):
    run("map", "suggest", "a", "b", "--save", db=words)
    ids = [one["id"] for one in listed(run, words, "a", "b")]
    assert len(ids) > 1
    assert run("map", "accept", *ids, db=words).exit_code == 0
    assert {one["status"] for one in listed(run, words)} == {"accepted"}
    run("undo", db=words)
    assert run("map", "accept", "-", input="\n".join(ids), db=words).exit_code == 0
    assert {one["status"] for one in listed(run, words)} == {"accepted"}


def test_a_pair_named_the_other_way_round_is_the_same_mapping(run, words):
    run("map", "accept", *PAIR, "--predicate", "broad", db=words)
    assert run("map", "change", *PAIR[::-1], "--predicate", "broad", db=words).exit_code == 0
    [one] = listed(run, words)
    assert pairs([one]) == [PAIR] and one["predicate"] == "skos:narrowMatch"


def test_reject_needs_a_reason(run, words):
    result = run("map", "reject", *PAIR, db=words)
    assert result.exit_code == 2 and "without a reason" in result.stderr
    assert listed(run, words) == []


def test_accepting_what_was_rejected_says_why_and_needs_reopen(run, words):
    run("map", "reject", *PAIR, "--reason", "Another law.", "--reviewer", "A. Juma", db=words)
    refused = run("map", "accept", *PAIR, db=words)
    assert refused.exit_code == 2
    assert "A. Juma" in refused.stderr and "Another law." in refused.stderr and "--reopen" in refused.stderr
    assert run("map", "accept", *PAIR, "--reopen", db=words).exit_code == 0
    assert listed(run, words)[0]["status"] == "accepted"


def test_note_stands_beside_the_decision(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    run("map", "note", *PAIR, "Ask Uganda.", db=words)
    run("map", "note", "mapping/a-migrant--b-migrant", "Asked.", db=words)
    [one] = listed(run, words)
    assert one["notes"] == {"en": "Ask Uganda.\nAsked."} and one["status"] == "accepted"


def test_undoing_every_decision_gives_the_first_state(run, words):
    before = state(words)
    run("map", "note", *PAIR, "Ask.", db=words)
    run("map", "change", *PAIR, "--predicate", "exact", db=words)
    run("map", "accept", *PAIR, db=words)
    run("map", "reject", *PAIR, "--reason", "No.", db=words)
    assert len(json.loads(run("log", "--json", db=words).stdout)) == 5
    for _ in range(4):
        assert run("undo", db=words).exit_code == 0
    assert state(words) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("accept", "a-migrant", "a-returnee", "--predicate", "broad"), "both of scheme/a"),
        (("accept", "a-migrant", "a-migrant", "--predicate", "exact"), "is the subject itself"),
        (("accept", "a-migrant", "--predicate", "exact"), "'a-migrant' is no mapping on record"),
        (("accept", *PAIR, "--predicate", "narow"), "Did you mean narrow?"),
        (("accept", "mapping/none"), "no record 'mapping/none'"),
        (("note", *PAIR, " "), "note is empty"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(run, words, arguments, told):
    result = run("map", *arguments, db=words)
    assert result.exit_code != 0 and told in result.stderr
    assert listed(run, words) == []


def test_a_concept_outside_the_catalogue_is_named_by_its_iri(run, words):
    result = run("map", "accept", "a-migrant", "http://example.org/migrant", "--predicate", "close", db=words)
    assert result.exit_code == 0
    assert listed(run, words, "a")[0]["object"] == "http://example.org/migrant"


def test_list_keeps_to_schemes_and_status(run, words):
    run("map", "accept", *PAIR, "--predicate", "exact", db=words)
    run("map", "reject", "a-returnee", "c-person-who-moves", "--reason", "No.", db=words)
    assert len(listed(run, words)) == len(listed(run, words, "a")) == 2
    assert pairs(listed(run, words, "b", "a")) == [PAIR]
    assert pairs(listed(run, words, "--status", "rejected")) == [("a-returnee", "c-person-who-moves")]
    assert run("map", "list", "a", "a", db=words).exit_code == 2
    nothing = run("map", "list", "b", "c", db=words)
    assert (nothing.exit_code, nothing.stdout) == (0, "") and "map suggest b c" in nothing.stderr


def test_list_table_names_the_relation_and_who_decided(run, words):
    run("map", "accept", *PAIR, "--predicate", "broad", "--reviewer", "A. Juma", db=words)
    head, row, name, decision = run("map", "list", db=words).stdout.splitlines()
    assert head.split() == ["SUBJECT", "RELATION", "OBJECT", "STATUS", "SURE"]
    assert row.split() == ["Migrant", "broad", "Migrant", "accepted"]
    assert name.strip() == "mapping/a-migrant--b-migrant" and decision.strip().startswith("by A. Juma ")


def test_list_fits_80_columns(run, in_a_terminal, words):
    run("map", "reject", *PAIR, "--reason", "They do not count the same people, says the law. " * 3, db=words)
    lines = in_a_terminal("map", "list", "--db", str(words), NO_COLOR="1").splitlines()
    assert len(lines) > 4 and all(len(line) <= 80 for line in lines)


def test_suggest_without_any_suggestion_says_so(run, words):
    result = run("map", "suggest", "a", "b", "--min", "1", db=words)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No concept of scheme/a has a suggestion; 3 concepts have no good match")


def test_review_without_a_terminal_says_what_to_use(run, words):
    result = run("map", "review", "a", "b", db=words)
    assert result.exit_code == 2
    assert "map accept" in result.stderr and ".xlsx" in result.stderr


KEYS = "[q]uit"


def reviewed(words: Path, *answers: tuple[str, str], code: int = 0) -> str:
    """Review two schemes in a terminal of 80 columns: wait for each text, type what belongs to it; return the screen.

    A key is typed when the terminal takes keys, a line when it takes lines: until then, what is typed would be lost.
    """
    near, far = os.openpty()
    termios.tcsetwinsize(near, (24, 80))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "orodha.tui", "--db", str(words), "map", "review", "a", "b", "--reviewer", "Me"]
    env = {**environment, "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, env=env, stdin=far, stdout=far, stderr=far) as process:
        written = b""
        for wanted, typed in answers:
            written = _until(process, near, wanted.encode(), written, lines=typed.endswith("\n"))
            os.write(near, typed.encode())
        os.close(far)
        with contextlib.suppress(OSError):  # Linux says so at the end
            while part := os.read(near, 65536):
                written += part
        assert process.wait(timeout=30) == code
    os.close(near)
    return written.decode().replace("\r\n", "\n")


def _until(process: subprocess.Popen[bytes], near: int, wanted: bytes, before: bytes, *, lines: bool) -> bytes:
    written, seen = before, len(before)
    while wanted not in written[seen:] or bool(termios.tcgetattr(near)[3] & termios.ICANON) is not lines:
        if select.select([near], [], [], 0.01)[0]:
            written += os.read(near, 65536)
        elif process.poll() is not None:
            raise AssertionError(f"It ended before it said {wanted!r}:\n{written.decode()}")
    return written


def test_review_saves_every_decision_at_once(run, words):
    run("map", "suggest", "a", "b", "--save", "--top", "1", "--min", "0.3", db=words)
    count = len(listed(run, words))
    assert count >= 2
    screen = reviewed(words, (KEYS, "a"), (KEYS, "r"), ("back)", "Another law.\n"))
    rows = {one["status"]: one for one in listed(run, words)}
    assert rows["accepted"]["reviewer"] == rows["rejected"]["reviewer"] == "Me"
    assert rows["rejected"]["reason"] == "Another law."
    assert "1 mapping accepted and 1 mapping rejected" in screen
    batches = json.loads(run("log", "--json", db=words).stdout)
    assert [one["records"] for one in batches[:2]] == [1, 1] and batches[0]["author"] == "Me"


def test_review_undoes_the_last_decision_and_comes_back_to_it(run, words):
    before = state(words)
    screen = reviewed(words, (KEYS, "a"), (KEYS, "u"), (KEYS, "q"))
    assert screen.count("1 of ") == 2 and "Took batch 2 back." in screen
    assert state(words) == before


@pytest.mark.slow
def test_review_changes_the_predicate_and_notes(run, words):
    answers = [(KEYS, "c"), ("[r]elated", "b"), (KEYS, "n"), ("back)", "Ask Uganda.\n"), (KEYS, "q")]
    screen = reviewed(words, *answers)
    assert "broad match" in screen and "A is a narrower" not in screen
    [one] = listed(run, words)
    assert (one["predicate"], one["status"], one["notes"]) == ("skos:broadMatch", "proposed", {"en": "Ask Uganda."})


@pytest.mark.slow
def test_review_skips_refuses_other_keys_and_rejects_only_with_a_reason(run, words):
    answers = [(KEYS, "x"), ("Press", "r"), ("back)", "\n"), (KEYS, "u"), (KEYS, "s"), (KEYS, "q")]
    screen = reviewed(words, *answers)
    assert "Press a, r, c, n, s, u or q." in screen and "Nothing was decided yet." in screen and "2 of " in screen
    assert listed(run, words) == []


@pytest.mark.parametrize(("last", "code"), [("\x03", 130), ("\x04", 0)])
def test_review_keeps_what_was_decided_when_it_is_interrupted(run, words, last, code):
    screen = reviewed(words, (KEYS, "a"), (KEYS, last), code=code)
    assert "1 mapping accepted" in screen and ("interrupted" in screen) is (code == 130)
    assert len(listed(run, words)) == 1


@pytest.mark.slow
def test_review_shows_no_card_again_after_a_strange_key(words):
    screen = reviewed(words, (KEYS, "x"), ("Press", "q"))
    assert screen.count("1 of ") == screen.count(KEYS) == screen.count("Press") == 1


def test_review_passes_over_arrows(monkeypatch):
    typed = iter(["\x1b[A", "\x1bOB", "\xe0H", "A"])
    monkeypatch.setattr("click.getchar", lambda: next(typed))
    assert _key() == "a"


@pytest.mark.slow
def test_of_keys_typed_at_once_the_first_counts(run, words):
    screen = reviewed(words, (KEYS, "aa"), (KEYS, "q"))
    assert "1 mapping accepted" in screen and "Press" not in screen
    assert len(listed(run, words)) == 1


@pytest.mark.slow
def test_review_tells_definitions_in_words_from_facets(run, words):
    assert run("edit", "a-seasonal-worker", "facets.measure=stock", db=words).exit_code == 0
    screen = reviewed(words, (KEYS, "q"))
    assert "No definition in words is on record." in screen and "No definition is on record." in screen


def test_review_shows_both_definitions_within_80_columns(run, words):
    for name in ("concept/a-migrant", "concept/a-seasonal-worker"):
        run("edit", name, "definition=" + "A person who has lived abroad for at least a year. " * 4, db=words)
    screen = reviewed(words, (KEYS, "q"))
    assert "A person who has lived abroad" in screen and "No definition is on record." in screen
    assert all(len(line) <= 80 for line in screen.splitlines())


@pytest.mark.slow
def test_review_after_all_is_decided_has_nothing_left(run, words):
    run("map", "suggest", "a", "b", "--save", db=words)
    for one in listed(run, words):
        run("map", "reject", one["id"], "--reason", "No.", db=words)
    assert reviewed(words) == "Nothing decided; nothing left.\n"


def decisions(rows):
    fields = ("subject", "object", "predicate", "status", "reviewer", "date", "reason", "notes")
    return {one["id"]: [one.get(name) for name in fields] for one in rows}


@pytest.mark.parametrize("suffix", ["sssom.tsv", "sssom.json"])
def test_ten_decisions_exported_and_imported_again_are_the_same(run, own, kenya, tmp_path, suffix):
    run("map", "suggest", "ke", "ug", "--save", "--min", "0.05", db=own)
    run("map", "suggest", "ke", "so", "--save", "--min", "0.05", db=own)
    ids = [one["id"] for one in listed(run, own, "ke", "--status", "proposed")][:10]
    assert len(ids) == 10
    run("map", "accept", *ids[:4], "--reviewer", "A. Juma", db=own)
    run("map", "accept", ids[4], "--predicate", "related", "--reason", "Another law.", db=own)
    run("map", "reject", *ids[5:8], "--reason", "They do not count the same people.", db=own)
    run("map", "change", ids[8], "--predicate", "broad", db=own)
    run("map", "note", ids[9], "Ask the other country.", db=own)
    path, there = tmp_path / f"ours.{suffix}", tmp_path / "there.db"
    assert run("export", str(path), "--what", "mapping", db=own).exit_code == 0
    shutil.copy(kenya, there)
    imported = run("import", str(path), "--yes", db=there)
    assert imported.exit_code == 0, imported.stderr
    assert decisions(listed(run, there)) == decisions(listed(run, own))


@pytest.fixture
def two_scripts(tmp_path) -> Path:
    """A catalogue with one scheme in Arabic and one in English."""
    path = tmp_path / "scripts.db"
    with Catalogue.create(path) as made:
        made.begin_with(((one, None) for one in scripts()), note="words", author="tests")
    return path


def scripts() -> Iterator[dict[str, object]]:
    for scheme, language, labels in (
        ("a", "ar", ("لاجئ", "حدود", "تأشيرة")),
        ("b", "en", ("Visa", "Border", "Refugee")),
    ):
        yield {"id": f"scheme/{scheme}", "title": f"Words of {scheme.upper()}", "role": "glossary"}
        for number, label in enumerate(labels):
            yield {"id": f"concept/{scheme}-{number}", "label": {language: label}, "scheme": f"scheme/{scheme}"}


class Opposite:
    """An embedder to which the first label of one scheme is the last of the other."""

    def embed(self, texts):
        import numpy as np

        half = len(texts) // 2
        return np.eye(half, 8, dtype=np.float32)[[*range(half), *reversed(range(half))]]


def test_schemes_in_two_scripts_are_matched_by_meaning(run, two_scripts, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", Opposite)
    done = run("map", "suggest", "a", "b", "--json", db=two_scripts)
    best = [one for one in json.loads(done.stdout) if one["best"]]
    assert sorted(pairs(best)) == [("a-0", "b-2"), ("a-1", "b-1"), ("a-2", "b-0")]
    assert {one["justification"] for one in best} == {"semapv:SemanticSimilarityThresholdMatching"}
    assert "in meaning" not in done.stderr


def test_without_embeddings_two_scripts_give_nothing_and_no_hint(run, two_scripts, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", Opposite)
    done = run("map", "suggest", "a", "b", "--no-embeddings", "--json", db=two_scripts)
    assert json.loads(done.stdout) == []
    assert "pip install" not in done.stderr


def test_where_the_extra_is_absent_it_is_named(run, two_scripts, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", lambda: None)
    assert 'pip install "orodha[embeddings]"' in run("map", "suggest", "a", "b", db=two_scripts).stderr


def test_schemes_of_one_language_without_a_match_get_no_such_hint(run, words, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", lambda: None)
    done = run("map", "suggest", "a", "c", db=words)
    assert "has a suggestion" in done.stderr and "pip install" not in done.stderr


def test_many_labels_to_embed_are_told_before(run, two_scripts, monkeypatch):
    monkeypatch.setattr("orodha.vocab.matching.embedding.find_embedder", Opposite)
    monkeypatch.setattr("orodha.tui.cli.mapping.MANY_LABELS", 5)
    assert "Comparing 6 labels in meaning takes about" in run("map", "suggest", "a", "b", db=two_scripts).stderr
