import json
import os

import pandas as pd
import pytest

from analysis import InputError, read_articles
from analysis.read import LONGEST, sift_articles

FOLDER = "news"


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A folder called news; writes files in it."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes, encoding: str = "utf8"):
        path = tmp_path / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(news, encoding):
    news("a.txt", "Café “talks” in Iraq", encoding)
    assert read_articles(FOLDER).text.to_list() == ["Café “talks” in Iraq"]


PAGE = (
    "<html><head><title>Talks in Iraq</title><meta property='og:site_name' content='The Paper'></head><body><article>"
    "<h1>Talks in Iraq</h1><p>Iraq and Russia said on Monday that they would talk about it again.</p>"
    "<p>Moscow had no comment on what the talks would be about.</p></article></body></html>"
)
ROW = {
    "headline": "Talks",
    "content": "Iraq talks.",
    "publisher": "The Paper",
    "published": "2015-10-01T23:30:00+03:00",
}


def test_html(news):
    news("a.html", PAGE)
    (article,) = read_articles(FOLDER).to_dict("records")
    assert (article["title"], article["outlet"]) == ("Talks in Iraq", "The Paper")
    assert article["text"].startswith("Talks in Iraq\n\nIraq and Russia said")


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.csv", pd.DataFrame([ROW]).to_csv(index=False), "row 2"),
        ("a.tsv", pd.DataFrame([ROW]).to_csv(index=False, sep="\t"), "row 2"),
        ("a.json", json.dumps([ROW]), "item 1"),
        ("a.json", json.dumps({"articles": [ROW]}), "item 1"),
        ("a.jsonl", json.dumps(ROW), "line 1"),
    ],
)
def test_tables_and_their_usual_column_names(news, name, content, place):
    news(name, content)
    (article,) = read_articles(FOLDER).to_dict("records")
    assert article["text"] == "Talks\n\nIraq talks."
    assert (article["title"], article["outlet"]) == ("Talks", "The Paper")
    assert article["date"] == pd.Timestamp("2015-10-01")
    assert article["source"] == f"news/{name} {place}"


def test_parquet(news, tmp_path):
    news("b.txt", "x")
    pd.DataFrame([ROW | {"id": 7, "published": pd.Timestamp("2015-10-01")}]).to_parquet(tmp_path / FOLDER / "a.parquet")
    article = read_articles(f"{FOLDER}/a.parquet").iloc[0]
    assert (article.article_id, article.date) == ("7", pd.Timestamp("2015-10-01"))


def test_folders_name_articles_and_outlets_in_order(news):
    news("post/b.txt", "Iraq.")
    news("post/a.txt", "Iran.")
    news("globe/a.md", "Mali.")
    news("globe/.hidden.txt", "Cuba.")
    news("globe/picture.png", b"\x89PNG")
    found = read_articles(FOLDER)
    assert found.article_id.to_list() == ["globe/a", "post/a", "post/b"]
    assert found.outlet.to_list() == ["globe", "post", "post"]


def test_metadata_beside_files(news):
    news("a.txt", "Iraq.")
    news("metadata.csv", "file,outlet,date\na.txt,The Paper,2015-10-01\n")
    article = read_articles(FOLDER).iloc[0]
    assert (article.outlet, article.date) == ("The Paper", pd.Timestamp("2015-10-01"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Iraq.", "en"),
        ("العراق وروسيا", "und"),
        ("der Krieg und die Frage " * 9, "und"),
        ("the war of words " * 9, "en"),
    ],
)
def test_language(news, text, language):
    news("a.txt", text)
    assert read_articles(FOLDER).language.to_list() == [language]


BAD = [
    ("a.txt", " \n", "news/a.txt: empty; an article needs text"),
    ("a.txt", b"PK\x03\x04\x00\x01\x02", "news/a.txt: binary, not text: character '\\x03' at 2"),
    (
        "a.txt",
        "Iraq “talks”".encode()[:-1],
        "news/a.txt: not UTF-8 at byte 13: damaged or cut off; save it again as UTF-8",
    ),
    ("a.txt", b"caf\xc3\xa9 \xff", "news/a.txt: not UTF-8 at byte 6: damaged or cut off; save it again as UTF-8"),
    ("a.txt", b"a\x81b", "news/a.txt: not text at byte 1; tried utf-8, cp1252; save it as UTF-8"),
    ("a.txt", "a " * LONGEST, "news/a.txt: 2,000,000 characters are no single article; split it (at most 1,000,000)"),
    ("a.csv", "id,b\n1,2\n", "news/a.csv: no column with the text; name it one of text, body, content (found: id, b)"),
    ("a.csv", "outlet,text\nBBC,Iraq.,stray\n", "news/a.csv: rows with more fields than the header; "),
    ("a.csv", "text,date\nIraq.,03/04/2021\n", "news/a.csv row 2: date '03/04/2021' is not a date; "),
    ("a.csv", "id,text\n1,Iraq.\n2,\n", "news/a.csv row 3: empty; an article needs text"),
    (
        "a.csv",
        "id,text\n1,Iraq.\n1,Iran.\n",
        "news/a.csv row 3: article_id 1 is that of news/a.csv row 2 too; rename one",
    ),
    ("a.csv", "text,date\nIraq.,12 Foo\n", "news/a.csv row 2: date '12 Foo' is not a date; write it like 2015-10-01"),
    ("a.jsonl", '{"text": "Iraq."}\n{"te', "news/a.jsonl line 2: not JSON at column 2: "),
    ("a.json", "[1]", "news/a.json item 1: not an object with the fields of an article"),
    ("a.parquet", b"PAR1", "news/a.parquet: not a whole .parquet file: "),
    ("metadata.csv", "file\na.txt,stray\n", "news/metadata.csv: rows with more fields than the header; "),
    ("metadata.csv", "file\nb.txt\n", "news/metadata.csv: names a file that is not in the folder: b.txt"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD, ids=[message[5:60] for *_, message in BAD])
def test_bad_input_is_named_in_one_line(news, name, content, message):
    news(name, content)
    with pytest.raises(InputError) as raised:
        read_articles(FOLDER)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_bad_input_can_be_skipped(news):
    news("bad.txt", "")
    news("good.txt", "Iraq.")
    found, problems = sift_articles(FOLDER)
    assert found.article_id.to_list() == ["good"]
    assert problems.to_dict("records") == [{"source": "news/bad.txt", "problem": "empty; an article needs text"}]


def test_folder_without_articles(tmp_path):
    with pytest.raises(InputError, match="no articles in this folder"):
        read_articles(tmp_path)


def test_folder_without_permission(news, monkeypatch):
    news("good.txt", "Iraq.")
    news("closed/a.txt", "Iran.")
    scandir = os.scandir

    def refuse(path):  # the superuser may read anything, so the refusal is played
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=r"^news/closed: cannot be read: Permission denied$"):
        read_articles(FOLDER)
