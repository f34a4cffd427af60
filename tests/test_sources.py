from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analysis import chart
from analysis.interval import mean_interval
from analysis.sources import likely_aliases, sum_sources, summarise_sources, total_sources
from analysis.tables import SENTENCE, Sources


@pytest.fixture
def sources(seed):
    return summarise_sources(seed.articles, seed.sentences, seed.voices, seed.scores)


def test_who_speaks_in_the_seed_article_and_how_much(sources):
    quoted = sources[sources.quotes > 0].drop_duplicates("speaker")
    assert dict(zip(quoted.speaker, quoted.quotes, strict=True)) == {
        "Hakim al-Zamili": 2,
        "Moeen al-Kadhimi": 2,
        "Muen al-Kadhimi": 1,
        "John Kerry": 1,
    }
    kadhimi = sources[sources.speaker == "Muen al-Kadhimi"].iloc[0]
    assert (kadhimi.words, kadhimi.country, kadhimi.scored) == (21, "USA", 1)
    kerry = sources[sources.speaker == "John Kerry"].iloc[0]
    assert (kerry.neutral, kerry.doubting, kerry.endorsing) == (1, 0, 1)


def test_every_score_in_anothers_voice_belongs_to_one_source(seed, sources):
    assert sources.scored.sum() == (seed.scores.voice != "author").sum()
    labels = sources[["negative_sentences", "neutral_sentences", "positive_sentences"]]
    assert (labels.sum(axis="columns") == sources.scored).all()


def test_two_spellings_are_offered_and_not_merged(sources):
    (pair,) = likely_aliases(sources).to_dict("records")
    assert (pair["speaker"], pair["other"]) == ("Moeen al-Kadhimi", "Muen al-Kadhimi")
    assert pair["alikeness"] == pytest.approx(2 * 14 / 31)


def test_only_the_names_with_the_most_words_are_compared(monkeypatch):
    names = ["Anna Berg", "Peter Klein", "Petra Klein", "Anna Borg"]
    columns = dict.fromkeys(Sources.to_schema().columns, 0) | {"outlet": "Paper", "country": "", "sentences": 1}
    table = pd.DataFrame(columns, range(4)).assign(speaker=names, words=[9, 7, 5, 3])
    for most, pairs in ((4, [("Anna Berg", "Anna Borg"), ("Peter Klein", "Petra Klein")]), (3, [names[1:3]]), (2, [])):
        monkeypatch.setattr("analysis.sources.MOST_COMPARED", most)
        found = likely_aliases(Sources.validate(table))[["speaker", "other"]]
        assert found.to_numpy().tolist() == [list(pair) for pair in pairs]


def test_scores_of_other_voices_are_refused(seed):
    with pytest.raises(ValueError, match="not those in the table of voices"):
        summarise_sources(seed.articles, seed.sentences, seed.voices.head(0), seed.scores)


def test_chart_of_sources_ranks_them_by_words_quoted(sources):
    ax = chart.plot_sources(sources)
    widths = [bar.get_width() for bar in ax.containers[0]]
    assert widths == sorted(widths, reverse=True)
    assert sum(widths) == sources.drop_duplicates("speaker").words.sum()
    assert any(text.get_text().startswith("United States") for text in ax.texts)


def test_chart_of_introductions_shows_their_parts(sources):
    ax = chart.plot_introductions(sources)
    assert sum(bars[0].get_width() for bars in ax.containers) == pytest.approx(1)
    assert "n = " in ax.get_yticklabels()[0].get_text()


@pytest.fixture(scope="session")
def corpus():
    """Tables of forty articles of three outlets, the third with one; the scores are random and no round numbers."""
    draw = np.random.default_rng(1)
    # Neither by name nor by outlet are the articles in order: the sums may count on none.
    articles = pd.DataFrame({"article_id": [f"a{number}" for number in draw.permutation(40)]})
    articles["outlet"] = [*draw.choice(["Post", "Daily"], 39), "Once"]
    articles = articles.assign(date=pd.NaT, title="", text="", source="", language="en")
    sizes = [*draw.integers(0, 9, 39), 12]
    sentences = pd.DataFrame({"article_id": np.repeat(articles.article_id, sizes)}).reset_index(drop=True)
    sentences["sentence_id"] = sentences.groupby("article_id").cumcount()
    sentences = sentences.assign(part="body", start=0, end=30, sentence="“We welcome Russia,” they said.")
    voices = sentences[SENTENCE].assign(start=0, end=20, voice="quote", speaker="they", speaker_start=21)
    voices = voices.assign(speaker_end=25, speaker_name=draw.choice(["", "Anna Berg", "officials"], len(voices)))
    voices = voices.assign(verb="say", implies=draw.choice(["", "neutral", "doubting"], len(voices)))
    both = pd.concat([voices[SENTENCE].assign(country=country) for country in ("USA", "RUS")])
    scores = both[draw.random(len(both)) < 0.6].sort_values([*SENTENCE, "country"], ignore_index=True)
    scores["score"] = draw.uniform(-1, 1, len(scores))
    scores = scores.assign(mentions=1, tone=0.0, negative=np.nan, neutral=np.nan, positive=np.nan, holder="other")
    scores = scores.assign(label=np.sign(scores.score.round()).astype(int), voice="quote", speaker="they")
    names = ["mentions", "tone", "negative", "neutral", "positive", "score", "label", "voice", "speaker", "holder"]
    return articles, sentences, voices, scores[[*SENTENCE, "country", *names]]


def part(corpus, first, last):
    """Tables of the articles from one place up to another."""
    ids = corpus[0].article_id[first:last]
    return [table[table.article_id.isin(ids)] for table in corpus]


def test_sums_of_the_parts_give_the_summary_to_the_last_bit_wherever_the_corpus_is_cut(corpus):
    whole = summarise_sources(*corpus)
    ends = range(len(corpus[0]) + 1)
    cuts = [(0, place, len(corpus[0])) for place in ends] + [tuple(ends), (*ends[::3], len(corpus[0]))]
    for places in cuts:
        sums = [sum_sources(*part(corpus, *ends)) for ends in pairwise(places)]
        pd.testing.assert_frame_equal(total_sources(pd.concat(sums)), whole, check_exact=True)


def test_intervals_are_those_of_articles_or_of_the_sentences_of_the_only_one(corpus):
    articles, _, voices, scores = corpus
    known = scores.merge(voices[[*SENTENCE, "speaker_name"]], on=SENTENCE).merge(articles[["article_id", "outlet"]])
    rows = summarise_sources(*corpus)
    told = 0
    for row in rows[rows.scored > 0].itertuples():
        of_row = known[
            (known.outlet == row.outlet) & (known.speaker_name == row.speaker) & (known.country == row.country)
        ]
        unit = "article_id" if of_row.article_id.nunique() > 1 else "sentence_id"
        units = of_row.groupby(unit).score.agg(["sum", "size"])
        expected = mean_interval(units["sum"].to_numpy(), units["size"].to_numpy())
        assert (row.low, row.high) == pytest.approx(expected, abs=1e-12, nan_ok=True)
        assert row.mean == pytest.approx(of_row.score.mean(), abs=1e-12)
        told += row.low == row.low
    assert told > 10
    assert rows[rows.outlet == "Once"].low.notna().any()


def test_sums_of_no_passages_are_empty_and_add_nothing(corpus):
    articles, sentences, voices, scores = corpus
    nothing = sum_sources(articles, sentences, voices.head(0), scores.head(0))
    assert nothing.empty
    assert total_sources(nothing).empty
    whole = sum_sources(*corpus)
    pd.testing.assert_frame_equal(total_sources(pd.concat([nothing, whole])), total_sources(whole))
