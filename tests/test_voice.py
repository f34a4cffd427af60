from hashlib import sha256

import pandas as pd
import pytest
from conftest import cases

from analysis.segment import split_text
from analysis.voice import attribute_voice, find_passages, voice_at


def marked(text: str) -> tuple[str, int, int]:
    """A case's text without the brackets around its target, and where the target stands; ¶ is a new paragraph."""
    before, target, behind = text.replace("¶", "\n\n").replace("]]", "[[").split("[[")
    return before + target + behind, len(before), len(before) + len(target)


def found_voice(text: str, start: int, end: int) -> tuple[str, str]:
    bounds = split_text(text)
    gaps = [first - last for (first, _), (_, last) in zip(bounds, [(0, 0), *bounds], strict=False)]
    number = next(n for n, (_, last) in enumerate(bounds) if start < last)
    passages = find_passages([text[a:b] for a, b in bounds], gaps)
    return voice_at(passages, number, start - bounds[number][0], end - bounds[number][0])


@pytest.mark.parametrize("case", cases("voice"))
def test_voice_and_speaker(case):
    assert found_voice(*marked(case["text"])) == (case["voice"], case["speaker"])
