"""Actions: what each country is shown doing, and having done to it, with power and agency."""

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from analysis.clause import find_parts
from analysis.door import check_types
from analysis.interval import Moments, moment_interval
from analysis.outlets import with_outlets
from analysis.progress import track
from analysis.sums import ActionSums
from analysis.tables import SENTENCE, Actions, ActionSummary, Articles, Mentions, Sentences

KEY = ["outlet", "country", "verb", "unit"]


@check_types
def find_actions(sentences: DataFrame[Sentences], mentions: DataFrame[Mentions]) -> DataFrame[Actions]:
    """Find the verbs of which a country is agent or patient; one row per country, verb and role.

    The verbs are those of ``data/lexicons/actions.csv``, with the power and agency that each gives, after the idea of
    Sap et al. (2017), "Connotation Frames of Power and Agency in Modern Films"; the table is ours. A country takes part
    where it is named in the noun phrase: "Russian jets", "Iraq's army", "the president of France". Nouns ("the attack
    on Libya") are no acts, and pronouns are not resolved. A country that is agent and patient of one verb is its agent.

    Sides are told by the order of words, without a parser: on the 61 sentences of ``tests/cases/actions.csv`` that the
    rules were not tuned on, 112 parts, precision is 0.96, recall 0.91 and F1 0.94. One hand wrote sentences, labels and
    rules, so expect less on other text: F1 is 0.85 on the article in ``seeds/`` (34 parts), which they were tuned on
    too. Before any tuning the rules and spaCy's small English parser with a mapping of our own had an F1 of 0.92 each
    on the 61, 0.77 and 0.83 on the article: no clear gain for a dependency of 330 MB, but no proof that none is to be
    had, for nothing was tuned on the side of the parser.

    Raises ValueError for mentions of a sentence that is not in the table of sentences.
    """
    texts = dict(zip(zip(*(sentences[name] for name in SENTENCE), strict=True), sentences.sentence, strict=True))
    named: dict[tuple[str, int], list[tuple[str, str, int, int]]] = {}
    columns = (mentions[name].to_list() for name in (*SENTENCE, "country", "kind", "start", "end"))
    for article, sentence, *mention in zip(*columns, strict=True):
        named.setdefault((article, sentence), []).append(tuple(mention))
    rows: list[tuple[object, ...]] = []
    for key, found in track(named.items(), "Finding actions"):
        if key not in texts:
            raise ValueError("mentions of a sentence that is not in the table of sentences")
        for country, role, act, start, end, negated, modal in find_parts(texts[key], found):
            agent = role == "agent"
            power, agency = (act.power, act.agency) if agent else (-act.power, pd.NA)
            rows.append((*key, country, role, act.lemma, start, end, negated, modal, power, agency))
    return DataFrame[Actions](pd.DataFrame(rows, columns=list(Actions.to_schema().columns)))


@check_types
def summarise_actions(articles: DataFrame[Articles], actions: DataFrame[Actions]) -> DataFrame[ActionSummary]:
    """Count acts by outlet, country and verb, with the shares that give power and agency and their 95 % intervals.

    Acts that are denied are left out. Power is shared out over all acts of the country, as agent or patient, agency
    over those in which it acts. Articles are the units of the intervals; where an outlet has but one, sentences are.

    Raises ValueError for actions of an article that is not in the table of articles.
    """
    return total_actions(sum_actions(articles, actions))


@check_types
def sum_actions(articles: DataFrame[Articles], actions: DataFrame[Actions]) -> DataFrame[ActionSums]:
    """What a part of a corpus gives for its summary of acts.

    Raises ValueError for actions of an article that is not in the table of articles.
    """
    known = with_outlets(actions, articles, "actions")
    agent = known.role == "agent"
    known = known.assign(power_size=1, power_sum=known.power == 1)
    known = known.assign(agency_size=agent, agency_sum=agent & (known.agency == 1).fillna(False))
    told = known[~known.negated]
    # What is denied counts among the articles of an outlet, which tell the unit.
    every = pd.concat([told, told.assign(verb="all"), known.assign(country="", verb="")])
    single = every.groupby("outlet").article_id.transform("nunique") == 1
    sums = [
        _sum(every.assign(unit="article"), ["article_id"]),
        _sum(every[single].assign(unit="sentence"), SENTENCE),
    ]
    return DataFrame[ActionSums](pd.concat(sums)[list(ActionSums.to_schema().columns)])


@check_types
def total_actions(sums: DataFrame[ActionSums]) -> DataFrame[ActionSummary]:
    """Acts by outlet, country and verb, from the sums of all parts; see `summarise_actions`."""
    rows = sums.groupby(KEY).sum().reset_index()
    articles = rows[(rows.country == "") & (rows.unit == "article")].set_index("outlet").power_units
    unit = np.where(rows.outlet.map(articles) == 1, "sentence", "article")
    rows = rows[(rows.country != "") & (rows.unit == unit)]
    rows = rows.assign(agent=rows.agency_size, patient=rows.power_size - rows.agency_size)
    for name in ("power", "agency"):
        moments = Moments(*(rows[f"{name}_{moment}"].to_numpy() for moment in Moments._fields))
        low, high = moment_interval(moments, (0.0, 1.0))
        share = rows[f"{name}_sum"] / rows[f"{name}_size"]
        rows = rows.assign(**{f"share_{name}": share, f"{name}_low": low, f"{name}_high": high})
    return DataFrame[ActionSummary](rows[list(ActionSummary.to_schema().columns)].reset_index(drop=True))


def _sum(acts: pd.DataFrame, of_unit: list[str]) -> pd.DataFrame:
    columns = ["modal", *(f"{name}_{moment}" for name in ("power", "agency") for moment in ("size", "sum"))]
    units = acts.astype(dict.fromkeys(columns, "int64")).groupby([*KEY, *of_unit])[columns].sum()
    for name in ("power", "agency"):
        size, sum_ = units[f"{name}_size"], units[f"{name}_sum"]
        units[f"{name}_units"] = (size > 0).astype("int64")
        units[f"{name}_size_size"], units[f"{name}_sum_size"] = size * size, sum_ * size
        units[f"{name}_sum_sum"] = sum_ * sum_
    return units.groupby(KEY).sum().reset_index()
