"""Plain data becomes the model strictly: nothing of the wrong kind is bent into shape, everything has its path."""

from __future__ import annotations

import time

import pytest

from gipcore.errors import DataError, ReadError
from gipcore.rulesets import read_layer

HEAD = 'id = "x"\ntitle = "t"\nsource = "s"\n'
RULE = '[[rules]]\nid = "a.b"\nseverity = "info"\ntitle = "t"\nmessage = "m"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('forms = "cn-2021"', "应为列表（[…]），实为 'cn-2021' @ $.forms"),
        ("forms = { a = 1 }", "应为列表（[…]），实为 {'a': 1} @ $.forms"),
        ('overrides = ""', "应为列表（[…]），实为 '' @ $.overrides"),
        (
            RULE + 'basis = "国办公开办函〔2021〕30号"',
            "应为列表（[…]），实为 '国办公开办函〔2021〕30号' @ $.rules[0].basis",
        ),
        (RULE + "basis = [1]", "应为 str，实为 1 @ $.rules[0].basis[0]"),
        (
            RULE + 'basis = ["b"]\nscope = { forms = "cn-2021" }',
            "应为列表（[…]），实为 'cn-2021' @ $.rules[0].scope.forms",
        ),
        (RULE + 'basis = ["b"]\nparameters = "limit"', "应为键值表，实为 'limit' @ $.rules[0].parameters"),
        (RULE + 'basis = ["b"]\npasses = [{ cells = ["a"] }]', "应为键值表，实为 ['a'] @ $.rules[0].passes[0].cells"),
        ("years = 2021", "应为键值表，实为 2021 @ $.years"),
        ("years = { first = true }", "实为 True @ $.years.first"),
        ("years = { first = 2021.0 }", "@ $.years.first"),
        ('years = { first = "2021" }', "@ $.years.first"),
        ("rules = { id = 1 }", "应为列表（[…]），实为 {'id': 1} @ $.rules"),
        ('rules = ["a"]', "应为键值表，实为 'a' @ $.rules[0]"),
        ('review_by = "next year"', "@ $.review_by"),
        ('standing = "seen"', "'seen' 不是允许的值：document, cited, practice @ $.standing"),
        ('levels = ["village"]', "'village' 不是允许的值"),
        ('levels = ["conty"]', "（是否指 county？） @ $.levels[0]"),
        ("levels = [{}]", "{} 不是允许的值"),
        ('regon = "65"', "未知的键 'regon'（是否指 region？） @ $"),
    ],
)
def test_what_is_of_another_kind_is_refused_with_its_path(text: str, problem: str) -> None:
    with pytest.raises(DataError) as caught:
        read_layer(HEAD + text, "x")
    (found,) = caught.value.problems
    assert problem in found


def test_a_wrong_value_is_repeated_in_short() -> None:
    with pytest.raises(DataError) as caught:
        read_layer(HEAD + f'forms = "{"长" * 10_000}"', "x")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["a" + ".a" * 900_000 + " = 1", "[[" + "a." * 900_000 + "a]]"])
def test_keys_that_are_made_to_cost_time_are_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(ReadError, match="键过长"):
        read_layer(HEAD + text, "x")
    assert time.process_time() - begun < 5
