"""The table of every claim and every dataset, and that anybody can recompute it."""

import math
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from harrow_ford import DAY, FORD

from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.judgement import judge
from conflict_atlas.events.dataset import datasets
from conflict_atlas.evidence import verdict_table
from conflict_atlas.evidence.sentences import VERDICT_LABEL
from conflict_atlas.evidence.window import centres

RECIPE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"

# ---- the table, and whether anybody can recompute it ---------------------------------------------


def test_the_table_has_every_claim_and_every_dataset(invented_package, library, load):
    one, two = load({"best": 70}, source_id="one"), load({}, source_id="two")
    table = verdict_table.verdicts(invented_package, datasets(library))
    assert list(table.columns) == list(verdict_table.COLUMNS)
    assert set(table["claim_id"]) == set(invented_package.claims.index)
    for claim_id, rows in table.groupby("claim_id"):
        if centres(invented_package, claim_id):
            assert list(rows["source_id"]) == [one.source_id, two.source_id]
        else:
            assert list(rows["verdict"]) == ["not_compared"]
    assert set(table["verdict"]) <= set(VERDICT_LABEL)


def test_anybody_can_recompute_the_verdicts_from_the_files(
    invented_package, library, load, tmp_path, capsys
):
    """Run the recipe of docs/evidence.md as it is there, with only the two files."""
    near = [
        {"latitude": FORD[0] + step / 50, "longitude": FORD[1] - step / 40, "best": 11 * step,
         "date_start": DAY + timedelta(days=step % 3)}
        for step in range(9)
    ]  # fmt: skip
    wide = [{"latitude": 12.1, "longitude": -36, "date_start": date(1987, 6, d)} for d in (3, 9)]
    load(*near, *wide, {"latitude": 10.7, "longitude": -38.2, "high": 5}, source_id="one")
    load({"low": 1, "high": 30}, source_id="two")
    load({"best": 500}, source_id="three", measure="people-displaced")
    load({"date_start": date(2001, 1, 1)}, source_id="four")
    names = {"verdicts": tmp_path / "verdicts.csv", "events": tmp_path / "events.csv"}
    table = verdict_table.verdicts(invented_package, datasets(library))
    names["verdicts"].write_bytes(write_csv(table, mark=True))
    used = verdict_table.events_used(invented_package, datasets(library))
    names["events"].write_bytes(write_csv(used, mark=True))
    [recipe] = re.findall(r"```python\n(.*?)```", RECIPE.read_text("utf-8"), re.DOTALL)
    exec(compile(recipe, str(RECIPE), "exec"), names)  # noqa: S102 - our own page
    rows = table[table["verdict"] != "not_compared"]
    assert len(set(rows["verdict"])) >= 5
    assert capsys.readouterr().out == f"{len(rows)} verdicts recomputed, 0 differ\n"
    again = names["again"]
    for name in ("events", "low", "best", "high"):
        pd.testing.assert_series_equal(
            again[name].astype("Float64"), rows[name].astype("Float64"), check_names=False
        )


@pytest.mark.parametrize("bound", ["exact", "at_least", "at_most", "nearly", "about"])
def test_the_recipe_judges_as_the_code_does(bound):
    [recipe] = re.findall(r"(def judge.*?)\n\n\n", RECIPE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {"pd": pd, "np": np}
    exec(recipe, names)  # noqa: S102 - our own page
    for low, high in ((100, 100), (100, None), (None, 100), (100, 150)):
        for ends in ((10, 20), (40, 49), (90, 95), (100, 100), (105, 300), (201, 400), (600, 700)):
            row = {"claim_low": low, "claim_high": high, "claim_bound": bound}
            expected = judge(low or math.nan, high or math.nan, bound, *ends)
            assert names["judge"](row, *ends) == expected, (row, ends)


def test_the_events_behind_the_table_come_once(invented_package, library, load):
    load({"best": 1}, {"best": 2}, {"latitude": 0.0, "best": 3})
    used = verdict_table.events_used(invented_package, datasets(library))
    assert list(used["event_id"]) == ["0", "1"]
    assert (
        verdict_table.count_used(verdict_table.verdicts(invented_package, datasets(library))) > 2
    )  # several windows
    assert "tile_x" not in used.columns


def test_without_a_dataset_the_table_has_what_cannot_be_compared(invented_package, library):
    table = verdict_table.verdicts(invented_package, datasets(library))
    assert set(table["verdict"]) == {"not_compared"}
    assert verdict_table.events_used(invented_package, datasets(library)).empty
