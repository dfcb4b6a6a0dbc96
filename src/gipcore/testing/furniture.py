"""What stands around and between the tables of real files: navigation, contents, page numbers, other tables, prose
that begins like a row."""

from __future__ import annotations

from random import Random

from attrs import evolve

from gipcore.documents import Block, Grid, Paragraph, Place
from gipcore.testing.pages import Damage, Page, Slot, grid_of, grids, slots

NAVIGATION = (
    "首页 > 政府信息公开 > 政府信息公开年报 > 正文",
    "索引号：000014349/2024-00012",
    "发布机构：乌苏市夹河子乡人民政府",
    "发布日期：2024-01-16 浏览次数：1024 次 字号：[ 大 中 小 ]",
    "【打印】【关闭】",
    "分享到：",
)
FOOTER = ("上一篇：2022年年度报告", "下一篇：没有了", "版权所有：乌苏市人民政府 新ICP备12345678号-1")
PROSE = (
    "一、本年新收政府信息公开申请数量12件，比上年增加3件。",
    "行政许可 3 件，行政处罚 2 件",
    "规章 2 件、行政规范性文件 5 件。",
    "全年行政处罚共 77 件，行政强制 66 件，行政事业性收费 55 万元。",
    "予以公开 9 件，部分公开 8 件，不予公开 7 件。",
    "（一）予以公开9件；（二）部分公开8件。",
    "行政复议 4 件，其中结果维持 3 件、结果纠正 1 件；未经复议直接起诉 2 件。",
    "本年制发件数为 3，本年废止件数为 1，现行有效件数为 99。",
    "总计 88 件。",
    "上年结转政府信息公开申请数量为：5",
    "其他：6",
    "四、结转下年度继续办理的申请 3 件，均在办理中。",
    "2022年行政许可 31，行政处罚 32",
)
OTHER_TABLES = (
    "类别|2022年|2023年\n行政许可|901|902\n行政处罚|903|904\n行政强制|905|906",
    "事项|数量（件）\n行政许可|911\n行政处罚|912\n规章|913",
    "项目|件数\n予以公开|921\n部分公开|922\n其他|923\n总计|924",
    "公开渠道|条数\n政府网站|931\n微信|932\n其他|933\n合计|934",
    "行政复议|结果维持|结果纠正|总计\n2022年|941|942|943\n2023年|944|945|946",
    "信息内容|本年制发件数|本年废止件数\n规章|951|952\n行政规范性文件|953|954",
)
"""Tables that are not the form's, a row a line."""


def navigation(page: Page, random: Random) -> Page:
    """A web page's lines before and after the report."""
    before = [Paragraph(t) for t in random.sample(NAVIGATION, 4)]
    after = [Paragraph(text) for text in FOOTER]
    return page.with_blocks([*before, *page.document.blocks, *after])


def contents_first(page: Page, random: Random) -> Page:
    """A list of contents, with or without page numbers, stands before the report."""
    style = random.choice(["{n}、{t}", "{n}、{t}……{p}", "{n}、{t}\t{p}", "{n}、{t} {p}"])
    lines = [Paragraph(style.format(n=s.numeral, t=s.title, p=2 * i + 1)) for i, s in enumerate(page.form.sections)]
    head, *rest = page.document.blocks
    return page.with_blocks([head, Paragraph("目 录"), *lines, *rest])


def prose_like_rows(page: Page, random: Random) -> Page:
    """Sentences that begin like rows of the tables, in the sections of text."""
    places = [
        n
        for n, b in enumerate(page.document.blocks)
        if isinstance(b, Paragraph)
        and n + 1 < len(page.document.blocks)
        and len(b.text) > 20
        and isinstance(page.document.blocks[n + 1], Paragraph)
    ]
    return _inserted(page, random, places or [0], random.sample(PROSE, 4))


def prose_beside_tables(page: Page, random: Random) -> Page:
    """Sentences directly before and after the tables."""
    places = [n + d for n, _ in grids(page) for d in (-1, 0)]
    return _inserted(page, random, places, random.sample(PROSE, 4))


def _inserted(page: Page, random: Random, after: list[int], texts: list[str]) -> Page:
    wanted: dict[int, list[str]] = {}
    for text in texts:
        wanted.setdefault(random.choice(after), []).append(text)
    blocks: list[Block] = [Paragraph(t) for t in wanted.get(-1, [])]
    for number, block in enumerate(page.document.blocks):
        blocks += [block, *map(Paragraph, wanted.get(number, []))]
    return page.with_blocks(blocks)


def page_numbers(page: Page, random: Random) -> Page:
    """Page numbers between paragraphs and tables."""
    return _numbered(page, random, random.choice(["- {} -", "—{}—", "第 {} 页", "第{}页 共6页", "{}/6"]))


def page_numbers_bare(page: Page, random: Random) -> Page:
    """Page numbers between paragraphs and tables, digits alone."""
    return _numbered(page, random, random.choice(["{}", " {} "]))


def _numbered(page: Page, random: Random, style: str) -> Page:
    blocks: list[Block] = []
    number = 0
    for block in page.document.blocks:
        blocks.append(block)
        if random.random() < 0.3:
            number += 1
            blocks.append(Paragraph(style.format(number)))
    return page.with_blocks(blocks)


def captions(page: Page, random: Random) -> Page:
    """A caption, and the unit, before each table."""
    blocks: list[Block] = []
    count = 0
    for block in page.document.blocks:
        if isinstance(block, Grid):
            count += 1
            blocks += [
                Paragraph(f"表{count}"),
                Paragraph(random.choice(["单位：件", "（单位：件、万元）", "表格如下："])),
            ]
        blocks.append(block)
    return page.with_blocks(blocks)


def other_table_before(page: Page, random: Random) -> Page:
    """A table with words of the form and other figures in section one."""
    return _table_in(page, random, 0)


def other_table_after(page: Page, random: Random) -> Page:
    """A table with words of the form and other figures in the section of problems."""
    return _table_in(page, random, -1)


def _table_in(page: Page, random: Random, which: int) -> Page:
    rows = [line.split("|") for line in random.choice(OTHER_TABLES).split("\n")]
    table = grid_of([[Slot(t, 0, 0) for t in row] for row in rows])
    prose = [n for n, b in enumerate(page.document.blocks) if isinstance(b, Paragraph) and len(b.text) > 20]
    if len(prose) < 2:
        return page
    at = prose[1] + 1 if which == 0 else prose[-1] + 1
    return page.with_blocks([*page.document.blocks[:at], table, *page.document.blocks[at:]])


def last_years_tables(page: Page, random: Random) -> Page:
    """The three tables with last year's figures in section one, before those of this year."""
    prose = [n for n, b in enumerate(page.document.blocks) if isinstance(b, Paragraph) and len(b.text) > 20]
    if len(prose) < 2:
        return page
    at = prose[1] + 1
    tables: list[Block] = [Paragraph("上一年度数据如下：")]
    for _, grid in grids(page):
        tables.append(evolve(grid, cells=tuple(evolve(s, text="77", cell="") if s.cell else s for s in slots(grid))))
    return page.with_blocks([*page.document.blocks[:at], *tables, *page.document.blocks[at:]])


def tables_at_end(page: Page, random: Random) -> Page:
    """All tables stand together at the end, as annexes."""
    tables: list[Block] = []
    for count, (_, grid) in enumerate(grids(page), 1):
        tables += [Paragraph(f"附件{count}"), evolve(grid, place=Place(table=count))]
    rest = [b for b in page.document.blocks if not isinstance(b, Grid)]
    return page.with_blocks([*rest, *tables])


def headings_lost(page: Page, random: Random) -> Page:
    """The headings of the sections of tables are not there."""
    titles = {f"{s.numeral}、{s.title}" for s in page.form.sections if s.key in {t.section for t in page.form.tables}}
    return page.with_blocks(b for b in page.document.blocks if isinstance(b, Grid) or b.text not in titles)


DAMAGES: tuple[Damage, ...] = (
    navigation,
    contents_first,
    prose_like_rows,
    prose_beside_tables,
    page_numbers,
    page_numbers_bare,
    captions,
    other_table_before,
    other_table_after,
    last_years_tables,
    tables_at_end,
    headings_lost,
)
