"""A sentence with its words shaded: what is marked, that it is safe to show, and that it can be read."""

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from analysis.errors import InputError
from analysis.evidence import find_target, shade, shaded, tint
from analysis.stance import WORD


def table(text: str, span: tuple[int, int], *contributions: float) -> pd.DataFrame:
    """Contributions of the words outside the target, in order; the words without one move nothing."""
    words = [hit.span() for hit in WORD.finditer(text) if hit.end() <= span[0] or span[1] <= hit.start()]
    values = [*contributions, *[0.0] * (len(words) - len(contributions))]
    rows = [(text[a:b], a, b, value) for (a, b), value in zip(words, values, strict=True)]
    return pd.DataFrame(rows, columns=["word", "start", "end", "contribution"])


def drawn(shown, **options) -> str:
    console = Console(file=io.StringIO(), force_terminal=True, width=40, soft_wrap=True, **options)
    console.print(shown, end="")
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("text", "target", "span"),
    [
        ("Russia met Russians.", "Russia", (0, 6)),
        ("A Russian ship off Russia sank.", "Russia", (19, 25)),
        ("A Russian ship sank.", "Russia", (2, 8)),
        ("They met U.S. envoys; U.S. envoys left.", "U.S.", (9, 13)),
        ("Costa Rica's help", "Costa Rica", (0, 10)),
        ("俄罗斯得到赞扬", "俄罗斯", (0, 3)),
    ],
)
def test_the_first_place_of_the_target(text, target, span):
    assert find_target(text, target) == span


@pytest.mark.parametrize("target", ["Peru", "russia", "", "  "])
def test_a_target_that_is_absent(target):
    with pytest.raises(InputError, match="is not in the sentence"):
        find_target("Russia met  envoys.", target)


def test_words_have_their_sign_and_the_target_its_brackets():
    text, span = "Iraqis praised Russia, and blamed Iran.", (15, 21)
    shown = shaded(text, span, table(text, span, 0.049, 0.9751, 0.0, -0.05))
    assert repr(shown) == "Iraqis praised(+0.98) [Russia], and blamed(-0.05) Iran."
    assert drawn(shown, color_system=None) == repr(shown)


def test_html_is_the_plain_text_with_shades():
    text, span = "<b>Good</b> & Chile", (14, 19)
    html = shaded(text, span, table(text, span, 0.0, -1.5))._repr_html_()
    assert html == (
        '<p>&lt;b&gt;<span style="color: #000000; background: #e69f00">Good(-1.50)</span>&lt;/b&gt; &amp; [Chile]</p>'
    )


def test_a_terminal_shades_in_colours_of_its_own_on_any_background():
    text, span = "praised Chile", (8, 13)
    # A shade that no other test draws: rich keeps how it drew one first, whatever the terminal.
    shown = drawn(shaded(text, span, table(text, span, 0.83)), color_system="truecolor")
    assert shown == "\x1b[38;2;0;0;0;48;2;115;193;237mpraised(+0.83)\x1b[0m [Chile]"


def test_a_text_cannot_steer_the_terminal():
    text, span = "\x1b[2J\x9b31m\x07good\udcff Chile", (15, 20)
    shown = drawn(shaded(text, span, table(text, span)), color_system=None)
    assert shown.isprintable()
    assert shown.endswith("good\N{REPLACEMENT CHARACTER} [Chile]")


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("contribution", "name"),
    [(0.049, "for-1"), (0.04, ""), (-0.05, "against-1"), (0.34, "for-3"), (-1.7, "against-10"), (0.0, "")],
)
def test_a_shade_has_a_name_by_tenths(contribution, name):
    assert shade(contribution) == name


@given(st.floats(-2, 2))
def test_black_can_be_read_on_every_shade(contribution):
    assert (luminance(tint(contribution)) + 0.05) / 0.05 >= 7


@given(st.sampled_from([-1, 1]), st.floats(0, 1), st.floats(0, 1))
def test_what_weighs_more_is_darker_in_grey(sign, one, other):
    less, more = sorted((one, other))
    assert luminance(tint(sign * less)) >= luminance(tint(sign * more))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40), st.data())
def test_nothing_of_the_sentence_is_lost(around, data):
    cut = data.draw(st.integers(0, len(around)))
    text, span = f"{around[:cut]} Chile {around[cut:]}", (cut + 1, cut + 6)
    assert repr(shaded(text, span, table(text, span))) == text.replace(" Chile ", " [Chile] ", 1)
