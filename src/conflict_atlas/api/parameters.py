"""The parameters of each path: strict, so that nothing in a request is guessed or ignored."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from conflict_atlas.claims.filter_options import LONGEST_SEARCH, read_day
from conflict_atlas.events.geometry import SQUARE, Bounds, Cell, read_cell
from conflict_atlas.events.schema import TILE_ZOOM

LIMIT, MOST = 1_000, 10_000  # rows of a page
FURTHEST = 1_000_000_000
MOST_VALUES = 50  # of one repeated parameter
LONGEST_NAME = 200  # characters
LISTS = frozenset({"actor", "type", "place"})

_DIGITS = re.compile(r"\d{1,10}", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,20})?([eE][+-]?\d{1,3})?", re.ASCII)
_NO_CONTROLS = r"^[^\u0000-\u001f\u007f-\u009f]*$"
_CORNERS = 4

# What an answer 400 says was expected.
EXPECTED = {
    "from": "a day as in 2016-08-31",
    "to": "a day as in 2016-08-31",
    "actor": f"at most {MOST_VALUES} names of at most {LONGEST_NAME} characters",
    "type": f"at most {MOST_VALUES} names of at most {LONGEST_NAME} characters",
    "place": f"at most {MOST_VALUES} names of at most {LONGEST_NAME} characters",
    "q": f"at most {LONGEST_SEARCH} characters, none of them a control character",
    "bbox": "west,south,east,north in degrees, as in 38,33,44,37: longitudes from -180 to 180, "
    "latitudes from -90 to 90; west lies above east across the date line",
    "cell": f"zoom/x/y of a square of the map, as in 8/158/102; zoom from 0 to {TILE_ZOOM}",
    "limit": f"a whole number from 1 to {MOST}",
    "offset": f"a whole number from 0 to {FURTHEST}",
    "source": "the identifier of an event dataset, as /api/sources lists it",
}


def read_bounds(value: str) -> Bounds:
    """Read ``west,south,east,north``; raises ValueError for what is not a box on earth."""
    parts = value.split(",")
    if len(parts) != _CORNERS or not all(map(_DEGREES.fullmatch, parts)):
        raise ValueError(value)
    west, south, east, north = map(float, parts)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:  # noqa: PLR2004
        raise ValueError(value)
    return Bounds(west, south, east, north)


def _read_whole(value: str) -> int:
    if not _DIGITS.fullmatch(value):  # int takes 1_000 and " 1" too
        raise ValueError(value)
    return int(value)


def _readable(read: Callable[[str], object]) -> AfterValidator:
    """Check a value and keep it as written, since links to the next page repeat it."""

    def check(value: str) -> str:
        read(value)
        return value

    return AfterValidator(check)


_BOX: dict[str, Any] = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -edge, "maximum": edge} for edge in (180, 90, 180, 90)
    ],
    "items": {"type": "number", "minimum": -180, "maximum": 180},
    "minItems": _CORNERS,
    "maxItems": _CORNERS,
}

DayParameter = Annotated[
    date | None,
    BeforeValidator(read_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Values = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_NAME)]], Field(max_length=MOST_VALUES)
]
Square = Annotated[
    str,
    _readable(read_cell),
    WithJsonSchema({"type": "string", "pattern": SQUARE}),
]
BoundsParameter = Annotated[str, _readable(read_bounds), WithJsonSchema(_BOX)]


def _backwards(start: date | None, end: date | None) -> tuple[str, ...]:
    if start and end and start > end:
        return (f"from={start} lies after to={end}: no day is left.",)
    return ()


class Parameters(BaseModel):
    """What every list of rows takes: the dashboard's filters, a box, and a page."""

    model_config = ConfigDict(extra="forbid")
    forms: ClassVar[tuple[str, ...]] = ()

    start: DayParameter = Field(
        None, alias="from", description="First day. What may have happened on or after it stays."
    )
    end: DayParameter = Field(
        None, alias="to", description="Last day. What may have happened on or before it stays."
    )
    actor: Values = Field([], description="Actor, by short name or identifier. Any of several.")
    type: Values = Field([], description="Type of claim, by name or identifier. Any of several.")
    place: Values = Field([], description="Place, by name or identifier. Any of several.")
    q: Annotated[str, Field(max_length=LONGEST_SEARCH, pattern=_NO_CONTROLS)] = Field(
        "", description="Words, each of which must occur; neither case nor accents matter."
    )
    bbox: BoundsParameter = Field(
        "",
        description="west,south,east,north in degrees (RFC 7946); west lies above east where the "
        "box crosses the date line. What has no point drops out.",
    )
    limit: Annotated[int, BeforeValidator(_read_whole)] = Field(
        LIMIT, ge=1, le=MOST, description="Rows of a page."
    )
    offset: Annotated[int, BeforeValidator(_read_whole)] = Field(
        0, ge=0, le=FURTHEST, description="Rows before the page."
    )
    format: str | None = None  # each path has its own formats

    @property
    def bounds(self) -> Bounds | None:
        """The box asked for."""
        return read_bounds(self.bbox) if self.bbox else None

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Why nothing can match: values that are valid alone but exclude each other."""
        found = [*_backwards(self.start, self.end)]
        if self.bounds and self.bounds.south > self.bounds.north:
            found.append("bbox: its south lies above its north: no place is left.")
        return tuple(found)

    @property
    def filters(self) -> bool:
        """Whether anything is filtered."""
        values = (self.start, self.end, self.actor, self.type, self.place, self.q.strip())
        return any(values) or bool(self.bbox)


class FeatureQuery(Parameters):
    """Parameters of ``/claims``, whose rows are features of a map."""

    forms: ClassVar[tuple[str, ...]] = ("geojson", "csv")
    format: Annotated[
        Literal["geojson", "csv"] | None,
        WithJsonSchema({"type": "string", "enum": ["geojson", "csv"]}),
    ] = Field(None, description="Form of the answer; without it, what Accept asks for.")


class EventQuery(FeatureQuery):
    """Parameters of ``/events``."""

    type: Values = Field(
        [], description="Type of event, in the words of the dataset. Any of several."
    )
    cell: Square = Field(
        "",
        description="zoom/x/y of a square of the map (slippy-map tile), as links to a picked "
        "square have it. What has no point drops out.",
    )
    source: Annotated[
        str | None, Field(max_length=LONGEST_NAME), WithJsonSchema({"type": "string"})
    ] = Field(
        None,
        description="Identifier of the event dataset, see /sources; needed when there are several.",
    )

    @property
    def square(self) -> Cell | None:
        """The square asked for."""
        return read_cell(self.cell) if self.cell else None


class RowQuery(Parameters):
    """Parameters of ``/figures`` and ``/sources``, whose rows have no place of their own."""

    forms: ClassVar[tuple[str, ...]] = ("json", "csv")
    format: Annotated[
        Literal["json", "csv"] | None,
        WithJsonSchema({"type": "string", "enum": ["json", "csv"]}),
    ] = Field(None, description="Form of the answer; without it, what Accept asks for.")


class AreaQuery(BaseModel):
    """Parameters of ``/area-counts``: no actor, type or word says anything of an area's month."""

    model_config = ConfigDict(extra="forbid")
    forms: ClassVar[tuple[str, ...]] = ("json", "csv")
    actor: ClassVar[list[str]] = []
    type: ClassVar[list[str]] = []
    q: ClassVar[str] = ""

    start: DayParameter = Field(
        None, alias="from", description="First day. Months that reach it stay."
    )
    end: DayParameter = Field(
        None, alias="to", description="Last day. Months that begin by then stay."
    )
    place: Values = Field(
        [], description="Place, by name or identifier: its governorate, or a whole country."
    )
    limit: Annotated[int, BeforeValidator(_read_whole)] = Field(
        LIMIT, ge=1, le=MOST, description="Rows of a page."
    )
    offset: Annotated[int, BeforeValidator(_read_whole)] = Field(
        0, ge=0, le=FURTHEST, description="Rows before the page."
    )
    format: Annotated[
        Literal["json", "csv"] | None,
        WithJsonSchema({"type": "string", "enum": ["json", "csv"]}),
    ] = Field(None, description="Form of the answer; without it, what Accept asks for.")

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Why nothing can match."""
        return _backwards(self.start, self.end)


AnyQuery = Parameters | AreaQuery
# The parameters of each path. One process serves one API, so paths can be plain words.
QUERIES: dict[str, type[AnyQuery]] = {
    "/claims": FeatureQuery,
    "/events": EventQuery,
    "/figures": RowQuery,
    "/area-counts": AreaQuery,
    "/sources": RowQuery,
}


def names(query: type[AnyQuery]) -> tuple[str, ...]:
    """Names of the parameters of a path."""
    return tuple(field.alias or name for name, field in query.model_fields.items())
