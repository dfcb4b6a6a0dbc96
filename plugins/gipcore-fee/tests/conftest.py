"""The calculator over the installed rulesets, and the command line as a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gipcore.engine import Engine
from gipcore.rulesets import Schedules
from gipcore_cli.main import run
from gipcore_cli.session import Session, language
from gipcore_fee.calculator import Calculator, calculator


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def schedules(engine: Engine) -> Schedules:
    return engine.catalogue.schedules


@pytest.fixture(scope="session")
def fees() -> Calculator:
    return calculator()


Gip = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gip(engine: Engine, capsysbinary: pytest.CaptureFixture[bytes]) -> Gip:
    """``gip`` with some arguments: exit status, output, errors."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        session = Session(
            language(words), engine_factory=lambda rules: engine if rules is None else Engine(rules=rules)
        )
        status = run(words, session)
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return call
