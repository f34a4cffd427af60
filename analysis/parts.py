"""One part of a run: its articles read, studied, and kept as files, all of them or none."""

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from analysis.lots import content_key
from analysis.pipeline import Long, Sums, study
from analysis.places import again, is_remote, upload
from analysis.read import Item, data_path, read_items
from analysis.score import Scorer
from analysis.stance import stance
from analysis.tone import vader

# Workers stand side by side, each with a thread of its own; and what one thread adds up is the same everywhere.
SCORERS: dict[str, Scorer] = {"stance": partial(stance, threads=1), "vader": vader}

LAST = "problems"  # the table that is written last


class Settings(NamedTuple):
    """What every part of a run is asked."""

    targets: tuple[str, ...]
    scorer: str
    skip_bad: bool
    program: str
    """What the program consists of: parts that another one made are not taken over."""


def describe(targets: Collection[str], scorer: str, skip_bad: bool) -> Settings:
    """The settings of a run with the program as it is."""
    told = hashlib.sha256(version("stance-analysis").encode())
    code = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*code, *sorted(data_path("lexicons").glob("*.csv")), *sorted(data_path("models").glob("*.*"))]:
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return Settings(tuple(targets), scorer, skip_bad, told.hexdigest())


def make_part(lot: Sequence[Item], folder: Path, settings: Settings) -> str:
    """Study the articles of a lot and keep all tables in `folder`, unless they are there; returns the part's name.

    The part is a folder in `folder` with a Parquet file for each table. It is moved in when it is whole.

    Raises InputError for an article that cannot be read, unless such are to be skipped.
    """
    key = content_key(lot, repr(settings))
    if not _is_whole(folder / key):
        articles, problems = read_items(lot, skip_bad=settings.skip_bad)
        long, sums = study(articles, settings.targets, SCORERS[settings.scorer])
        with _making(folder / key) as made:
            for name, table in {**long._asdict(), **sums._asdict(), LAST: problems}.items():
                table.to_parquet(made / f"{name}.parquet", index=False)
    return key


def lay_out(parts: Sequence[Path], folder: Path) -> list[str]:
    """Put the files of parts into an output folder, each table a folder of files: ``tables/scores.parquet/…``.

    Returns their names in the folder.
    """
    names = []
    for number, part in enumerate(parts):
        for table in (*Long._fields, *Sums._fields, LAST):
            room = "tables" if table in Long._fields else "sums"
            names.append(f"{room}/{table}.parquet/{number:05}-{part.name}.parquet")
            again(part / f"{table}.parquet", folder / names[-1])
    return names


def take_over(out: Path, folder: Path) -> None:
    """Find the parts again that `lay_out` put into an output folder, and put into `folder` those that are not there."""
    found: dict[str, list[Path]] = {}
    for path in sorted(out.glob("*/*.parquet/*-*.parquet")):
        found.setdefault(path.stem.split("-")[1], []).append(path)
    for part, paths in ((folder / key, paths) for key, paths in found.items()):
        if not _is_whole(part) and is_remote(part):
            for path in sorted(paths, key=lambda path: path.parent.stem == LAST):
                again(path, part / path.parent.name)
        elif not _is_whole(part):
            with _making(part) as made:
                for path in paths:
                    again(path, made / path.parent.name)


def _is_whole(part: Path) -> bool:
    return (part / f"{LAST}.parquet").exists()


@contextmanager
def _making(part: Path) -> Iterator[Path]:
    """A folder for the files of a part, which get to their place when it is whole."""
    if not is_remote(part):
        part.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".", dir=None if is_remote(part) else part.parent))
    try:
        yield made
        if is_remote(part):
            upload(made, part, f"{LAST}.parquet")
        else:
            made.rename(part)
    except OSError:
        if not _is_whole(part):  # else another worker was there first
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
