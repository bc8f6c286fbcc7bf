"""Rules of a law as a file: what is read, and what is refused and how."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue.errors import FormatError
from orodha.inventory.rules_file import RulesFile
from orodha.inventory.sharing import load_rules, rules_for
from orodha.inventory.sharing.rules import LawRules, parse_rules

KENYA = rules_for("area/ke")
RULES = Path(__file__).parents[2] / "inventory" / "data" / "rules" / "ke.toml"


def test_there_are_rules_for_kenya_and_none_for_a_country_without_a_file():
    assert KENYA is not None and not KENYA.checked_by_lawyer
    assert rules_for("area/ug") is None
    assert rules_for("area/completeness") is None


def test_every_rule_of_kenya_cites_a_place():
    assert KENYA is not None and all(one.cites for one in KENYA.tests)


@pytest.mark.parametrize(
    ("old", "new"),
    [('test = "children"', 'test = "childen"'), ('country = "area/ke"', ""), ('name = "Data', "name = Data")],
)
def test_rules_that_cannot_be_read_say_what_to_do(tmp_path: Path, old: str, new: str):
    path = tmp_path / "rules.toml"
    path.write_text(RULES.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(FormatError, match=r"rules\.toml"):
        load_rules(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'test = "children"',
            'test = "childen"',
            r"rules\.toml, \[\[rule\]\] 5 \(children\): there is no test 'childen'.*children",
        ),
        (
            'accepts = ["done"',
            'accept = ["done"',
            r"3 \(assessment\): nothing is called 'accept'. Did you mean accepts",
        ),
        (
            '"identifiable", "unknown"]',
            '"identifable", "unknown"]',
            r"1 \(legal basis\): personal_data has 'identifable'",
        ),
        ("abroad = true", 'abroad = "yes"', r"\(transfer\): abroad is 'yes', and not true or false"),
        ('accepts = ["done", "not needed"]', 'accepts = "done"', "accepts is 'done', and not a list"),
        ('test = "children"\n', "", r"\(children\): test is missing"),
        ('law = "law/ke-dpa-2019"', "", "law is missing"),
        ('country = "area/ke"', 'country = "Kenya"', "country is 'Kenya'"),
        ("lawyer = false", "lawyer = true", "who checked them, and when.*checked_by = .* checked_on = "),
        ("lawyer = false", 'lawyer = true\nchecked_by = " "\nchecked_on = "2026"', "who checked them, and when"),
        (
            "lawyer = false",
            'lawyer = true\nchecked_by = "A. Otieno"\nchecked_on = "2026-02-30"',
            "checked_on is '2026-02-30'",
        ),
        ("version = ", "vresion = ", "nothing is called 'vresion'"),
        ("[[rule]]", "[[private]]", "has no .*rule"),
        ("(?P<private>[APap]", "([APap]", r"\[\[private\]\] 3: the pattern has no group"),
    ],
)
def test_a_file_of_rules_that_is_wrong_says_where_and_what(tmp_path: Path, old: str, new: str, said: str):
    text = RULES.read_text("utf-8")
    assert old in text
    path = tmp_path / "rules.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(FormatError, match=said):
        load_rules(path)


NAMES = ("country", "name", "law", "regulations", "version", "checked_by_lawyer", "sharing_topics", "cites", "rule")
NAMES += ("private", "id", "test", "missing", "fix", "abroad", "accepts", "kind", "pattern", "reg. 1", "transfer")
VALUES = st.recursive(
    st.sampled_from(["", "area/ke", "s. 1", "reg. 2", "transfer", "(?P<private>x)", "(", "open", "x{99999999999}"])
    | st.integers(-5, 5)
    | st.booleans()
    | st.dates()
    | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=8,
)


def as_toml(value: Any) -> str:
    """Write a value in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(name)} = {as_toml(one)}' for name, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value)


def parse(told: dict[str, Any]) -> LawRules | None:
    """Read rules, None where they are refused as they should be."""
    try:
        return parse_rules(RulesFile("\n".join(f"{name} = {as_toml(one)}" for name, one in told.items()), "x.toml"))
    except FormatError:
        return None


@given(st.data())
def test_any_toml_is_rules_or_refused(data: st.DataObject):
    told: Any = tomllib.loads(RULES.read_text("utf-8"))
    one, path = told, list[Any]()
    while isinstance(one, dict | list) and one and (not path or data.draw(st.booleans())):
        path.append(data.draw(st.sampled_from(list(one) if isinstance(one, dict) else range(len(one)))))
        owner, one = one, one[path[-1]]
    owner[path[-1]] = data.draw(VALUES)  # pyright: ignore[reportPossiblyUnboundVariable] - a law is not empty
    if rules := parse(told):
        texts = [rules.country, rules.name, rules.version, *rules.sharing_topics]
        texts += [text for test in rules.tests for text in (test.id, test.fix, test.missing, *test.accepts)]
        texts += [text for test in rules.tests for cite in test.cites for text in cite]
        assert all(isinstance(text, str) for text in texts)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_any_toml_that_is_no_law_is_refused(told: dict[str, Any]):
    assert parse(told) is None or told["rule"]


@pytest.mark.parametrize("text", [f"x = {'[' * 5000}", f"x = {'1' * 5000}", "private = 5"])
def test_toml_that_is_out_of_bounds_is_refused(text: str):
    with pytest.raises(FormatError):
        parse_rules(RulesFile(text, "x.toml"))


def test_rules_that_a_lawyer_checked_say_who_and_when(tmp_path: Path):
    path = tmp_path / "rules.toml"
    checked = 'lawyer = true\nchecked_by = "A. Otieno"\nchecked_on = "2026-10"'
    path.write_text(RULES.read_text("utf-8").replace("lawyer = false", checked), "utf-8")
    assert load_rules(path).told.endswith("rules of 2026-11, checked by a lawyer (A. Otieno, 2026-10)")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path):
    path = tmp_path / "rules.toml"
    path.write_bytes(b"name = 'Donn\xe9es'")
    with pytest.raises(FormatError, match="no text in UTF-8"):
        load_rules(path)
