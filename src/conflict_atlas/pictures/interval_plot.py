"""The article's figure and below it every competing one: ranges, best values, open ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from conflict_atlas.claims import comparison, judgement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.claims.series import NUMBERS
from conflict_atlas.pictures import fonts
from conflict_atlas.pictures.axis import Scale, short, short_day
from conflict_atlas.pictures.drawing import Circle, Drawing, Fill, Path, Shape, Stroke, Text
from conflict_atlas.views.figures import figure_range
from conflict_atlas.views.figures.figure_range import Row

_TEXT, _SMALL = 12.0, 11.0  # pixels of letters
_HEAD, _ROW = 24.0, 17.0  # height of the axis, and of a figure
_BAND = 0.12  # opacity of the range that the article's words allow
_LINE, _ARTICLE_LINE = 3.0, 4.0
_END = 5.0  # half the height of an arrow, and its length
_TICKS = 5


@dataclass(frozen=True)
class PlotSize:
    """The width of a plot, the part of it for speakers' names, and how many rows it may have."""

    width: float
    names: float
    most: int = 60
    zoom: float = 1.0


def draw(package: Package, claim_id: str, size: PlotSize) -> Drawing | None:
    """Draw the competing figures of a claim; None where nobody gives a number.

    Figures that are not comparable come last, hollow. If some do not fit, their number is given.
    """
    claim = record(package, "claims")[claim_id]
    rows = _rows(package, claim_id, str(claim["unit"]))
    if not rows:
        return None
    shown = rows if len(rows) <= size.most else rows[: size.most - 1]
    step = _ROW * size.zoom
    height = (_HEAD + 8) * size.zoom + step * (len(shown) + (len(shown) < len(rows)))
    words = comparison.compare(package, claim_id).sentence
    made = Drawing(size.width, height, words)
    axis = figure_range.choose_axis(rows)
    scale = Scale(axis.low, axis.high, size.names, size.width - 6)
    made.add(*_ground(claim, scale, height, size.zoom, str(rows[0]["unit"])))
    for number, row in enumerate(shown):
        middle = _HEAD * size.zoom + step * (number + 0.5)
        made.add(*_FigureRow(row, axis, scale, size, middle).shapes())
    if len(shown) < len(rows):
        rest = f"and {len(rows) - len(shown)} more figures"
        at = (0.0, height - 8 * size.zoom)
        made.add(Text(at, rest, _SMALL * size.zoom, colour="muted"))
    return made


def _rows(package: Package, claim_id: str, unit: str) -> list[Row]:
    """Figures in the unit of the axis: the claim's, or that of the first figure if it has none."""
    table = comparison.competing(package, claim_id)
    numbered = table[table[list(NUMBERS)].notna().any(axis=1)]
    if numbered.empty:
        return []
    unit = unit or str(numbered["unit"].iloc[0])
    shown = numbered[numbered["unit"] == unit]
    ordered = shown.sort_values(["is_article", "comparable"], ascending=False, kind="stable")
    return ordered.to_dict("records")


def _ground(claim: Record, scale: Scale, height: float, zoom: float, unit: str) -> Iterator[Shape]:
    """Shade the range that the article's words allow, and draw the axis."""
    top = _HEAD * zoom
    if not (phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"])):
        low, high = judgement.to_range(claim["low"], claim["high"], claim["bound"])
        ends = scale.place(max(low, scale.low)), scale.place(min(high, scale.high))
        corners = [(ends[0], top), (ends[1], top), (ends[1], height), (ends[0], height)]
        yield Path([corners], fill=Fill("article", _BAND))
    for tick in scale.ticks(_TICKS):
        x = scale.place(tick)
        yield Path([[(x, top - 4), (x, height)]], Stroke("line", 1))
        yield Text((x, top - 8 * zoom), short(tick, unit), _SMALL * zoom, 400, "muted", "middle")


@dataclass(frozen=True)
class _FigureRow:
    """One figure in the plot."""

    row: Row
    axis: figure_range.Axis
    scale: Scale
    size: PlotSize
    middle: float

    @property
    def colour(self) -> str:
        if self.row["is_article"]:
            return "article"
        return "others" if self.row["comparable"] else "muted"

    def shapes(self) -> Iterator[Shape]:
        low, high = figure_range.ends(self.row, self.axis)
        left, right = self.scale.place(low), self.scale.place(high)
        is_article = bool(self.row["is_article"])
        width = (_ARTICLE_LINE if is_article else _LINE) * self.size.zoom
        dash = () if self.row["comparable"] else (2.0, 3.0)
        if right > left:
            points = [(left, self.middle), (right, self.middle)]
            yield Path([points], Stroke(self.colour, width, dash))
        yield from self._ends(left, right)
        yield from self._dots()
        yield from self._words(left, right)

    def _ends(self, left: float, right: float) -> Iterator[Shape]:
        """Arrow heads at the open ends of a figure."""
        size, bound = _END * self.size.zoom, self.row["bound"]
        is_down = bound == "at_most" and left < self.scale.place(
            min(figure_range.numbers(self.row))
        )
        for is_open, x, way in ((bound == "at_least", right, 1), (is_down, left, -1)):
            if is_open:
                tip = [(x + way * 2, self.middle)]
                back = [(x - way * size, self.middle + side * size) for side in (-1, 1)]
                yield Path([tip + back], fill=Fill(self.colour))

    def _dots(self) -> Iterator[Shape]:
        """A dot at the best value, else at the given ends; filled if the figure is comparable."""
        row, zoom = self.row, self.size.zoom
        best = not phrase.is_missing(row["best"])
        numbers = [row["best"]] if best else figure_range.numbers(row)
        fill = Fill(self.colour if row["comparable"] else "panel")
        for value in numbers:
            x = self.scale.place(value)
            if row["is_article"]:
                size = 5 * zoom
                corners = [(x - size, 0.0), (x, -size), (x + size, 0.0), (x, size)]
                yield Path([[(a, self.middle + b) for a, b in corners]], fill=fill)
            elif best:
                yield Circle((x, self.middle), 3.6 * zoom, Stroke(self.colour, 1.5), fill)
            else:
                tick = [(x, self.middle - 4 * zoom), (x, self.middle + 4 * zoom)]
                yield Path([tick], Stroke(self.colour, 2 * zoom))

    def _words(self, left: float, right: float) -> Iterator[Shape]:
        """Name the speaker, and write the figure beside its line."""
        zoom, is_article = self.size.zoom, bool(self.row["is_article"])
        size, weight = _TEXT * zoom, 650 if is_article else 400
        base = self.middle + 4 * zoom
        who = _speaker(self.row, self.size.names - 12 * zoom, size, weight)
        yield Text((0, base), who, size, weight, "article" if is_article else "ink")
        said = say(self.row)
        gap, wide = 9 * zoom, fonts.measure(said, size, weight)
        is_right = right + gap + wide <= self.size.width
        at = (right + gap if is_right else left - gap, base)
        colour = "article" if is_article else "muted"
        yield Text(at, said, size, weight, colour, "start" if is_right else "end", halo="panel")


def say(row: Row) -> str:
    """Write a figure in the short form shown beside its line: ``40–117``, ``56 or more``."""
    unit = str(row["unit"])
    numbers = figure_range.numbers(row)
    ends = list(dict.fromkeys((min(numbers), max(numbers))))
    if len(ends) > 1:
        return "–".join(short(end, unit) for end in ends)
    bound = row["bound"] or phrase.bound_of(row["low"], row["best"], row["high"])
    return phrase.bounded(short(ends[0], unit), bound)


def _speaker(row: Row, width: float, size: float, weight: int) -> str:
    """Name who speaks and when; a long name is cut, the day never."""
    day = ""
    if not row["is_article"] and not phrase.is_missing(row["date"]):
        day = f", {short_day(row['date'], row['date_precision'])}"
    name = str(row["label"]) if row["is_article"] else phrase.brief(str(row["speaker"]))
    return fonts.cut(name, size, width - fonts.measure(day, size, weight), weight) + day
