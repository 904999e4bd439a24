"""Kept results: computed once, counted, and cleared by one call."""

import subprocess
import sys
from pathlib import Path

from conflict_atlas import memoization
from conflict_atlas.memoization import memoized

ROOT = Path(__file__).resolve().parents[1]
# All modules, imported into a process that has done nothing else.
IMPORT_ALL = """
import importlib, pkgutil, threading
import conflict_atlas
from conflict_atlas import memoization
for module in pkgutil.walk_packages(conflict_atlas.__path__, "conflict_atlas."):
    if module.name == "conflict_atlas.shell":  # the script of a session
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as missing:  # of an engine that is not installed here
        assert missing.name in ("psycopg", "pyspark"), missing
print([name for name, (now, _) in memoization.sizes().items() if now],
      len(memoization.sizes()) > 20, threading.active_count())
"""


def test_an_answer_is_worked_out_once_until_it_is_forgotten():
    registry: memoization.Registry = {}
    asked: list[int] = []

    @memoized(2, registry)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(1), double(1), double(2), double(1)] == [2, 2, 4, 2]
    assert asked == [1, 2]
    [(name, size)] = memoization.sizes(registry).items()
    assert name.endswith("double")
    assert size == (2, 2)
    double(3)
    assert double(2) == 4
    assert asked == [1, 2, 3, 2]  # the two results used last are kept
    memoization.clear(registry)
    assert memoization.sizes(registry) == {name: (0, 2)}
    double(2)
    assert asked == [1, 2, 3, 2, 2]


def test_nothing_is_worked_out_by_being_imported():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], cwd=ROOT / "src", capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[] True 1"
