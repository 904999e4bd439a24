"""IOM DTM master lists: one row a location, a column a governorate of origin.

Rounds differ: the columns of origin count families in earlier ones and persons in later ones, and
other blocks (kinds of shelter, times of displacement) follow that add up to the same total. Names
as in the lists of Iraq, rounds 12 to 134.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from conflict_atlas.events.formats import day_in_name, number_sql
from conflict_atlas.events.formats.field_mapping import FieldMapping, Header, Terms, plain_name
from conflict_atlas.events.formats.format import SHEETS_ONLY, Format
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.missing import MISSING
from conflict_atlas.events.formats.source_table import SourceTable
from conflict_atlas.events.sql_literal import literal

_TERMS = Terms(
    "IOM Displacement Tracking Matrix, master list",
    "as stated by IOM DTM, dtm.iom.int",
    "International Organization for Migration, Displacement Tracking Matrix",
)
PERSONS = ("individuals", "idps_individuals", "idp_individuals", "number_of_individuals")
FAMILIES = ("families", "idps_families", "idp_families", "households", "idp_households",
            "number_of_families", "number_of_households")  # fmt: skip
DIVISION = ("governorate", "governorate_name", "province", "admin1", "admin_1", "state")
_PLACE_ID = ("place_id", "placeid", "location_id", "place_code", "site_id")
_PLACE = ("location_name_in_english", "location_name", "place", "site_name", "place_name")
_DATES = ("date", "reporting_date", "date_of_assessment", "assessment_date", "survey_date")
# Blocks after the origins.
_OTHER_BLOCK = re.compile(
    r"camp|rent|hous|shelter|hotel|motel|school|mosque|religious|building|communit|settlement"
    r"|propert|structure|period|displac|wave|tent|public|host|other|unknown|\d"
)
# Lists of people who have come back are made in the same layout.
_RETURNED = re.compile(r"returnee|habitual_resid|residence_of_origin|returned_from")
_DIGITS = re.compile(r"[-+]?\d[\d\s,.'’]*")


@dataclass(frozen=True)
class _Origins:
    """The columns of origin, and whether they count persons."""

    columns: tuple[int, ...]
    persons: bool


def recognises(table: SourceTable) -> bool:
    """Whether there are also columns of origin, named like the divisions of the rows."""
    return fits(table) and bool(table.stated.origins or _named(table))


def fits(table: SourceTable) -> bool:
    """Whether there are a place, a governorate and a number of families or persons."""
    header = table.header
    counted = header.index(*PERSONS, *FAMILIES) >= 0
    place = header.index(*_PLACE_ID, *_PLACE) >= 0
    return counted and place and header.index(*DIVISION) >= 0


def map_fields(table: SourceTable) -> FieldMapping:
    """Each location and origin is one event; raises ImportFault."""
    header = table.header
    _refuse_returns(table)
    origins = _origins(table)
    start, remarks = _date(table)
    place = header.column(*_PLACE_ID) or header.column(*_PLACE)
    persons, families = header.column(*PERSONS), header.column(*FAMILIES)
    parts = " + ".join(f"coalesce({table.figure(f'c{index}')}, 0)" for index in origins.columns)
    whole = {name: table.figure(name) for name in (persons, families) if name}
    counted = whole[persons if origins.persons else families]
    unread = " OR ".join(
        number_sql.unreadable(f"c{index}", table.figure(f"c{index}"), table.stated.missing)
        for index in origins.columns
    )
    refusals = [
        (unread, number_sql.NO_FIGURE),
        (f"coalesce({counted}, {parts}) = 0", "nobody is counted here: the total is 0"),
        (f"{counted} IS DISTINCT FROM {parts}", "the columns of origin do not add up to the total"),
    ]
    figure = "cell.figure"
    if not origins.persons:
        # DTM itself multiplies families by one number for the persons of a location.
        figure = f"cell.figure * ({whole[persons]} // {whole[families]})"
        uneven = f"{whole[persons]} IS NULL OR {whole[persons]} % {whole[families]} <> 0"
        refusals.append((uneven, "persons are not a whole multiple of families"))
        remarks += ("origins count families: persons by the multiple that each row states",)
    names = {table.dialect.header[index]: f"c{index}" for index in origins.columns}
    return FieldMapping(
        _TERMS,
        "people-displaced",
        start=start,
        event_id=place,
        texts={
            "event_id": f"trim({place}) || '-' || cell.name",
            "event_type": "'Internally displaced persons'",
            "sub_event_type": "'from ' || cell.name",
            "place": header.text(*_PLACE),
            "admin1": header.text(*DIVISION),
            "admin2": header.text("district", "district_name", "admin2"),
            "country": header.text("country", "country_name", "admin0"),
            "notes": "'Displaced from ' || cell.name",
        },
        latitude=header.column("latitude", "lat"),
        longitude=header.column("longitude", "lon", "long"),
        best="cells",
        geo_precision="'point'",
        cells=names,
        totals=tuple(whole),
        cell_figure=figure,
        refusals=refusals,
        remarks=remarks,
    )


def _refuse_returns(table: SourceTable) -> None:
    """Raise ImportFault for a list of people who have come back: they are not displaced."""
    for name in (table.file, *table.dialect.header):
        if _RETURNED.search(plain_name(name)):
            reason = (
                f"{name!r} says that people are listed who have returned; this format counts people"
                " who are displaced, and does not read returns as displacement"
            )
            raise ImportFault(table.file, reason)


def _date(table: SourceTable) -> tuple[str, tuple[str, ...]]:
    """Say on which day the list counts, and how that is known: the mapping, a column, the name."""
    if stated := table.named("date_start") or table.header.column(*_DATES):
        return stated, ()
    if day := day_in_name.find(table.file):
        return literal(str(day)), (f"the day of the list, {day}, is in the name of the file",)
    reason = (
        "no column has the day of the list. A mapping file with [constants] date_start ="
        ' "2016-08-03", or that day, and no other, in the name of the file, settles it'
    )
    raise ImportFault(table.file, reason, row=1)


def _origins(table: SourceTable) -> _Origins:
    dialect, header, file = table.dialect, table.header, table.file
    if table.stated.origins:
        missing = [name for name in table.stated.origins if name not in header]
        if missing:
            raise ImportFault(file, "no such column", column="origins", value=missing[0])
        runs = [tuple(header.index(name) for name in table.stated.origins)]
    else:
        runs = _runs(table)
    persons, families = header.index(*PERSONS), header.index(*FAMILIES)
    judged = [
        (_agreeing(dialect.sample, run, total), len(run), total == persons, run)
        for run in runs
        for total in (persons, families)
        if total >= 0
    ]
    agreeing, _, counts_persons, run = max(judged)
    if not agreeing or (not counts_persons and persons < 0):
        seen = ", ".join(dialect.header[index] for index in run)
        reason = (
            f"the columns of origin ({seen}) add up to no column of persons, nor to one of families"
            " beside one of persons. A mapping file with origins = [..] that names them settles it"
        )
        raise ImportFault(file, reason, row=1)
    return _Origins(run, counts_persons)


def _runs(table: SourceTable) -> list[tuple[int, ...]]:
    """Columns side by side that hold every one named like a division in the rows."""
    dialect = table.dialect
    counted, named = _counted(table.header), _named(table)
    if not named:
        division = dialect.header[table.header.index(*DIVISION)]
        reason = (
            f"no column is named like one of the divisions in {division!r}."
            " A mapping file with origins = [..] that names the columns of origin settles it"
        )
        raise ImportFault(table.file, reason, row=1)
    free = [
        bool(name) and not _OTHER_BLOCK.search(plain_name(name)) and _counts(dialect.values(index))
        for index, name in enumerate(dialect.header)
    ]
    first, last = named[0], named[-1]
    while first - 1 > counted and free[first - 1]:
        first -= 1
    while last + 1 < len(free) and free[last + 1]:
        last += 1
    return [
        tuple(range(start, end + 1))
        for start in range(first, named[0] + 1)
        for end in range(named[-1], last + 1)
    ]


def _named(table: SourceTable) -> list[int]:
    """Columns after the totals that are named like one of the divisions in the rows."""
    division = table.header.index(*DIVISION)
    known = {_key(value) for value in table.dialect.values(division)}
    names = list(enumerate(table.dialect.header))[_counted(table.header) + 1 :]
    return [index for index, name in names if name and _key(name) in known]


def _counted(header: Header) -> int:
    return max(header.index(*PERSONS), header.index(*FAMILIES))


def _counts(values: Sequence[str]) -> bool:
    """Whether the cells of a column are figures, or say that there is none."""
    return all(_DIGITS.fullmatch(value) or value in MISSING for value in values)


def _agreeing(rows: Sequence[Sequence[str]], run: tuple[int, ...], total: int) -> int:
    """Count the rows whose columns add up to their total."""
    return sum(
        _count(row[total]) == sum(_count(row[index]) for index in run) > 0
        for row in rows
        if len(row) > max(*run, total)
    )


def _count(cell: str) -> int:
    digits = re.sub(r"[\s,.'’]", "", re.sub(r"\.0+$", "", cell.strip()))
    return int(digits) if digits.isdecimal() else 0


def _key(name: str) -> str:
    return re.sub(r"^al_|_", "", plain_name(name))


FORMAT = Format(
    "dtm",
    "IOM DTM",
    "IOM DTM master list, as it is published",
    "one event for each location and governorate of origin, counting persons displaced (below)",
    map_fields,
    endings=SHEETS_ONLY,
    recognises=recognises,
    fits=fits,
    lacks="a place, a governorate, or a number of families or persons",
)
