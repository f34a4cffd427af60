"""Actions: what each country is shown doing, and having done to it, with power and agency."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from analysis.clause import find_parts
from analysis.interval import mean_interval, with_units
from analysis.outlets import with_outlets
from analysis.progress import track
from analysis.tables import SENTENCE, Actions, ActionSummary, Articles, Mentions, Sentences


@pa.check_types
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
    rows: list[tuple[object, ...]] = []
    for key, named in track(mentions.groupby(SENTENCE, sort=False), "Finding actions"):
        if key not in texts:
            raise ValueError("mentions of a sentence that is not in the table of sentences")
        found = list(named[["country", "kind", "start", "end"]].itertuples(index=False, name=None))
        for country, role, act, start, end, negated, modal in find_parts(texts[key], found):
            agent = role == "agent"
            power, agency = (act.power, act.agency) if agent else (-act.power, pd.NA)
            rows.append((*key, country, role, act.lemma, start, end, negated, modal, power, agency))
    return DataFrame[Actions](pd.DataFrame(rows, columns=list(Actions.to_schema().columns)))


@pa.check_types
def summarise_actions(articles: DataFrame[Articles], actions: DataFrame[Actions]) -> DataFrame[ActionSummary]:
    """Count acts by outlet, country and verb, with the shares that give power and agency and their 95 % intervals.

    Acts that are denied are left out. Power is shared out over all acts of the country, as agent or patient, agency
    over those in which it acts. Articles are the units of the intervals; where an outlet has but one, sentences are.

    Raises ValueError for actions of an article that is not in the table of articles.
    """
    known = with_outlets(actions, articles, "actions")
    known = with_units(known, ["outlet"])
    known = known[~known.negated]
    both = pd.concat([known.assign(verb="all"), known])
    rows = [(*key, *_summary(group)) for key, group in both.groupby(["outlet", "country", "verb", "unit"])]
    columns = ["outlet", "country", "verb", "unit", "agent", "patient", "modal"]
    columns += ["share_power", "power_low", "power_high", "share_agency", "agency_low", "agency_high"]
    table = pd.DataFrame(rows, columns=columns)
    return DataFrame[ActionSummary](table[list(ActionSummary.to_schema().columns)])


def _summary(group: pd.DataFrame) -> tuple[float, ...]:
    acts = group[group.role == "agent"]
    counts = len(acts), len(group) - len(acts), int(group.modal.sum())
    return *counts, *_share(group.power == 1, group), *_share(acts.agency == 1, acts)


def _share(given: "pd.Series[bool]", group: pd.DataFrame) -> tuple[float, float, float]:
    if group.empty:
        return float("nan"), float("nan"), float("nan")
    units = given.astype(float).groupby(group.cluster).agg(["sum", "size"])
    low, high = mean_interval(units["sum"].to_numpy(float), units["size"].to_numpy(), (0.0, 1.0))
    return float(given.mean()), low, high
