"""What makes a finding the same finding in the next run, also of a corrected file: by this a code host follows it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from gipcore.outcomes import Outcome


def fingerprints(outcome: Outcome) -> Iterator[str]:
    """One for each finding, in their order; none is there twice. Figures and wording do not count, which change with
    a correction; issuer, year, rule and cells do."""
    report = outcome.report
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in outcome.findings:
        key = (report.issuer.region or "", report.issuer.name, str(report.year), finding.rule, *finding.cells)
        seen[key] += 1
        yield hashlib.sha256("\n".join([*key, str(seen[key])]).encode()).hexdigest()
