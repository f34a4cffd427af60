"""A run over any number of articles, part by part, to a folder."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import dataset

from analysis.engine import cores, in_order, workers
from analysis.export import export, require_own
from analysis.lots import cut_lots
from analysis.parts import describe, make_part, take_over
from analysis.pipeline import Analysis, Long, Sums, choose_sample, sum_up
from analysis.places import find_place, is_remote, remove, store_of
from analysis.progress import track
from analysis.read import Item, list_items, require_articles
from analysis.sums import add_rows
from analysis.targets import parse_targets

PARTS = 50  # whose sums are held at a time


def run_corpus(
    *sources: str | Path,
    out: str | Path,
    targets: Collection[str],
    scorer: str = "stance",
    skip_bad: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> tuple[Analysis, pd.DataFrame]:
    """Study all articles below `sources` and write tables, figures and the page to `out`, as `export` does.

    Articles are taken part by part, so that memory does not grow with the corpus, by `jobs` processes (None: one a
    core) or by the workers of the Dask cluster at the address `scheduler`. A part that is finished is kept in a hidden
    folder beside `out` until the run ends, then in `out`: another run makes only those that are missing, or whose
    articles, parameters or program have changed. Whoever makes the parts, the tables are the same.

    Returns the analysis, its long tables cut down to a sample where the corpus is large (see `pipeline.sum_up`), and
    the problems of what could not be read.

    Raises InputError as `list_items`, `make_part`, `export` and `workers` do.
    """
    parse_targets(targets)
    out = find_place(out).absolute()
    require_own(out)
    kept = out.parent / f".{out.name}-parts"
    take_over(out, kept)
    settings = describe(targets, scorer, skip_bad)
    lots, several = _several(cut_lots(list_items(*sources)))
    jobs = (jobs or cores()) if several or scheduler is not None else 1
    with workers(jobs, scheduler) as crew:
        made = in_order(*crew, partial(make_part, folder=kept, settings=settings), lots)
        keys = list(track(made, "Studying articles, in parts"))
        sums = Sums(*(_added(kept, keys, name) for name in Sums._fields))
        problems = _together(kept, keys, "problems")
        require_articles(sums.corpus_sums.articles.sum(), problems)
        sample = choose_sample(sums)
        long = Long(*(_together(kept, keys, name, sample) for name in Long._fields))
        analysis = sum_up(long, sums, targets, scorer, partial(_together, kept, keys, "scores"))
        export(analysis, out, problems, [kept / key for key in keys], crew)
    remove(kept)
    return analysis, problems


def _together(kept: Path, keys: Collection[str], name: str, article_ids: Collection[str] | None = None) -> Any:
    """One table of all parts, or its rows of some articles."""
    paths = [kept / key / f"{name}.parquet" for key in keys]
    store = store_of(kept)[0] if is_remote(kept) else None
    names = [store_of(path)[1] if store else str(path) for path in paths]
    wanted = None if article_ids is None else dataset.field("article_id").isin(list(article_ids))
    table = dataset.dataset(names, filesystem=store, format="parquet").to_table(filter=wanted)
    return table.to_pandas()


def _added(kept: Path, keys: Sequence[str], name: str) -> Any:
    """One table of sums of all parts, with rows added on the way, so that it does not grow with their number."""
    batches = [keys[first : first + PARTS] for first in range(0, len(keys), PARTS)]
    return add_rows(pd.concat([add_rows(_together(kept, batch, name)) for batch in batches], ignore_index=True))


def _several(lots: Iterator[list[Item]]) -> tuple[Iterator[list[Item]], bool]:
    """The lots again, and whether there is more than one."""
    first = list(islice(lots, 2))
    return chain(first, lots), len(first) > 1
