"""How often a planted difference is found again, and how often one that is not there.

    python data/benchmarks/outlets.py

writes `outlets.csv`: a row per planted comparison, for the labels and for the stance model. The corpus is made up; see
`data/gold/outlets/README.md`.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control

from analysis import analyse
from analysis.compare import compare_all
from analysis.permute import Units, difference, permutation_p
from analysis.planted import SIDES, read_planted, score_as_meant

DRAWS = 200
SEED = 20170306
LEVEL = 0.05
TARGETS = ("USA", "RUS", "NOR")

Array = npt.NDArray[np.float64]


def recover(articles: pd.DataFrame, scores: pd.DataFrame, planted: pd.DataFrame, draws: int = DRAWS) -> pd.DataFrame:
    """Count how often resamples of the articles give back each planted difference, and how often chance gives one.

    Articles are drawn with replacement within their outlet, as many as there are. Each resample is tested as
    `compare_all` does, q adjusted over all planted comparisons. Nulls whose labels are alike
    in every article try a test little; so the articles are also dealt out to the outlets by chance, each once, which
    leaves no difference between outlets but chance.

    Returns a row per comparison: `SIDES`; `planted` and `null`; of the whole corpus `difference`, `smallest` and `q`;
    of the resamples the share whose difference has the sign of the planted one, `right_sign` (missing for a null), and
    the share with q of at most 0.05, `flagged`; of the articles dealt out the share with p of at most 0.05, `by_chance`
    (missing within one outlet); and `draws`.
    """
    sums, sizes = by_article(articles, scores)
    random = np.random.default_rng(SEED)
    places = {outlet: sums.index.get_indexer(found.article_id) for outlet, found in articles.groupby("outlet")}
    drawn = {outlet: random.choice(where, (draws, len(where))) for outlet, where in places.items()}
    values, p = _tested(planted, sums, sizes, drawn)
    q = false_discovery_control(p, axis=1)
    whole = compare_all(articles, scores)
    table = planted.merge(whole[[*SIDES, "difference", "smallest", "q"]], on=SIDES, how="left", validate="one_to_one")
    right = (np.sign(values) == np.sign(planted.planted.to_numpy())).mean(axis=0)
    table = table.assign(right_sign=np.where(planted.null, np.nan, right), flagged=(q <= LEVEL).mean(axis=0))
    order = random.permuted(np.tile(np.arange(len(articles)), (draws, 1)), axis=1)
    between = planted.outlet_a != planted.outlet_b
    dealt = {outlet: order[:, where] for outlet, where in places.items()}
    table.loc[between, "by_chance"] = (_tested(planted[between], sums, sizes, dealt)[1] <= LEVEL).mean(axis=0)
    return table.assign(draws=draws)


def _tested(
    planted: pd.DataFrame, sums: pd.DataFrame, sizes: pd.DataFrame, drawn: dict[str, npt.NDArray[np.intp]]
) -> tuple[Array, Array]:
    """Differences and p, draws × comparisons."""
    every = [units_of(row, sums, sizes, drawn) for row in planted.itertuples()]
    random = np.random.default_rng(SEED)
    p = [[permutation_p(Units(*draw), random) for draw in zip(*units, strict=True)] for units in every]
    return np.transpose([difference(units).value for units in every]), np.transpose(p)


def units_of(row: object, sums: pd.DataFrame, sizes: pd.DataFrame, drawn: dict[str, npt.NDArray[np.intp]]) -> Units:
    """The units of one comparison, resamples × articles; in one outlet an article has scores on both sides."""
    a = [table[row.country_a].to_numpy()[drawn[row.outlet_a]] for table in (sums, sizes)]
    b = [table[row.country_b].to_numpy()[drawn[row.outlet_b]] for table in (sums, sizes)]
    if row.outlet_a == row.outlet_b:
        return Units(*a, *b)
    sides = [np.hstack([x, np.zeros_like(b[0])]) for x in a] + [np.hstack([np.zeros_like(a[0]), x]) for x in b]
    return Units(*sides)


def by_article(articles: pd.DataFrame, scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sum and number of the scores, articles × countries each."""
    groups = scores.groupby(["article_id", "country"]).score.agg(["sum", "size"]).unstack()
    sums, sizes = (groups[name].reindex(articles.article_id).fillna(0.0).astype(float) for name in ("sum", "size"))
    return sums, sizes


def main() -> None:
    planted = read_planted()
    study = analyse(planted.articles, targets=TARGETS)
    meant = score_as_meant(study.scores, study.sentences, planted.labels)
    parts = {"labels": meant, "stance model": study.scores}
    table = pd.concat(
        [recover(planted.articles, scores, planted.differences).assign(scores=name) for name, scores in parts.items()]
    )
    first = ["scores", *SIDES]
    table = table[first + [name for name in table if name not in first]].round(3)
    table.to_csv(Path(__file__).with_name("outlets.csv"), index=False, lineterminator="\n")
    print(
        table.groupby(["scores", "null"])[["right_sign", "flagged", "by_chance"]].agg(["mean", "min", "max"]).round(3)
    )


if __name__ == "__main__":
    main()
