"""Files to articles."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from analysis.errors import InputError
from analysis.formats import FORMATS, Record, read_records
from analysis.layout import find_layout
from analysis.tables import Articles, Problems

METADATA = "metadata.csv"
LONGEST = 1_000_000  # characters; a longer "article" is an archive in one file
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|was|that|for|with|by|on|has|said)\b", re.IGNORECASE)


def data_path(name: str) -> Path:
    """Path of a file under ``data/`` that ships with the package, from a checkout and from an installed wheel alike."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.exists() else package.parent / "data" / name


def read_articles(*sources: str | Path) -> DataFrame[Articles]:
    """Read files, and folders with all their subfolders, into one table of articles, in order of their paths.

    Formats: .txt, .md, .html, .htm, .csv, .tsv, .jsonl, .json, .parquet. In a folder, a file ``metadata.csv`` with a
    column ``file`` gives outlet, date, title or language of its neighbours. Where nothing names the outlet, the folder
    does.

    Raises InputError for the first article that cannot be read, naming file and row.
    """
    articles, problems = sift_articles(*sources)
    if len(problems):
        raise InputError(f"{problems.source[0]}: {problems.problem[0]}")
    return articles


def sift_articles(*sources: str | Path) -> tuple[DataFrame[Articles], DataFrame[Problems]]:
    """Read like `read_articles`, but put what cannot be read into a table of problems and go on.

    Raises InputError where not a single article can be read.
    """
    articles: dict[str, dict[str, object]] = {}
    problems: list[tuple[str, str]] = []
    for source in map(Path, sources):
        before = len(articles) + len(problems)
        for path, place, record in _records(source):
            named = f"{path} {place}".strip()
            try:
                article = _article(source, path, record)
                if twin := articles.get(str(article["article_id"])):
                    raise InputError(f"article_id {article['article_id']} is that of {twin['source']} too; rename one")
                articles[str(article["article_id"])] = article
            except InputError as error:
                problems.append((named, str(error)))
        if len(articles) + len(problems) == before:
            raise InputError(f"{source}: no articles in this folder; put files in it: {', '.join(FORMATS)}")
    if not articles:
        more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
        raise InputError(f"{problems[0][0]}: {problems[0][1]}{more}" if problems else "no sources given")
    table = pd.DataFrame(list(articles.values()), columns=list(Articles.to_schema().columns))
    return DataFrame[Articles](table), DataFrame[Problems](pd.DataFrame(problems, columns=["source", "problem"]))


def _records(source: Path) -> Iterator[tuple[Path, str, Record]]:
    """Every record below `source`, with its file and its place there; what cannot be read comes as a problem."""
    if not source.exists():
        raise InputError(f"{source}: no such file or folder")
    unreadable: list[OSError] = []
    walked = os.walk(source, onerror=unreadable.append) if source.is_dir() else [(source.parent, [], [source.name])]
    for folder, subfolders, names in walked:
        subfolders.sort()
        paths = [Path(folder, name) for name in sorted(names) if not name.startswith(".") and name != METADATA]
        if source.is_dir():
            paths = [path for path in paths if path.suffix.lower() in FORMATS]
        metadata = {}
        try:
            metadata = _metadata(Path(folder, METADATA)) if METADATA in names else {}
        except InputError as error:
            yield Path(folder, METADATA), "", Record("", {}, str(error))
        for name in sorted(metadata.keys() - {path.name for path in paths}):
            yield Path(folder, METADATA), "", Record("", {}, f"names a file that is not in the folder: {name}")
        for path in paths:
            try:
                for record in read_records(path):
                    fields = {**record.fields, **metadata.get(path.name, {})}
                    yield path, record.place, record._replace(fields=fields)
            except InputError as error:
                yield path, "", Record("", {}, str(error))
    for failure in unreadable:
        yield Path(failure.filename), "", Record("", {}, f"cannot be read: {failure.strerror}")


def _metadata(path: Path) -> dict[str, dict[str, str]]:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {' '.join(str(error).split())}") from error
    if "file" not in table:
        raise InputError("no column file, which names the file that a row is about")
    fields = ("outlet", "date", "title", "language")
    return {str(row["file"]): {f: str(row[f]) for f in fields if row.get(f)} for row in table.to_dict("records")}


def _article(source: Path, path: Path, record: Record) -> dict[str, object]:
    if record.problem:
        raise InputError(record.problem)
    fields, text = record.fields, record.fields.get("text", "")
    if not text.strip():
        raise InputError("empty; an article needs text")
    if len(text) > LONGEST:
        raise InputError(f"{len(text):,} characters are no single article; split it (at most {LONGEST:,})")
    title = fields.get("title", "")
    if record.place or path.suffix.lower() in (".html", ".htm"):
        # A headline in a column of its own is part of what is read; files keep their own offsets.
        text = text if text.startswith(title) else f"{title}\n\n{text}"
    layout = find_layout(text, title)
    inside = path.relative_to(source) if source.is_dir() else Path(path.name)
    stem = inside.with_suffix("").as_posix()
    label = (Path(source.resolve().name) / inside if source.is_dir() else inside).as_posix()
    return {
        "article_id": fields.get("article_id") or (f"{stem}:{record.place.split()[-1]}" if record.place else stem),
        "outlet": fields.get("outlet") or layout.outlet or path.resolve().parent.name,
        "date": _date(fields.get("date")),
        "title": title or text[slice(*layout.headline)],
        "text": text,
        "source": f"{label} {record.place}".strip(),
        "language": fields.get("language") or _language(text),
    }


def _date(value: str | None) -> pd.Timestamp:
    if not value:
        return pd.NaT
    try:
        return pd.Timestamp(value).tz_localize(None).normalize()
    except ValueError as error:
        raise InputError(f"date {value!r} is not a date; write it like 2015-10-01") from error


def _language(text: str) -> str:
    """English or undetermined: the share of the commonest function words tells, from 20 words on."""
    letters = [character for character in text if character.isalpha()]
    words = text.split()
    latin = sum(character < "\u0250" for character in letters) > len(letters) / 2
    english = len(words) < 20 or len(ENGLISH.findall(text)) > len(words) / 20
    return "en" if latin and english else "und"
