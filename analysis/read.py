"""Files to articles."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from analysis.errors import InputError
from analysis.formats import FORMATS, WHOLE, Record, read_records, read_separated
from analysis.layout import find_layout
from analysis.places import find_place, walk
from analysis.progress import track
from analysis.tables import Articles, Problems

METADATA = "metadata.csv"
LONGEST = 1_000_000  # characters; a longer "article" is an archive in one file
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|was|that|for|with|by|on|has|said)\b", re.IGNORECASE)


def data_path(name: str) -> Path:
    """Path of a file under ``data/`` that ships with the package, from a checkout and from an installed wheel alike."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.exists() else package.parent / "data" / name


class Item(NamedTuple):
    """An article that may still have to be read: a file of its own, or a record of a file that holds many."""

    path: Path
    inside: str
    """The file as its source names it: below a folder, or its own name."""
    label: str
    """The same, behind the name of that folder."""
    metadata: dict[str, str]
    record: Record | None
    """None where the file is the article, and has not been opened yet."""

    @property
    def row(self) -> str:
        """Where in the file the article is; empty where the file is the article."""
        return self.record.place if self.record else ""

    @property
    def place(self) -> str:
        """File and row as a message names them."""
        return f"{self.path} {self.row}".strip()

    @property
    def source(self) -> str:
        """File and row as the table of articles names them."""
        return f"{self.label} {self.row}".strip()

    @property
    def article_id(self) -> str:
        """What the record says, or the name of the file, with the number of the row."""
        stem = PurePosixPath(self.inside).with_suffix("").as_posix()
        if self.record is None or not self.record.place:
            return stem
        return self.record.fields.get("article_id") or f"{stem}:{self.record.place.split()[-1]}"


def read_articles(*sources: str | Path) -> DataFrame[Articles]:
    """Read files, and folders with all their subfolders, into one table of articles, in order of their paths.

    Formats: .txt, .md, .html, .htm, .csv, .tsv, .jsonl, .json, .parquet. In a folder, a file ``metadata.csv`` with a
    column ``file`` gives outlet, date, title or language of its neighbours. Where nothing names the outlet, the folder
    does.

    Raises InputError for the first article that cannot be read, naming file and row.
    """
    return sift_articles(*sources, skip_bad=False)[0]


def sift_articles(*sources: str | Path, skip_bad: bool = True) -> tuple[DataFrame[Articles], DataFrame[Problems]]:
    """Read like `read_articles`, but put what cannot be read into a table of problems and go on.

    Raises InputError where not a single article can be read.
    """
    articles, problems = read_items(list_items(*sources), skip_bad=skip_bad)
    require_articles(len(articles), problems)
    return articles, problems


def require_articles(number: int, problems: DataFrame[Problems]) -> None:
    """Raise InputError where no article at all could be read."""
    if not number:
        first = problems.head(1).agg(": ".join, axis="columns").to_list()
        raise InputError(first[0] if first else "no sources given")


def list_items(*sources: str | Path) -> Iterator[Item]:
    """Every article below the sources, in order of their paths; what cannot be read comes as a record of the problem.

    Files of many articles are read bit by bit.
    """
    seen: dict[str, str] = {}
    for source in map(find_place, sources):
        for item in _items(source):
            known = item.record is None or not item.record.problem
            if known and (twin := seen.setdefault(item.article_id, item.source)) != item.source:
                problem = f"article_id {item.article_id} is that of {twin} too; rename one"
                yield item._replace(record=Record(item.row, {}, problem))
            else:
                yield item


def read_items(items: Iterable[Item], *, skip_bad: bool) -> tuple[DataFrame[Articles], DataFrame[Problems]]:
    """Read what was listed. Raises InputError for the first that cannot be read, unless such are to be skipped."""
    articles, problems = [], []
    for item in track(items, "Reading articles"):
        try:
            articles.append(_article(item))
        except InputError as error:
            if not skip_bad:
                raise InputError(f"{item.place}: {error}") from error
            problems.append((item.place, str(error)))
    table = pd.DataFrame(articles, columns=list(Articles.to_schema().columns))
    return DataFrame[Articles](table), DataFrame[Problems](pd.DataFrame(problems, columns=["source", "problem"]))


def _items(source: Path) -> Iterator[Item]:
    empty, folder = True, source.is_dir()
    for path, metadata in _files(source):
        empty = False
        inside = path.relative_to(source).as_posix() if folder else path.name
        item = Item(path, inside, f"{source.resolve().name}/{inside}" if folder else inside, {}, None)
        if isinstance(metadata, str):
            yield item._replace(record=Record("", {}, metadata))
        elif path.suffix.lower() in WHOLE:
            yield item._replace(metadata=metadata)
        else:
            try:
                for record in read_records(path):
                    yield item._replace(metadata=metadata, record=record)
            except InputError as error:
                yield item._replace(record=Record("", {}, str(error)))
    if empty:
        raise InputError(f"{source}: no articles in this folder; put files in it: {', '.join(FORMATS)}")


def _files(source: Path) -> Iterator[tuple[Path, dict[str, str] | str]]:
    """Every file below `source` with what ``metadata.csv`` says of it, or with the reason why it cannot be read."""
    if not source.exists():
        raise InputError(f"{source}: no such file or folder")
    if source.is_file():
        yield source, {}
        return
    unreadable: list[OSError] = []
    for folder, subfolders, names in walk(source, unreadable.append):
        subfolders.sort()
        metadata: dict[str, dict[str, str]] = {}
        if METADATA in names:
            try:
                metadata = _metadata(folder / METADATA)
            except InputError as error:
                yield folder / METADATA, str(error)
        articles = [n for n in sorted(names) if Path(n).suffix.lower() in FORMATS and n[0] != "." and n != METADATA]
        for name in sorted(metadata.keys() - set(articles)):
            yield folder / METADATA, f"names a file that is not in the folder: {name}"
        for name in articles:
            yield folder / name, metadata.get(name, {})
    for failure in unreadable:
        yield Path(failure.filename), f"cannot be read: {failure.strerror}"


def _metadata(path: Path) -> dict[str, dict[str, str]]:
    try:
        table = pd.concat(read_separated(path))
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {' '.join(str(error).split())}") from error
    if "file" not in table:
        raise InputError("no column file, which names the file that a row is about")
    fields = ("outlet", "date", "title", "language")
    return {str(row["file"]): {f: str(row[f]) for f in fields if row.get(f)} for row in table.to_dict("records")}


def _article(item: Item) -> dict[str, object]:
    record = item.record or next(read_records(item.path))
    if record.problem:
        raise InputError(record.problem)
    fields = record.fields | item.metadata
    text = fields.get("text", "")
    if not text.strip():
        raise InputError("empty; an article needs text")
    if len(text) > LONGEST:
        raise InputError(f"{len(text):,} characters are no single article; split it (at most {LONGEST:,})")
    title = fields.get("title", "")
    if record.place or item.path.suffix.lower() in (".html", ".htm"):
        # A headline in a column of its own is part of what is read; files keep their own offsets.
        text = text if text.startswith(title) else f"{title}\n\n{text}"
    layout = find_layout(text, title)
    return {
        "article_id": item.article_id,
        "outlet": fields.get("outlet") or layout.outlet or item.path.resolve().parent.name,
        "date": _date(fields.get("date")),
        "title": title or text[slice(*layout.headline)],
        "text": text,
        "source": item.source,
        "language": fields.get("language") or _language(text),
    }


def _date(value: str | None) -> pd.Timestamp:
    if not value:
        return pd.NaT
    refusal = f"date {value!r} is not a date; write it like 2015-10-01"
    # Days before months or months before days: nobody can tell. The name of a month says it.
    if not re.match(r"\d{4}-?\d\d-?\d\d", value) and not re.search(r"[^\W\d_]{3}", value):
        raise InputError(refusal)
    try:
        return pd.Timestamp(value).tz_localize(None).normalize()
    except ValueError as error:
        raise InputError(refusal) from error


def _language(text: str) -> str:
    """English or undetermined: the share of the commonest function words tells, from 20 words on."""
    letters = [character for character in text if character.isalpha()]
    words = text.split()
    latin = sum(character < "\u0250" for character in letters) > len(letters) / 2
    english = len(words) < 20 or len(ENGLISH.findall(text)) > len(words) / 20
    return "en" if latin and english else "und"
