"""Suggestions for two schemes: shown, saved, written to a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from glossaries import PAIR, listed, pairs, state, suggested
from orodha.catalogue import Catalogue


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


def test_suggest_without_any_suggestion_says_so(run, words):
    result = run("map", "suggest", "a", "b", "--min", "1", db=words)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No concept of scheme/a has a suggestion; 3 concepts have no good match")


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
