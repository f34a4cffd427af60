from hashlib import sha256

import pandas as pd
import pytest
from conftest import cases

from analysis.voice import attribute_voice, voice_in_text


def marked(text: str) -> tuple[str, int, int]:
    """A case's text without the brackets around its target, and where the target stands; ¶ is a new paragraph."""
    before, target, behind = text.replace("¶", "\n\n").replace("]]", "[[").split("[[")
    return before + target + behind, len(before), len(before) + len(target)


@pytest.mark.parametrize("case", cases("voice"))
def test_voice_and_speaker(case):
    text, *span = marked(case["text"])
    assert voice_in_text(text, span) == (case["voice"], case["speaker"])
