"""Law: a layer that is written and read again is the same layer."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.layers import Ruleset
from gipcore.rulesets import read_layer, write_layer
from gipcore.strategies import rulesets


@cache
def engine() -> Engine:
    return Engine()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: rulesets(engine().catalogue)))
def test_generated_layers(ruleset: Ruleset) -> None:
    text = write_layer(ruleset)
    again = read_layer(text, "layer")
    assert again == ruleset
    assert write_layer(again) == text


@pytest.mark.parametrize("ruleset", Engine().catalogue.rulesets, ids=lambda ruleset: ruleset.id)
def test_every_layer_there_is(ruleset: Ruleset) -> None:
    assert read_layer(write_layer(ruleset), ruleset.id) == ruleset
