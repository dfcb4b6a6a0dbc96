"""How fast the fee is calculated in a running process, beside a loop over every item or page, in one run.

    python benchmarks/fee.py            # from the root, with the packages installed

The calculator looks up the schedule in force, counts every step with its article and adds the answers to what the law
leaves open. The loop only adds prices. Medians of RUNS runs of LOOPS calls each; the tasks take turns.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from gipcore_fee.calculator import calculator
from gipcore_fee.ledger import Ledger
from gipcore_fee.list_output import write_csv
from gipcore_fee.rows import Asked

RUNS, LOOPS, ROWS = 15, 200, 100_000
ON = date(2024, 3, 1)


def naive_items(count: int) -> int:
    """The price of every item added up."""
    return sum(0 if k <= 10 else 100 if k <= 30 else 100 + 100 * ((k - 31) // 10 + 1) for k in range(1, count + 1))


def naive_pages(count: int) -> int:
    """The price of every page added up."""
    return sum(0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40 for k in range(1, count + 1))


def microseconds(tasks: dict[str, Callable[[], object]]) -> dict[str, int]:
    """The median time of one call of each task."""
    times: dict[str, list[int]] = {name: [] for name in tasks}
    for run in range(RUNS + 1):
        for name, task in tasks.items():
            start = time.perf_counter_ns()
            for _ in range(LOOPS):
                task()
            if run:
                times[name].append((time.perf_counter_ns() - start) // LOOPS)
    return {name: int(statistics.median(values)) for name, values in times.items()}


def write_list(path: Path) -> None:
    """A list of ROWS applications of 3,000 applicants over a year, a tenth of them by volume."""
    lines = ["编号,申请人,收到日期,收费方式,页数\n"]
    for n in range(ROWS):
        day = date(2024, 1, 1) + timedelta(n * 7919 % 366)
        volume = f"按量,{n % 400 + 1}" if n % 10 == 0 else ","
        lines.append(f"2024-{n},申请人{n * 31 % 3000},{day},{volume}\n")
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    fees = calculator()
    assert fees.items(55, ON).total == naive_items(55) and fees.pages(2219, ON).total == naive_pages(2219)
    found = microseconds(
        {
            "gipcore: 55 items": lambda: fees.items(55, ON),
            "loop: 55 items": lambda: naive_items(55),
            "gipcore: 260 pages": lambda: fees.pages(260, ON),
            "loop: 260 pages": lambda: naive_pages(260),
            "gipcore: 2219 pages": lambda: fees.pages(2219, ON),
            "loop: 2219 pages": lambda: naive_pages(2219),
        }
    )
    for name, nanoseconds in found.items():
        print(f"  {name:<24}{nanoseconds / 1000:>9.1f} µs")
    with tempfile.TemporaryDirectory() as folder, Ledger(fees.schedules, Asked()) as ledger:
        path = Path(folder) / "list.csv"
        write_list(path)
        start = time.perf_counter()
        ledger.read(path)
        total = write_csv(ledger, lambda text: None)
        print(f"  list of {ledger.count} applications, {total} yuan: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
