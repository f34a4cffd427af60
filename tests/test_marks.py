"""A text cut before and behind its mentions."""

from types import SimpleNamespace

from analysis.marks import pieces


def mention(country: str, start: int, end: int) -> SimpleNamespace:
    return SimpleNamespace(country=country, start=start, end=end, kind="name")


def cut(text: str, *mentions: SimpleNamespace) -> list[tuple[str, list[str]]]:
    return [(piece.text, piece.countries) for piece in pieces(text, mentions)]


def test_mentions_and_what_stands_between_them():
    found = cut("Iran met Iraq.", mention("IRN", 0, 4), mention("IRQ", 9, 13))
    assert found == [("Iran", ["IRN"]), (" met ", []), ("Iraq", ["IRQ"]), (".", [])]


def test_mentions_that_overlap_are_one_piece():
    found = cut("the Russian army", mention("Army", 4, 16), mention("RUS", 4, 11), mention("RUS", 4, 11))
    assert found == [("the ", []), ("Russian army", ["Army", "RUS"])]


def test_a_text_without_mentions_and_no_text():
    assert cut("none") == [("none", [])]
    assert cut("") == []
