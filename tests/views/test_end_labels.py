"""Lines are named where they end: all of them, in their own colours, without overlaps."""

import re
from itertools import pairwise

import pandas as pd
import pytest

from conflict_atlas.views import palette
from conflict_atlas.views.series.end_labels import label_ends

FIRST, LAST = pd.Timestamp("2014-01-01"), pd.Timestamp("2018-01-01")
PLOT, HIGHEST, LINE = 300, 100.0, 14


def line(name: str, last: pd.Timestamp, value: float, number: int = 0) -> dict:
    style = palette.series_style(number)
    return {
        "name": name,
        "x": [FIRST, last],
        "y": [0, value],
        "line": {"color": style.colour},
    }


@pytest.mark.parametrize("ends", [[50, 50, 50], [100, 99, 98, 97], [0, 1, 2], [10, 90]])
def test_names_at_the_right_do_not_cover_one_another(ends):
    lines = [
        line(f"A count of people by somebody, number {n}", LAST, y) for n, y in enumerate(ends)
    ]
    named, _ = label_ends(lines, (FIRST, LAST), HIGHEST, PLOT)
    notes = sorted(named["annotations"], key=lambda note: note["y"])
    assert len(notes) == len(ends)
    for below, above in pairwise(notes):
        tall = [LINE * (1 + note["text"].count("<br>")) for note in (below, above)]
        assert (above["y"] - below["y"]) / HIGHEST * PLOT >= sum(tall) / 2
    assert all(-LINE <= note["y"] / HIGHEST * PLOT <= PLOT + LINE for note in notes)


def test_a_name_has_the_colour_of_its_line_and_a_lead_to_its_end():
    named, right = label_ends([line("Counted", LAST, 40)], (FIRST, LAST), HIGHEST, PLOT)
    assert re.search(rf"color:{palette.OTHERS}.*Counted", named["annotations"][0]["text"])
    assert (named["shapes"][0]["x0"], named["shapes"][0]["y0"]) == (LAST, 40)
    assert right > 100


def test_a_line_that_ends_early_is_named_there_and_the_plot_keeps_its_width():
    early = line("Ended soon", pd.Timestamp("2014-09-01"), 40)
    named, right = label_ends([early], (FIRST, LAST), HIGHEST, PLOT)
    assert named["annotations"][0]["x"] == pd.Timestamp("2014-09-01")
    assert named["annotations"][0]["y"] == 40
    assert right < 20


def test_no_name_is_cut_in_a_word():
    long = "People who had to leave their homes and were counted round by round by an agency"
    named, _ = label_ends([line(long, LAST, 40)], (FIRST, LAST), HIGHEST, PLOT)
    said = re.sub("<[^>]*>", " ", named["annotations"][0]["text"])
    assert "[" not in said
    assert set(said.replace("…", "").split()) <= set(long.split())
