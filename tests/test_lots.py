from pathlib import Path

import pytest

from analysis.formats import Record
from analysis.lots import ARTICLES, content_key, cut_lots
from analysis.read import Item


def item(number: int, text: str = "Iraq.") -> Item:
    record = Record(f"row {number}", {"article_id": f"a{number}", "text": text})
    return Item(Path("news.csv"), "news.csv", "news.csv", {}, record)


def test_every_article_is_in_one_lot_in_order():
    items = [item(number) for number in range(5_000)]
    lots = list(cut_lots(iter(items)))
    assert [each for lot in lots for each in lot] == items
    assert max(map(len, lots)) <= 2 * ARTICLES
    assert ARTICLES / 2 < len(items) / len(lots) < 1.5 * ARTICLES


@pytest.mark.parametrize("at", [0, 1, 1_777, 2_999])
def test_an_article_more_or_less_leaves_the_other_lots_alone(at):
    items = [item(number) for number in range(3_000)]
    whole = {content_key(lot, "") for lot in cut_lots(items)}
    less = {content_key(lot, "") for lot in cut_lots(items[:at] + items[at + 1 :])}
    assert len(whole - less) <= 2


CHANGED = [
    ("text", lambda lot: [item(0, "Iran."), *lot[1:]]),
    ("order", lambda lot: lot[::-1]),
    ("metadata", lambda lot: [lot[0]._replace(metadata={"outlet": "Globe"}), *lot[1:]]),
    ("source", lambda lot: [lot[0]._replace(label="other.csv"), *lot[1:]]),
    ("folder", lambda lot: [lot[0]._replace(path=Path("globe/news.csv")), *lot[1:]]),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGED], ids=[name for name, _ in CHANGED])
def test_what_changes_the_articles_changes_the_key(change):
    lot = [item(number) for number in range(3)]
    assert content_key(lot, "") == content_key(list(lot), "")
    assert content_key(change(lot), "") != content_key(lot, "")


def test_settings_and_files_are_in_the_key(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Iraq.")
    file = Item(path, "a.txt", "a.txt", {}, None)
    before = content_key([file], "")
    assert content_key([file], "other") != before
    path.write_text("Iran.")
    assert content_key([file], "") != before
