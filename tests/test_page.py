"""The page: whole in one file, safe to open, small, the same every time, and true to the tables."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from analysis import analyse
from analysis.annotate import ARTICLES, annotate, choose_articles
from analysis.chart import signed
from analysis.export import export
from analysis.page import reading, render_page
from analysis.surest import EXPLAINED, WORDS, choose_surest, explain_surest
from analysis.tone import vader

HOSTILE = "</script></style><script>document.title='run'</script><img src=x onerror=alert(1)>\" onclick='a' {{ 7*7 }}"
CSS = "}body{display:none}/*\u202e\u2066"


class Parsed(HTMLParser):
    """Every tag with its attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.code: dict[str, str] = {}
        self.within = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.within = tag

    def handle_endtag(self, tag):
        self.within = ""

    def handle_data(self, data):
        if self.within in ("script", "style"):
            self.code[self.within] = self.code.get(self.within, "") + data

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def folder(seed, tmp_path_factory):
    return export(seed, tmp_path_factory.mktemp("page") / "out")


@pytest.fixture(scope="module")
def page(folder) -> str:
    return (folder / "index.html").read_text(encoding="utf8")


def test_the_seed_on_one_page(seed, page):
    for row in seed.stance[seed.stance.voice == "all"].itertuples():
        assert f'<td class="number">{signed(row.mean)}</td><td>{signed(row.low)} to {signed(row.high)}' in page
    for warned in ("One outlet only", "without a date", "sentences count as independent"):
        assert warned in page
    assert page.count('<details class="verdict') == len(seed.scores)
    assert len(page.encode()) < 1_500_000


def test_every_link_leads_to_a_file_and_every_place_exists(folder, page):
    parsed = Parsed(page)
    links = [a["href"] for a in parsed.all("a")]
    places = {f"#{attrs['id']}" for _, attrs in parsed.tags if "id" in attrs}
    assert {link for link in links if link.startswith("#")} <= places
    files = {link for link in links if not link.startswith("#")}
    assert all((folder / name).exists() for name in files)
    # A long table is a folder of files, and the link leads to the folder.
    written = {path.relative_to(folder).as_posix() for path in folder.glob("*")} - {"tables", "figures"}
    written |= {path.relative_to(folder).as_posix() for path in folder.glob("*/*.*")}
    assert written - files == {"index.html"}


def test_headings_tables_and_pictures_are_told(page):
    parsed = Parsed(page)
    levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(parsed.all("caption")) == len(parsed.all("table"))
    assert all(th["scope"] in ("col", "row") for th in parsed.all("th"))
    assert all(img["alt"] for img in parsed.all("img"))
    assert {"header", "main", "nav", "footer"} <= {tag for tag, _ in parsed.tags}


def safe(page: str) -> Parsed:
    """Nothing of the page runs, or asks for anything, but its own style and script."""
    parsed = Parsed(page)
    assert [tag for tag, _ in parsed.tags].count("script") == 1
    assert [tag for tag, _ in parsed.tags].count("style") == 1
    assert not [name for _, attrs in parsed.tags for name in attrs if name.startswith("on") or name == "style"]
    assert all(img["src"].startswith("data:image/svg+xml;base64,") for img in parsed.all("img"))
    assert not [attrs for tag, attrs in parsed.tags if tag in ("link", "iframe", "object", "base")]
    (policy,) = (meta["content"] for meta in parsed.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for code in parsed.code.values():
        assert b64encode(sha256(code.encode()).digest()).decode() in policy
    return parsed


def test_the_policy_names_the_script_and_the_style(page):
    assert safe(page).code.keys() == {"script", "style"}


def test_hostile_articles_stay_text(articles):
    text = f"“We thank Russia,” said Hakim {CSS} Zamili. {HOSTILE} Russia left. =1+1 Russia won."
    columns = {"title": [HOSTILE, CSS], "outlet": [HOSTILE, CSS], "source": [HOSTILE, CSS]}
    study = analyse(articles(text, text, **columns), targets=["RUS", f"{HOSTILE.replace('=', '')}=Hakim"])
    speakers = study.scores.assign(speaker=HOSTILE + CSS)
    page = render_page(type(study)(**{**vars(study), "scores": speakers}), [])
    parsed = safe(page)
    assert len(parsed.all("img")) == 0
    assert "\u202e" not in page
    assert "49" not in page.split("<article")[1]
    assert page.count("&lt;script&gt;document") >= 6
    assert "document.title" not in "".join(parsed.code.values())


def test_a_large_corpus_is_shown_in_part(articles, seed, monkeypatch):
    monkeypatch.setattr("analysis.annotate.ARTICLES", 20)
    parts = seed.sentences.sentence.tolist()
    texts = ["\n".join(parts[n % 7 : 12 + n % 10]) for n in range(30)]
    outlets = ["Rare" if n > 25 else "Frequent" for n in range(len(texts))]
    study = analyse(articles(*texts, outlet=outlets), scorer=vader)
    page = render_page(study, [])
    assert page.count('<details class="article"') == 20
    assert "20 articles of 30 are shown" in page
    assert page.count('<span class="note"><bdi>Rare</bdi>') == 4
    assert "explained" not in page.split("<body>")[1]
    assert "Tone is not stance" in page
    assert len(page.encode()) / 20 * ARTICLES < 5_000_000
    assert render_page(study, []) == page


def test_articles_of_every_outlet_in_turn_up_to_so_many_letters(articles, monkeypatch):
    table = articles("aaaa", "bbbb", "cccc", "dd", outlet=["One", "One", "One", "Two"])
    monkeypatch.setattr("analysis.annotate.LETTERS", 10)
    assert choose_articles(table).text.to_list() == ["aaaa", "bbbb", "dd"]
    monkeypatch.setattr("analysis.annotate.ARTICLES", 2)
    assert choose_articles(table).text.to_list() == ["aaaa", "dd"]


def test_the_stretches_of_an_article_are_its_text(seed):
    (article,) = annotate(seed, seed.articles, {})
    pieces = [piece for stretch in article.stretches for piece in stretch.pieces]
    assert "".join(piece.text for piece in pieces) == seed.articles.text[0]
    assert sum(bool(piece.countries) for piece in pieces) == len(seed.mentions)
    assert sum(len(stretch.verdicts) for stretch in article.stretches) == len(seed.scores)


def scored(*rows: tuple[str, float, int]) -> pd.DataFrame:
    """Scores of targets in sentences of so many words."""
    sentences = [" ".join(["word"] * words) for _, _, words in rows]
    columns = {"country": [row[0] for row in rows], "score": [row[1] for row in rows], "sentence": sentences}
    return pd.DataFrame(columns).assign(mentions=1)


def test_the_surest_of_every_target_come_first():
    table = scored(("USA", -0.9, 9), ("USA", 0.95, 9), ("RUS", 0.1, 9), ("RUS", -0.2, 9))
    assert choose_surest(table).score.to_list() == [0.95, -0.2, -0.9, 0.1]


def test_no_more_is_explained_than_is_quick():
    assert len(choose_surest(scored(*[("USA", 0.5, 1)] * 99))) == EXPLAINED
    assert len(choose_surest(scored(*[("USA", 0.5, 30)] * 99))) == WORDS // 30


def test_evidence_is_there_for_every_mention_of_the_target(articles):
    study = analyse(articles("Russia praised Russians. Russia met America."))
    found = explain_surest(study, study.articles.article_id)
    assert {(key[1], key[2]): len(shaded) for key, shaded in found.items()} == {
        (0, "RUS"): 2,
        (1, "RUS"): 1,
        (1, "USA"): 1,
    }
    assert "[Russians]" in repr(found["a0", 0, "RUS"][1])


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.1, 0.2, "more favourable than not"),
        (-0.2, -0.1, "more unfavourable than not"),
        (-0.1, 0.2, "may be balanced: the interval holds 0"),
        (float("nan"), float("nan"), "too little to say"),
    ],
)
def test_an_interval_in_words(low, high, said):
    assert reading(low, high) == said
