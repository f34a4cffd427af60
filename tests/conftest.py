"""What the tests share: the analysis of the seed article, and small tables to write examples in."""

import signal
from pathlib import Path

import pandas as pd
import pytest

from analysis import Analysis, analyse, read_articles

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"

# A shell makes what it starts in the background ignore interrupts, and so would all programs that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def seed() -> Analysis:
    return analyse(read_articles(ROOT / "seeds"))


@pytest.fixture
def articles():
    """A table of articles, from texts or from columns of one's own."""

    def make(*texts: str, **columns) -> pd.DataFrame:
        table = pd.DataFrame({"text": list(texts), "title": "", "outlet": "Paper", "source": "", "language": "en"})
        table["article_id"] = [f"a{number}" for number in range(len(texts))]
        table["date"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ns]")
        return table.assign(**columns)[["article_id", "outlet", "date", "title", "text", "source", "language"]]

    return make


@pytest.fixture
def sentences():
    """A table of sentences, one article each unless `article_id` says otherwise."""

    def make(*texts: str, **columns) -> pd.DataFrame:
        table = pd.DataFrame({"article_id": "a0", "sentence_id": range(len(texts)), "part": "body", "start": 0})
        return table.assign(end=[len(text) for text in texts], sentence=list(texts)).assign(**columns)

    return make


def cases(name: str) -> list:
    """The rows of a case file, each a pytest parameter named by its `why`."""
    table = pd.read_csv(CASES / f"{name}.csv", dtype=str, keep_default_na=False)
    known_failures = table.pop("xfail") if "xfail" in table else [""] * len(table)
    return [
        pytest.param(row, id=row["why"], marks=[pytest.mark.xfail(strict=True)] if failing else [])
        for row, failing in zip(table.to_dict("records"), known_failures, strict=True)
    ]


def filled(text: str, counts: str) -> str:
    """A document with these counts between its two marks."""
    before, _, behind = text.split("<!-- counts -->")
    return f"{before}<!-- counts -->\n{counts}\n<!-- counts -->{behind}"
