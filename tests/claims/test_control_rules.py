"""Rows on the control of cities that contradict themselves or rest on one side's own word."""

import pytest

from conflict_atlas.claims.check.side import side

# Row 4 of the invented table: Velmar retakes Ostrel, as its army and a newspaper say.
GAIN, PARTLY, DIVIDED = 4, 6, 7


@pytest.mark.parametrize(
    ("row", "change", "column", "words"),
    [
        (GAIN, {"second_source_id": ""}, "second_source_id", "is on the side of velmar"),
        (GAIN, {"second_source_id": "treasury-of-velmar-accounts"}, "second_source_id",
         "not on the side of velmar"),
        (GAIN, {"second_source_id": "army-of-velmar-1987-05-13"}, "second_source_id",
         "another publisher"),
        (GAIN, {"second_holder_id": "tessany"}, "second_holder_id", "the status is held"),
        (PARTLY, {"second_holder_id": "marsh-guard"}, "second_holder_id", "another actor"),
        (DIVIDED, {"second_holder_id": ""}, "second_holder_id", "the status is contested"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_hold(editor, row: int, change: dict[str, str], column: str, words):
    editor.set("control.csv", change, row)
    (fault,) = editor.broken_rules()
    assert (fault.file, fault.row, fault.column) == ("control.csv", row, column)
    assert fault.value == change[column]
    assert words in fault.reason


def test_another_side_may_speak_alone(editor):
    editor.set("control.csv", {"source_id": "tessany-gazette-1987-06-09"}, GAIN)
    editor.set("control.csv", {"second_source_id": ""}, GAIN)
    assert editor.broken_rules() == []


def test_a_side_is_who_belongs_together_and_who_backs_whom(real_package, invented_package):
    assert side(invented_package, "velmar") == {
        "velmar", "army-of-velmar", "treasury-of-velmar",
    }  # fmt: skip
    assert "velmar" in side(invented_package, "army-of-velmar")
    forces = side(real_package, "syrian-democratic-forces")
    assert {"united-states", "us-led-coalition", "ypg"} <= forces
    assert not forces & {"isis", "syrian-government", "syrian-rebel-groups"}


def test_sources_that_are_party_to_the_war_say_so(real_package, invented_package):
    for package in (real_package, invented_package):
        parties = package.sources["stance"].str.contains("arty to the conflict", regex=False)
        assert parties.any()
        assert (package.sources.loc[parties, "side_id"] != "").all()


def test_no_gain_of_the_real_table_rests_on_its_own_side_alone(real_package):
    sources = real_package.sources["side_id"]
    own = [
        row["second_source_id"]
        for row in real_package.control.to_dict("records")
        if sources[row["source_id"]] in side(real_package, row["holder_id"])
    ]
    assert own
    assert all(own)
