"""Seed faults of every kind into copies of the project's packages, and count those reported.

``make faults`` runs all of them, ``--each 2`` fewer. The seed is fixed: the same code and the same
packages give the same faults.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import anchor_faults  # noqa: F401 - each of these modules registers its kinds
import basemap_faults  # noqa: F401
import count_faults  # noqa: F401
import descriptor_faults  # noqa: F401
import file_faults  # noqa: F401
import oddities  # noqa: F401
import place_faults  # noqa: F401
import rule_faults  # noqa: F401
import text_faults  # noqa: F401
import value_faults  # noqa: F401
from draft import KINDS, PACKAGES, Draft, NotHereError, Place, Seed

from conflict_atlas.fault import DataWarning, Fault
from conflict_atlas.package_report import report_on

EACH = 5  # faults of a kind
SECONDS = 60  # after which a check counts as never ending


@dataclass(frozen=True)
class Outcome:
    """One seeded fault: its kind, and how the check missed it; "" if it was reported."""

    kind: str
    missed: str


def examine(draft: Draft) -> list[Fault | DataWarning]:
    """The whole report of ``conflict-atlas check`` on a package."""
    found = report_on(draft.path, draft.article)
    return [*found.faults, *found.warnings]


Examine = Callable[[Draft], list[Fault | DataWarning]]


def run(kind: str, number: int) -> Outcome:
    """Seed one fault of a kind, check the package, and look for the fault in the report."""
    return try_one(kind, KINDS[kind], number)


def try_one(
    kind: str, put: Seed, number: int, examine: Examine = examine, seconds: int = SECONDS
) -> Outcome:
    """The same for a kind that need not be one of ours, with any check and time limit."""
    with tempfile.TemporaryDirectory() as folder:
        draft, place = seed(kind, put, number, Path(folder))
        try:
            with _alarm(seconds):
                found = examine(draft)
        except TimeoutError:
            return Outcome(kind, "never ended")
        except Exception as error:  # noqa: BLE001 - any exception of a check is a traceback for its user
            return Outcome(kind, f"{type(error).__name__}: {error}"[:200])
    named = any(f.file == place.file and place.row in (0, f.row) for f in found)
    said = "; ".join(map(str, found[:2])) or "no fault"
    return Outcome(kind, "" if named else f"{place}: {said}"[:300])


def seed(kind: str, put: Seed, number: int, folder: Path) -> tuple[Draft, Place]:
    """Copy a package and put a fault into it, or into the next one if it has no place for it."""
    for turn in range(len(PACKAGES)):
        package = PACKAGES[(number + turn) % len(PACKAGES)]
        draft = Draft(package, folder / f"{turn}", Random(f"{kind} {number}"))  # noqa: S311
        try:
            return draft, put(draft)
        except NotHereError:
            continue
    raise NotHereError(kind)


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> int:
    """Run the faults and print the share reported, kind by kind; 1 if any was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=EACH, help="faults of each kind")
    parser.add_argument("--kind", action="append", choices=sorted(KINDS), metavar="KIND")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    tasks = [(kind, number) for kind in asked.kind or KINDS for number in range(asked.each)]
    with ProcessPoolExecutor(asked.processes) as pool:
        outcomes = list(pool.map(run, *zip(*tasks, strict=True), chunksize=4))
    by_kind: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(outcome.kind, []).append(outcome)
    for kind, found in by_kind.items():
        missed = [outcome.missed for outcome in found if outcome.missed]
        print(f"{len(found) - len(missed):3} of {len(found):3}  {kind}")
        for words in missed:
            print(f"             missed: {words}")
    named = sum(not outcome.missed for outcome in outcomes)
    share = 100 * named / len(outcomes)
    print(f"{named:,} of {len(outcomes):,} faults of {len(by_kind)} kinds named: {share:.1f} %")
    return 0 if named == len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
