"""An analysis at a glance, as HTML for a notebook; it takes the colours of the theme around it."""

from typing import TYPE_CHECKING

from analysis.chart import MOST
from analysis.interval import FEWEST
from analysis.template import render

if TYPE_CHECKING:
    from analysis.pipeline import Analysis


def card(analysis: "Analysis") -> str:
    """The sizes of an analysis, the stance toward each target with its interval and n, and what to beware of."""
    corpus = analysis.corpus
    sizes = {"articles": corpus.articles.sum(), "outlets": len(corpus)}
    sizes |= {name: corpus[name].sum() for name in ("sentences", "mentions")}
    return render("card.html", sizes=sizes, measure=analysis.measure, **summary(analysis))


def summary(analysis: "Analysis") -> dict[str, object]:
    """What card and page both say first: means, how many more there are, what is missing, what to beware of."""
    stance = analysis.stance[analysis.stance.voice == "all"]
    return {
        "stance": stance.head(MOST).to_dict("records"),
        "left": max(0, len(stance) - MOST),
        "missed": [target for target in analysis.targets if target not in set(stance.country)],
        "warnings": warnings(analysis),
    }


def warnings(analysis: "Analysis") -> list[str]:
    """What a reader of the figures must know before using them."""
    corpus, said = analysis.corpus, []
    articles = corpus.articles.sum()
    stance = analysis.stance[analysis.stance.voice == "all"]
    if analysis.scorer == "vader":
        said.append("VADER is the scorer: tone of the sentence, blind to the target, is no stance.")
    if few := int((stance.low.isna()).sum()):
        said.append(f"No interval for {few} of {len(stance)} means: fewer than {FEWEST} units, or all alike.")
    if (stance.unit == "sentence").any():
        said.append("An outlet has but one article: its sentences count as independent, and intervals are too narrow.")
    if len(corpus) == 1:
        said.append("One outlet only: nothing to compare it with.")
    if foreign := corpus.foreign.sum():
        said.append(f"{foreign} of {articles} articles not recognised as English: they mostly yield nothing.")
    if undated := corpus.undated.sum():
        said.append(f"{undated} of {articles} articles without a date: leaders count whenever they held office.")
    if analysis.sampled:
        said.append(
            f"Terms, words of the tone, and what is shown sentence by sentence are those of {len(analysis.articles):,}"
            " articles drawn by chance among those that mention a target."
        )
    return said
