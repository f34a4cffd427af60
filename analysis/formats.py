"""One reader per file format: a path in, raw records out, each with the fields of one article."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import trafilatura
from pyarrow.parquet import ParquetFile
from trafilatura.settings import Document

from analysis.decode import decode, open_text
from analysis.errors import InputError

# The usual column names, the project's own first; what is spelled differently in capitals is the same.
FIELDS = {
    "article_id": ("article_id", "id"),
    "outlet": ("outlet", "source", "publisher", "publication"),
    "date": ("date", "published", "published_at", "publish_date"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "language": ("language", "lang"),
}
ROWS = 500  # of a table, read at a time


class Record(NamedTuple):
    """The fields of one article, or the problem with it; `place` is the row in its file, empty for a whole file."""

    place: str
    fields: dict[str, str]
    problem: str = ""


def _plain(path: Path) -> Iterator[Record]:
    yield Record("", {"text": decode(path.read_bytes())})


def _html(path: Path) -> Iterator[Record]:
    page = trafilatura.bare_extraction(decode(path.read_bytes()), with_metadata=True, include_comments=False)
    if not isinstance(page, Document) or not page.text:
        raise InputError("no article found in the page; save its text as .txt")
    paragraphs = page.text.split("\n")
    if paragraphs[0] == page.title:
        del paragraphs[0]
    text = "\n\n".join(paragraphs)
    yield Record("", _fields({"title": page.title, "text": text, "outlet": page.sitename, "date": page.date}))


def _separated(separator: str) -> Callable[[Path], Iterator[Record]]:
    def read(path: Path) -> Iterator[Record]:
        yield from _rows(read_separated(path, separator), first=2)

    return read


def read_separated(path: Path, separator: str = ",") -> Iterator[pd.DataFrame]:
    """Read a table of text as it stands, so many rows at a time: "007" is an id and "NA" is a word.

    Raises InputError for rows too long.
    """
    with open_text(path) as file:
        for table in pd.read_csv(file, sep=separator, dtype=str, keep_default_na=False, chunksize=ROWS):
            if not isinstance(table.index, pd.RangeIndex):  # pandas takes what is too much for an index
                raise InputError("rows with more fields than the header; quote fields that hold separators")
            yield table


def _parquet(path: Path) -> Iterator[Record]:
    with path.open("rb") as stream, ParquetFile(stream) as file:
        yield from _rows((batch.to_pandas() for batch in file.iter_batches(ROWS)), first=1)


def _rows(tables: Iterable[pd.DataFrame], first: int) -> Iterator[Record]:
    for table in tables:
        _require_text(list(table.columns))
        for number, row in enumerate(table.to_dict("records"), first):
            yield Record(f"row {number}", _fields(row))
        first += len(table)


def _json_lines(path: Path) -> Iterator[Record]:
    with open_text(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _json_line(f"line {number}", line)


def _json_line(place: str, line: str) -> Record:
    try:
        return _json_record(place, json.loads(line))
    except json.JSONDecodeError as error:
        return Record(place, {}, f"not JSON at column {error.colno}: {error.msg}; one object a line")


def _json(path: Path) -> Iterator[Record]:
    try:
        content = json.loads(decode(path.read_bytes()))
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from error
    if isinstance(content, dict):
        content = content.get("articles", [content])
    for number, item in enumerate(content, 1):
        yield _json_record(f"item {number}", item)


def _json_record(place: str, item: Any) -> Record:
    if not isinstance(item, dict):
        return Record(place, {}, "not an object with the fields of an article")
    try:
        _require_text(list(item))
    except InputError as error:
        return Record(place, {}, str(error))
    return Record(place, _fields(item))


def _require_text(columns: list[str]) -> None:
    if not {str(column).strip().lower() for column in columns} & set(FIELDS["text"]):
        found = ", ".join(map(str, columns)) or "none"
        raise InputError(f"no column with the text; name it one of {', '.join(FIELDS['text'])} (found: {found})")


def _fields(raw: dict[Any, Any]) -> dict[str, str]:
    present = {str(name).strip().lower(): str(value).strip() for name, value in raw.items() if not _missing(value)}
    usual = {field: [present[name] for name in names if present.get(name)] for field, names in FIELDS.items()}
    return {field: values[0] for field, values in usual.items() if values}


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value != value


WHOLE = (".txt", ".md", ".html", ".htm")  # one article a file
FORMATS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".jsonl": _json_lines,
    ".json": _json,
    ".parquet": _parquet,
}


def read_records(path: Path) -> Iterator[Record]:
    """Read the records of one file. Raises InputError where the file as a whole cannot be read."""
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"no reader for this kind of file; there are readers for {', '.join(FORMATS)}")
    try:
        yield from FORMATS[path.suffix.lower()](path)
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # what pandas, pyarrow and json say of a malformed file
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"not a whole {path.suffix} file: {reason}") from error
