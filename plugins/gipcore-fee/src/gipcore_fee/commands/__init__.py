"""``gip fee``: the information processing fee."""

from __future__ import annotations

from gipcore_cli.base import Group
from gipcore_fee.commands.amounts import costs, items, pages
from gipcore_fee.commands.listing import listing
from gipcore_fee.commands.notices import dates, notice

__all__ = ["fee"]

fee = Group(
    "fee",
    help="政府信息公开信息处理费：按件、按量、按名单计算，期限，收费通知。\n\n例：gip fee items 55 --on 2024-03-01",
    help_en="The information processing fee: by items, by pages, for a list; time limits; the fee notice.\n\n"
    "Example: gip fee items 55 --on 2024-03-01",
)
for command in (costs, dates, items, listing, notice, pages):
    fee.add_command(command)
