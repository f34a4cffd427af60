"""The charts of a corpus with many outlets, countries and sources: all of it fits, whatever is long."""

import pandas as pd
import pytest

from analysis import analyse
from analysis.figures import FIGURES, draw
from analysis.tone import vader

OUTLETS = [
    f"The {word} Herald and Daily Post" for word in ("North", "South", "East", "West", "Old", "New", "Far", "Red")
]
COUNTRIES = (
    "Bosnia and Herzegovina", "Saudi Arabia", "France", "Germany", "Iran", "Iraq", "Syria", "Israel", "Egypt", "India",
)  # fmt: skip
VERBS = ("attacked", "praised", "threatened", "helped", "accused")


def written(outlet: int, day: int) -> str:
    """A short article in which everything that a chart shows happens, a little different in each."""
    country, verb = COUNTRIES[(outlet + day) % len(COUNTRIES)], VERBS[(outlet * day) % len(VERBS)]
    speaker = f"Maximilian Featherstone{'abcdefghij'[day % 10] * 4}"
    return (
        f"They said that America would lose. "
        f"The United States {verb} Russia. {country} {VERBS[day % 5]} the United States in a terrible war. "
        f'"Russia is a good and honest friend of {country}, and America a brutal enemy," claimed {speaker}. '
        f'"Washington is {("great", "good", "bad")[day % 3]}," said Mohammed Abdulrahman. "Moscow is awful," he said. '
        f'The United Kingdom and Russia met {country}. "It is a terrible and awful war for America."'
    )


@pytest.fixture(scope="module")
def corpus():
    rows = [(outlet, day) for outlet in range(len(OUTLETS)) for day in range(8)]
    table = pd.DataFrame({"outlet": [OUTLETS[outlet] for outlet, _ in rows]})
    table["article_id"] = [f"{outlet}-{day}" for outlet, day in rows]
    table["date"] = [pd.Timestamp(2020, day + 1, 1) for _, day in rows]
    table["text"] = [written(outlet, day) for outlet, day in rows]
    table = table.assign(title="", source="made up", language="en")
    table = table[["article_id", "outlet", "date", "title", "text", "source", "language"]]
    return analyse(table.astype({"date": "datetime64[ns]"}), scorer=vader)


def test_there_is_enough_of_everything(corpus):
    assert corpus.articles.outlet.nunique() == 8
    assert corpus.mentions.country.nunique() > 12
    assert corpus.sources.speaker.nunique() > 12
    assert (corpus.sources.speaker == "").any()
    assert corpus.sources.low.notna().any()


def drawn(axis) -> list:
    """The labels of the ticks in view; others are there, but not drawn."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_collapses_and_nothing_is_cut(corpus, name):
    canvas = draw(corpus, name).canvas
    canvas.draw_without_rendering()  # a warning of matplotlib is an error in every test
    page = canvas.bbox
    for ax in canvas.axes:
        assert ax.bbox.width > 0.2 * page.width
        assert ax.bbox.height > 0.05 * page.height
        ticks = [text for axis in (ax.xaxis, ax.yaxis) for text in drawn(axis)]
        legend = ax.get_legend().get_texts() if ax.get_legend() else []
        for text in (*ticks, ax.xaxis.label, ax.yaxis.label, *legend, *ax.texts, *canvas.texts):
            if text.get_text():
                box = text.get_window_extent()
                assert page.x0 - 1 <= box.x0 <= box.x1 <= page.x1 + 1, text.get_text()
                assert page.y0 - 1 <= box.y0 <= box.y1 <= page.y1 + 1, text.get_text()
