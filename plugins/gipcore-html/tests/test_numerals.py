"""Chinese numerals of list items, against the positional reading of what they say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gipcore_html.numbering import markers

_UNITS = {"十": 10, "百": 100, "千": 1000}


def value(numeral: str) -> int:
    """What a numeral below 10,000 says."""
    total = digit = 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    return total + digit


@given(st.integers(0, 9999))
def test_a_numeral_says_its_number(number: int) -> None:
    (marker,) = markers("ol", {"style": "list-style-type: simp-chinese-informal", "start": str(number)}, [{}])
    assert value(marker.removesuffix("、")) == number
    assert not re.search("零零|零[十百千]|.零、", marker)


@given(st.integers(1, 3999), st.sampled_from(["a", "A", "i", "I", "1"]))
def test_markers_differ_from_item_to_item(start: int, kind: str) -> None:
    found = markers("ol", {"type": kind, "start": str(start)}, [{}] * 5)
    assert len(set(found)) == 5
    assert all(marker.endswith(".") for marker in found)
