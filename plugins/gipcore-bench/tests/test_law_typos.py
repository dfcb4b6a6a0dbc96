"""A slip of the pen in any key of a layer is told, with the key that was meant and the line it is in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gipcore_bench.drafts import Draft

KEY = re.compile(r"^([a-z_]+) = ", re.MULTILINE)
KINDS = ("drop", "double", "swap")


def slipped(word: str, kind: str, place: int) -> str:
    place %= len(word) - 1
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[:place] + word[place] * 2 + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_slip_in_a_key_is_told(tmp_path_factory: pytest.TempPathFactory, layer: str, data: st.DataObject) -> None:
    # Keys of tables that may hold anything (cells, the fields of a report) are data, not keys of the file.
    places = [match for match in KEY.finditer(layer) if match[1] not in ("cells", "report", "text")]
    match = data.draw(st.sampled_from(places))
    wrong = slipped(match[1], data.draw(st.sampled_from(KINDS)), data.draw(st.integers(0, 20)))
    known = {match[1] for match in places} | {"set", "row", "table", "sets", "rules"}
    assume(wrong and wrong not in known)
    path = tmp_path_factory.mktemp("ours") / "65.toml"
    path.write_text(layer[: match.start(1)] + wrong + layer[match.end(1) :], "utf-8")
    draft = Draft(path, "rules")
    draft.load()
    told = [problem for problem in draft.problems if f"未知的键 {wrong!r}" in problem.message]
    assert told and told[0].line == layer[: match.start()].count("\n") + 1, draft.problems
    assert Path(told[0].file) == path
    if len(match[1]) > 5:  # a short word slipped may be as near to another key
        assert f"是否指 {match[1]}？" in told[0].message
