"""SQL about single values of a file that are neither dates nor figures."""


def total(text: str) -> str:
    """Whether a cell says that its row adds up others."""
    return f"regexp_full_match(trim(lower({text})), '(grand|sub|overall)?[ -]?totals?[ :.]*')"


def tile(longitude: str, latitude: str, zoom: int) -> tuple[str, str]:
    """Column and row of the tile, as ``conflict_atlas.events.geometry`` counts them."""
    count = 1 << zoom
    y = f"radians(greatest(-85.0511287798066, least(85.0511287798066, {latitude})))"
    column = f"floor(({longitude} + 180) / 360 * {count})"
    row = f"floor((1 - asinh(tan({y})) / pi()) / 2 * {count})"
    return _within(column, latitude, count), _within(row, latitude, count)


def _within(number: str, given: str, count: int) -> str:
    # greatest and least pass over NULL: without coordinates they would give a tile.
    within = f"greatest(0, least({count - 1}, {number}))"
    return f"CASE WHEN {given} IS NOT NULL THEN CAST({within} AS INTEGER) END"
