"""How far the reading of a list has come."""

from __future__ import annotations

import sys
import time

import click

from gipcore_cli.session import Session


class Progress:
    """How far reading has come, on standard error: rewritten in a terminal, a line now and then elsewhere."""

    EVERY = 1.0
    """Seconds between two lines where the output is no terminal."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.live = sys.stderr.isatty()
        self.last = time.monotonic()
        self.told = False

    def tell(self, count: int) -> None:
        """*count* rows have been read."""
        now = time.monotonic()
        if not self.live and now - self.last < self.EVERY:
            return
        self.last, self.told = now, True
        words = self.session.say(f"已读 {count} 行", f"{count} rows read")
        click.echo(f"\r{words} …" if self.live else words, err=True, nl=not self.live)

    def end(self) -> None:
        """Clear the line."""
        if self.live and self.told:
            click.echo("\r\x1b[K", err=True, nl=False)
