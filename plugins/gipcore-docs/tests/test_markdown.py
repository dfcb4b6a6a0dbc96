"""What comes from data is shown as it is: read back by a Markdown parser it is the same text, and nothing else."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gipcore_docs.markdown import block, bullets, code, link, page_name, table, text, toml

MARKDOWN = MarkdownIt("commonmark").enable("table")
TEXTS = st.text(st.sampled_from("a1. `*_#-+=>|[]()!&;<b\\~$\n\t中“：") | st.characters(codec="utf-8"), max_size=30)


def plain(words: str) -> str:
    """What a page can show of a text: one line, no control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", " ", words).split())


def shown(html: str, tag: str) -> str:
    """The text in the only element of that kind, which must hold no other element."""
    assert html.count(f"<{tag}>") == 1
    inside = html.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
    assert "<" not in inside
    return unescape(inside)


@given(TEXTS)
def test_text_is_a_paragraph_of_itself(words: str) -> None:
    if plain(words):
        assert shown(MARKDOWN.render(text(words)), "p") == plain(words)


@given(TEXTS)
def test_text_in_a_list_and_code_in_a_line(words: str) -> None:
    if plain(words):
        assert shown(MARKDOWN.render("\n".join(bullets([text(words)]))), "li") == plain(words)
        assert shown(MARKDOWN.render(code(words)), "code") == plain(words)


@given(TEXTS, TEXTS)
def test_text_and_code_in_a_table_stay_in_their_cells(one: str, other: str) -> None:
    rows = table(("a", "b"), [(text(one), code(other) if plain(other) else "")])
    html = MARKDOWN.render("\n".join(rows))
    assert html.count("<td>") == 2 and html.count("<tr>") == 2
    first, second = html.split("<td>")[1:]
    assert unescape(first.split("</td>")[0]) == plain(one)
    if plain(other):
        assert shown(second, "code") == plain(other)


@given(TEXTS, TEXTS.filter(bool))
def test_a_link_leads_to_the_page_of_the_id(words: str, id_: str) -> None:
    name = page_name(id_)
    assert "/" not in name and name not in (".", "..")
    html = MARKDOWN.render(link(text(words), f"../rules/{name}"))
    (target,) = re.findall(r'<a href="([^"]*)">', html)
    assert unquote(unquote(target)) == f"../rules/{id_}.md"


@given(TEXTS, TEXTS)
def test_pages_of_two_ids_are_two(one: str, other: str) -> None:
    assert (page_name(one) == page_name(other)) == (one == other)


@given(TEXTS)
def test_a_block_of_code_ends_where_it_should(words: str) -> None:
    for lines in (block(words, "text"), toml({"words": words})):
        html = MARKDOWN.render("\n".join([*lines, "end"]))
        assert html.count("<code") == 1 and html.endswith("<p>end</p>\n")


def test_a_table_without_rows_is_no_table() -> None:
    assert table(("a",), []) == [] and bullets([]) == []
