"""Every kind of seeded fault is reported; ``make faults`` seeds more of each."""

import re
from pathlib import Path

import pytest
import seeded_faults
from draft import KINDS, PACKAGES, Place

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_of_each_kind_is_named(kind: str):
    assert seeded_faults.run(kind, 1).missed == ""


def test_the_share_in_the_docs_is_that_of_all_kinds():
    stated = re.search(r"([\d,]+)\s+faults\s+of\s+(\d+)\s+kinds[^.]*?([\d.]+) %", DOCS)
    assert stated
    faults, kinds, share = stated.groups()
    assert int(kinds) == len(KINDS)
    assert int(faults.replace(",", "")) == len(KINDS) * seeded_faults.EACH
    assert float(share) == 100  # as the test above shows for each kind


def test_a_package_without_a_fault_is_counted_as_missed():
    tried = seeded_faults.try_one("nothing", lambda _: Place("claims.csv", 3), 1)
    assert "no fault" in tried.missed


def test_a_check_that_never_ends_or_breaks_is_counted_as_missed():
    def put(_draft: object) -> Place:
        return Place("claims.csv")

    def wait(_draft: object) -> None:
        while True:
            pass

    def fall(_draft: object) -> None:
        raise RecursionError("too deep")

    assert seeded_faults.try_one("nothing", put, 1, wait, seconds=1).missed == "never ended"
    fallen = seeded_faults.try_one("nothing", put, 1, fall)
    assert fallen.missed == "RecursionError: too deep"


def test_the_same_faults_are_seeded_each_time(tmp_path: Path):
    texts, put = [], KINDS["misspelt code"]
    for turn in ("one", "two"):
        draft, place = seeded_faults.seed("misspelt code", put, 3, tmp_path / turn)
        texts.append((place, (draft.path / place.file).read_text("utf-8")))
    assert texts[0] == texts[1]
    assert (PACKAGES[1] / texts[0][0].file).read_text("utf-8") != texts[0][1]
