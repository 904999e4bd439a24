"""Tables end where their rows end."""

from conflict_atlas.ui.widgets.row_list import ROW_HEIGHT, TALL, TALLEST, height_of


def test_a_table_is_as_high_as_its_head_and_its_rows():
    assert [height_of(rows + 1) - height_of(rows) for rows in range(3)] == [ROW_HEIGHT] * 3
    assert height_of(2, TALL) - height_of(0) == 2 * TALL


def test_no_table_is_higher_than_a_window():
    assert height_of(1000) == height_of(999, TALL) == TALLEST
    assert height_of(1000, most=370) == 370
