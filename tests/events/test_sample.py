import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from sample_events import write_sample

from conflict_atlas.events.dataset import datasets
from conflict_atlas.events.importing.reader import read_events
from conflict_atlas.events.store.memory_library import EventsInMemory
from conflict_atlas.evidence import verdict_table

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample_events.csv"


@pytest.fixture
def rows():
    return list(csv.DictReader(io.StringIO(SAMPLE.read_text("utf-8"))))


def test_every_row_says_that_it_is_invented(rows):
    assert len(rows) == 300
    for row in rows:
        assert row["source_headline"].startswith("Invented example")
        assert row["source_article"].startswith("Invented example")
        assert row["where_coordinates"].startswith("Example place ")
        assert row["country"] == "Example country"
        assert row["side_a"].startswith("Example force ")
        assert row["side_b"].startswith("Example group ") or row["side_b"] == "Civilians"


def test_the_importer_takes_it_whole_and_some_claims_have_events(real_package):
    content = SAMPLE.read_bytes()
    with read_events(content, SAMPLE.name, form="ucdp-ged", source_id="sample") as reading:
        assert (reading.source.imported, reading.source.rejected) == (300, 0)
        held = EventsInMemory(reading.source, reading.table)
    found = verdict_table.verdicts(real_package, datasets(held.library()))["verdict"].value_counts()
    assert found["recorded"] > 10
    assert found["not_covered"] > 0
    assert {"within", "above", "below"} & set(found.index)


def test_one_seed_gives_one_sample(invented_package):
    text = write_sample(invented_package, 40)
    assert text == write_sample(invented_package, 40)
    assert text != write_sample(invented_package, 40, seed=1)
    made = pd.read_csv(io.StringIO(text))
    assert len(made) == 40
    assert (made["low"] <= made["best"]).all()
    assert (made["best"] <= made["high"]).all()
    assert made["id"].is_unique
