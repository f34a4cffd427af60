"""What can be asked about, and what counts as a mention of it."""

import pandas as pd
import pytest
from conftest import cases

from analysis import InputError, analyse
from analysis.chart import country_colour, country_name
from analysis.contexts import find_contexts
from analysis.framing import contrast_terms, frame_shares
from analysis.lexicon import country_names, group_names, read_table
from analysis.mention import find_mentions
from analysis.segment import segment_articles
from analysis.targets import Target, mention_targets, parse_targets
from analysis.tone import vader


def targeted(articles: pd.DataFrame, *asked: str) -> pd.DataFrame:
    sentences, dates = segment_articles(articles), articles.set_index("article_id").date
    mentions = find_mentions(sentences, dates=dates)
    before = mentions.copy()
    found = mention_targets(sentences, mentions, parse_targets(asked, mentions.country), dates=dates)
    pd.testing.assert_frame_equal(mentions, before)
    placed = found.merge(sentences, on=["article_id", "sentence_id"], suffixes=("", "_sentence"))
    assert all(row.sentence[row.start : row.end] == row.form for row in placed.itertuples())
    return found


@pytest.mark.parametrize("case", cases("targets"))
def test_mentions_of_a_target(articles, case):
    date = pd.to_datetime(pd.Series([case["date"] or None]))
    found = targeted(articles(case["text"], date=date), case["target"])
    assert "|".join(found.form) == case["found"]
    assert set(found.country) <= {parse_targets(case["target"])[0].code}


def test_a_word_may_count_for_several_targets(articles):
    found = targeted(articles("Germany met Iran."), "NATO", "DEU", "EU", "IRN")
    assert found[["country", "form"]].to_numpy().tolist() == [
        ["DEU", "Germany"],
        ["EU", "Germany"],
        ["NATO", "Germany"],
        ["IRN", "Iran"],
    ]


def test_all_is_every_country_from_the_most_to_the_least_mentioned():
    assert parse_targets("all", ["IRN", "USA", "USA"]) == (Target("USA"), Target("IRN"))
    assert [target.code for target in parse_targets(["EU", "ALL", "usa"], ["USA"])] == ["EU", "USA"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ["Atlantis", "USA", "XYZ"],
            "no such target: Atlantis, XYZ; give ISO 3166 alpha-3 codes like USA, groups (EU, ",
        ),
        (["Wagner="], "lacks a name or an alias; write it like"),
        (["=Wagner"], "lacks a name or an alias"),
        (["Wagner=Wagner||W"], "lacks a name or an alias"),
        (["Wag\nner=Wagner"], "lacks a name or an alias"),
        (["usa=Yankees"], "usa is taken; give your target another name"),
        (["NATO=NATO"], "NATO is taken"),
        (["tone=Tone"], "tone is taken"),
        (["W=Wagner", "W=Wagner Group"], "'W' is given twice with different aliases"),
    ],
)
def test_what_is_no_target_ends_in_one_line(asked, said):
    with pytest.raises(InputError, match=r"^[^\n]*$") as error:
        parse_targets(asked)
    assert said in str(error.value)


def test_all_three_kinds_are_scored_and_contrasted(articles):
    study = analyse(
        articles("Germany praised the Wagner Group warmly. NATO attacked China brutally.", "Wagner attacked Iran."),
        targets=["NATO", "Wagner=Wagner Group|Wagner", "CHN"],
        scorer=vader,
    )
    assert study.targets == ("NATO", "Wagner", "CHN")
    assert study.scores.groupby("country").mentions.sum().to_dict() == {"CHN": 1, "NATO": 2, "Wagner": 2}
    assert list(study.sentence_scores.columns[-3:]) == ["NATO", "Wagner", "CHN"]
    assert set(study.counts.country) == {"CHN", "DEU", "IRN"}
    assert not set(study.terms.term) & {"germany", "wagner", "nato", "china"}
    frames = frame_shares(study.sentences, study.targeted, study.articles)
    assert set(frames.country) == {"CHN", "NATO", "Wagner"}


def test_a_place_that_names_both_sides_is_of_neither(sentences):
    table = sentences("Germany cheered while Italy wept")
    rows = [(0, 7, "DEU"), (0, 7, "EU"), (22, 27, "EU")]
    mentions = pd.DataFrame(
        [("a0", 0, side, table.sentence[0][a:b], "name", a, b) for a, b, side in rows],
        columns=["article_id", "sentence_id", "country", "form", "kind", "start", "end"],
    )
    found = find_contexts(table, mentions.assign(side=mentions.country))
    assert found[["side", "text"]].to_numpy().tolist() == [["EU", " cheered while "], ["EU", " wept"]]
    assert contrast_terms(table, mentions, "EU", "DEU").empty


def test_targets_have_names_and_colours():
    assert [country_name(code) for code in ("USA", "EU", "Wagner")] == ["United States", "European Union", "Wagner"]
    assert country_colour("Wagner").startswith("#")
    assert country_colour("EU") not in (country_colour("USA"), country_colour("RUS"))


def test_the_tables_of_groups():
    groups, members = read_table("groups"), read_table("members")
    assert groups["group"].is_unique
    assert not group_names().keys() & country_names().keys()
    assert set(members["group"]) == set(groups["group"])
    assert set(members.country) <= country_names().keys()
    assert not members.duplicated(["group", "country"]).any()  # else periods must not overlap
    assert ((members.valid_to == "") | (members.valid_from < members.valid_to)).all()
    assert (groups[["name", "forms", "source", "reviewed"]] != "").all(axis=None)
    now = members[members.valid_to == ""].groupby("group").size().to_dict()
    # What the groups themselves say they are many of.
    assert now == {"EU": 27, "NATO": 32, "BRICS": 10, "G7": 7, "G20": 19, "ASEAN": 11, "AU": 55, "GCC": 6, "SCO": 10}
