"""Patterns of one word out of many: a branch a letter, where an alternation would try hundreds of words one by one."""

import re
from collections.abc import Iterable
from typing import Any


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, in letters of either case, the longest first."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    found = [_either_case(sign) + _branches(behind) for sign, behind in sorted(node.items()) if sign]
    if not found:
        return ""
    return f"(?:{'|'.join(found)}){'?' if '' in node else ''}"


def _either_case(sign: str) -> str:
    return f"[{sign}{sign.upper()}]" if sign.islower() else re.escape(sign)
