"""Rules that a schema cannot express: which values of a row, or of two tables, go together."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pandas as pd

from conflict_atlas.claims.check.actor_rules import check_actors
from conflict_atlas.claims.check.area_rules import check_areas
from conflict_atlas.claims.check.change_rules import check_changes
from conflict_atlas.claims.check.control_rules import check_control
from conflict_atlas.claims.check.descriptor import ADDRESS
from conflict_atlas.claims.check.geography import check_geography
from conflict_atlas.claims.check.plausibility import check_plausibility
from conflict_atlas.claims.check.relation_rules import check_relations
from conflict_atlas.claims.check.story_rules import check_story
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import NUMBERS
from conflict_atlas.fault import Fault

MOST_ANCHOR_WORDS = 5
# A compound counts as one word, but a sentence cannot be hidden in compounds.
MOST_ANCHOR_PARTS = 7
_PART = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")

TableRow = pd.Series
Reasons = Iterator[tuple[str, str]]  # column and reason; the value is read from the row


def check_rules(package: Package) -> list[Fault]:
    """Apply every cross-field rule to a package whose tables fit their schema."""
    unit, start = package.series["unit"], package.series["start"]
    rules: list[tuple[str, pd.DataFrame, Callable[[TableRow], Reasons]]] = [
        ("claims", package.claims, _types),
        ("claims", package.claims, _dates),
        ("claims", package.claims, _place),
        ("claims", package.claims, _quantity),
        ("claims", package.claims, _bounds),
        ("claims", package.claims, _anchor),
        ("claims", package.claims, _found_outside),
        ("figures", package.figures, _figure),
        ("figures", package.figures, lambda row: _unit(row, unit)),
        ("figures", package.figures, lambda row: _since(row, start)),
        ("series", package.series, _series),
        ("sources", package.sources, _address),
    ]
    faults = []
    if package.claims.empty:
        faults.append(Fault(package.file_of("claims"), 0, "", "", "expected at least one claim"))
    for name, table, rule in rules:
        for number, (_, row) in enumerate(table.iterrows(), start=2):
            faults += [_fault(package.file_of(name), number, row, *found) for found in rule(row)]
    faults += [*_repeated_relations(package, package.file_of("relations"))]
    faults += [*check_relations(package), *check_control(package), *check_areas(package)]
    faults += [*check_story(package), *check_changes(package), *check_actors(package)]
    return [*faults, *check_plausibility(package), *check_geography(package)]


def _fault(file: str, number: int, row: TableRow, column: str, reason: str) -> Fault:
    return Fault(file, number, column, _plain(row[column]), reason)


def _plain(value: object) -> str:
    """Write a value as it is in the file."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _types(row: TableRow) -> Reasons:
    if row["second_type"] == row["claim_type"]:
        yield "second_type", "expected another type than claim_type, or nothing"


def _dates(row: TableRow) -> Reasons:
    start, end = row["date_start"], row["date_end"]
    precision = row["time_precision"]
    if end < start:
        yield "date_end", f"expected {start:%Y-%m-%d} (date_start) or later"
    elif precision == "day" and start != end:
        yield "date_end", f"expected {start:%Y-%m-%d}, as the precision is a day"
    elif precision == "month" and (start.year, start.month) != (end.year, end.month):
        yield "date_end", f"expected a day of {start:%Y-%m}, as the precision is a month"
    elif precision == "year" and start.year != end.year:
        yield "date_end", f"expected a day of {start:%Y}, as the precision is a year"


def _place(row: TableRow) -> Reasons:
    if row["place_id"] and not row["geo_precision"]:
        yield "geo_precision", "a value is required with a place_id"
    if row["geo_precision"] and not row["place_id"]:
        yield "place_id", "a value is required with a geo_precision"


def _quantity(row: TableRow) -> Reasons:
    """Require measure, unit, bound and a number all together or none of them."""
    given = {name: bool(row[name]) for name in ("measure", "unit", "bound")}
    numbers = pd.notna(row["low"]) or pd.notna(row["high"])
    if not numbers and not any(given.values()):
        return
    for name, present in given.items():
        if not present:
            yield name, "a value is required with a figure"
    if not numbers and all(given.values()):
        yield "low", "expected low, high or both with a measure, a unit and a bound"


def _bounds(row: TableRow) -> Reasons:
    low, high, bound = row["low"], row["high"], row["bound"]
    has_low, has_high = pd.notna(low), pd.notna(high)
    if not has_low and not has_high:
        return
    if bound == "exact" and not (has_low and has_high and low == high):
        yield "high", "expected the same as low, as the bound is exact"
    elif bound == "at_least" and not has_low:
        yield "low", "a value is required, as the bound is at_least"
    elif bound == "at_least" and has_high:
        yield "high", "expected nothing, as the bound is at_least"
    elif bound in ("at_most", "nearly") and not has_high:
        yield "high", f"a value is required, as the bound is {bound}"
    elif bound == "nearly" and has_low:
        yield "low", "expected nothing, as the bound is nearly"
    elif has_low and has_high and low > high:
        yield "high", f"expected at least {_plain(low)} (low)"


def _anchor(row: TableRow) -> Reasons:
    words = row["anchor"].split()
    parts = [part for word in words for part in _PART.findall(word)]
    if len(words) > MOST_ANCHOR_WORDS or len(parts) > MOST_ANCHOR_PARTS:
        yield "anchor", f"expected at most {MOST_ANCHOR_WORDS} words: the text is its author's"


def _found_outside(row: TableRow) -> Reasons:
    found = pd.notna(row["found_date"]) or bool(row["found_place_id"])
    if found and not row["found_source_id"]:
        yield "found_source_id", "a value is required with a found_date or a found_place_id"
    if row["found_source_id"] and not found:
        yield "found_source_id", "expected a found_date or a found_place_id from this source"


def _figure(row: TableRow) -> Reasons:
    given = [(name, row[name]) for name in NUMBERS if pd.notna(row[name])]
    if not given:
        yield "best", "expected low, best or high: a figure without a number says nothing"
    for (lower, small), (upper, large) in pairwise(given):
        if large < small:
            yield upper, f"expected at least {_plain(small)} ({lower})"
    if pd.notna(row["date"]) != bool(row["date_precision"]):
        missing = "date_precision" if pd.notna(row["date"]) else "date"
        yield missing, "expected date and date_precision together or neither"
    if bool(row["claim_id"]) != pd.notna(row["comparable"]):
        expected = "true or false with a claim_id" if row["claim_id"] else "nothing without one"
        yield "comparable", f"expected {expected}"


def _unit(row: TableRow, units: "pd.Series[str]") -> Reasons:
    expected = units.get(row["series_id"])
    if row["unit"] != expected:
        yield "unit", f"expected {expected!r}, the unit of the series {row['series_id']}"


def _since(row: TableRow, starts: "pd.Series[pd.Timestamp]") -> Reasons:
    start = starts.get(row["series_id"], pd.NaT)
    if pd.notna(start) and pd.notna(row["date"]) and row["date"] < start:
        yield "date", f"expected {start:%Y-%m-%d} or later, when the series starts"


def _series(row: TableRow) -> Reasons:
    # A total and an average both run from some day on; a level or an amount does not.
    if row["quantity"] not in ("cumulative", "rate") and pd.notna(row["start"]):
        yield "start", f"expected nothing, as the quantity is {row['quantity']}"


def _address(row: TableRow) -> Reasons:
    # It becomes a link: an address that runs a script must not.
    for column in ("url", "archived_url"):
        if row[column] and not ADDRESS.fullmatch(row[column]):
            yield column, "expected an address as in https://…"


def _repeated_relations(package: Package, file: str) -> Iterator[Fault]:
    triple = ["claim_id", "from_actor_id", "relation", "to_actor_id"]
    table = package.relations
    for number, again in enumerate(table.duplicated(triple), start=2):
        row = table.iloc[number - 2]
        if again:
            value = ", ".join(row[name] for name in triple)
            yield Fault(file, number, "relation_id", row["relation_id"], f"repeats {value}")
        elif row["from_actor_id"] == row["to_actor_id"]:
            value = row["to_actor_id"]
            yield Fault(file, number, "to_actor_id", value, "expected another actor")
