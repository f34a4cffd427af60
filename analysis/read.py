"""Files to articles."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from analysis.errors import InputError
from analysis.formats import FORMATS, Record, read_records, read_separated
from analysis.layout import find_layout
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
    articles: dict[str, dict[str, object]] = {}
    problems: list[tuple[str, str]] = []
    for source in map(Path, sources):
        for path, record in _records(source):
            try:
                article = _article(source, path, record)
                if twin := articles.get(str(article["article_id"])):
                    raise InputError(f"article_id {article['article_id']} is that of {twin['source']} too; rename one")
                articles[str(article["article_id"])] = article
            except InputError as error:
                problems.append((f"{path} {record.place}".strip(), str(error)))
                if not skip_bad:
                    raise InputError(": ".join(problems[0])) from error
    if not articles:
        raise InputError(": ".join(problems[0]) if problems else "no sources given")
    table = pd.DataFrame(list(articles.values()), columns=list(Articles.to_schema().columns))
    return DataFrame[Articles](table), DataFrame[Problems](pd.DataFrame(problems, columns=["source", "problem"]))


def _records(source: Path) -> Iterator[tuple[Path, Record]]:
    """Every record below `source` with its file; what cannot be read comes as a record of the problem."""
    files = list(_files(source))
    for path, metadata in track(files, "Reading files"):
        if isinstance(metadata, str):
            yield path, Record("", {}, metadata)
            continue
        try:
            for record in track(read_records(path), "Reading articles"):
                yield path, record._replace(fields=record.fields | metadata)
        except InputError as error:
            yield path, Record("", {}, str(error))
    if not files:
        raise InputError(f"{source}: no articles in this folder; put files in it: {', '.join(FORMATS)}")


def _files(source: Path) -> Iterator[tuple[Path, dict[str, str] | str]]:
    """Every file below `source` with what ``metadata.csv`` says of it, or with the reason why it cannot be read."""
    if not source.exists():
        raise InputError(f"{source}: no such file or folder")
    if source.is_file():
        yield source, {}
        return
    unreadable: list[OSError] = []
    for folder, subfolders, names in os.walk(source, onerror=unreadable.append):
        subfolders.sort()
        metadata: dict[str, dict[str, str]] = {}
        if METADATA in names:
            try:
                metadata = _metadata(Path(folder, METADATA))
            except InputError as error:
                yield Path(folder, METADATA), str(error)
        articles = [n for n in sorted(names) if Path(n).suffix.lower() in FORMATS and n[0] != "." and n != METADATA]
        for name in sorted(metadata.keys() - set(articles)):
            yield Path(folder, METADATA), f"names a file that is not in the folder: {name}"
        for name in articles:
            yield Path(folder, name), metadata.get(name, {})
    for failure in unreadable:
        yield Path(failure.filename), f"cannot be read: {failure.strerror}"


def _metadata(path: Path) -> dict[str, dict[str, str]]:
    try:
        table = read_separated(path)
    except InputError:
        raise
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
