"""An analysis at a glance, as HTML for a notebook; it takes the colours of the theme around it."""

from typing import TYPE_CHECKING

from analysis.chart import MOST
from analysis.interval import FEWEST
from analysis.template import render

if TYPE_CHECKING:
    from analysis.pipeline import Analysis


def card(analysis: "Analysis") -> str:
    """The sizes of an analysis, the stance toward each target with its interval and n, and what to beware of."""
    sizes = {
        "articles": len(analysis.articles),
        "outlets": analysis.articles.outlet.nunique(),
        "sentences": len(analysis.sentences),
        "mentions": len(analysis.mentions),
    }
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
    articles, said = analysis.articles, []
    stance = analysis.stance[analysis.stance.voice == "all"]
    if analysis.scorer == "vader":
        said.append("VADER is the scorer: tone of the sentence, blind to the target, is no stance.")
    if few := int((stance.low.isna()).sum()):
        said.append(f"No interval for {few} of {len(stance)} means: fewer than {FEWEST} units, or all alike.")
    if (stance.unit == "sentence").any():
        said.append("An outlet has but one article: its sentences count as independent, and intervals are too narrow.")
    if articles.outlet.nunique() == 1:
        said.append("One outlet only: nothing to compare it with.")
    if foreign := int((articles.language != "en").sum()):
        said.append(f"{foreign} of {len(articles)} articles not recognised as English: they mostly yield nothing.")
    if undated := int(articles.date.isna().sum()):
        said.append(f"{undated} of {len(articles)} articles without a date: leaders count whenever they held office.")
    return said
