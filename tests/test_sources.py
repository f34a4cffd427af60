import pytest

from analysis import chart
from analysis.sources import likely_aliases, summarise_sources


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
