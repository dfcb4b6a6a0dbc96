"""What was found as JSON; ``conformance.schema.json`` describes it."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from gipcore_kit.checks import TITLES
from gipcore_kit.running import Examined


def environment() -> dict[str, str]:
    """What the kit ran on."""
    return {
        "gipcore": version("gipcore"),
        "kit": version("gipcore-kit"),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def result_json(found: Sequence[Examined], at: datetime, lang: str) -> str:
    """The results of all candidates as one object."""
    data = {
        **environment(),
        "checked_at": at.isoformat(timespec="seconds"),
        "packages": [_package(item, lang) for item in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _package(item: Examined, lang: str) -> dict[str, Any]:
    candidate = item.candidate
    return {
        "package": candidate.name,
        "version": candidate.version,
        "origin": candidate.origin,
        "plugins": [{"name": name, "module": value} for name, value in candidate.points],
        "status": item.status,
        "results": [
            {
                "check": result.check,
                "title": TITLES[result.check].text(lang),
                "verdict": result.answer.verdict,
                "notes": [note.text(lang) for note in result.answer.notes],
                "seconds": round(result.seconds, 3),
            }
            for result in item.results
        ],
        "files": [{"path": file.path, "bytes": file.size, "sha256": file.sha256} for file in candidate.files],
    }
