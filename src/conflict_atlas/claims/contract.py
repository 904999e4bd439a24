"""What a package must hold for the atlas to show it: tables, columns, types, known codes.

The descriptor describes the columns to people and to the validator; this says only what the code
reads from them, so that a package curated elsewhere is refused with words and not with a crash.
"""

from collections.abc import Iterator
from typing import Any

from conflict_atlas.claims.folder import DESCRIPTOR
from conflict_atlas.fault import Fault

_TYPES = {"": "string", "i": "integer", "n": "number", "d": "date", "b": "boolean"}

# A column without a letter holds text; `:i` integer, `:n` number, `:d` date, `:b` boolean.
_COLUMNS = {
    "claims": "claim_id paragraph:i claim_type second_type title summary anchor date_start:d"
    " date_end:d time_precision date_basis place_id geo_precision measure low:n high:n bound unit"
    " attributed_to found_date:d found_place_id found_source_id caveat",
    "claim-actors": "claim_id actor_id role",
    "claim-places": "claim_id place_id role",
    "actors": "actor_id name short_name other_names actor_type part_of description colour"
    " colour_dark",
    "actor-names": "actor_id name dataset_format note",
    "places": "place_id name place_type admin1 country iso_a2 latitude:n longitude:n"
    " coordinate_kind coordinate_source_id geonames_id:i name_ar name_kmr name_ckb other_names"
    " note",
    "sources": "source_id publisher title date url seen_in licence stance side_id note kind",
    "series": "series_id title topic measure basis quantity unit start:d covered_from:d"
    " covered_to:d place_id note",
    "figures": "figure_id series_id date:d date_precision low:n best:n high:n unit source_id"
    " claim_id comparable:b note",
    "control": "place_id date:d holder_id second_holder_id status source_id second_source_id note",
    "displacement": "date:d measure admin1_code admin1 families:i individuals:i source_id",
    "area-counts": "series_id date:d date_precision country admin1_code admin1 kind events:i low:n"
    " best:n high:n coarse:i out_of_order:i source_id",
    "relations": "relation_id claim_id from_actor_id relation to_actor_id",
    "paragraphs": "paragraph:i sha256",
    "story": "step:i title text paragraphs link",
}

# Without these a package is whole: other datasets' names of its actors, further places of a claim,
# what series count by area, and the story that leads in.
_OPTIONAL = frozenset(("actor-names", "claim-places", "area-counts", "story"))

_CLAIM_TYPES = "event casualty deployment displacement cost relation status statement context"

# Formats of datasets are not here: claims do not know which there are, `make formats` does.
CODES = {
    ("claims", "claim_type"): _CLAIM_TYPES,
    ("claims", "second_type"): _CLAIM_TYPES,
    ("claims", "time_precision"): "day month year range",
    ("claims", "date_basis"): "stated resolved found_outside",
    ("claims", "geo_precision"): "site settlement district admin1 region country",
    ("claims", "bound"): "exact at_least at_most nearly about",
    ("claim-actors", "role"): "attacker defender target perpetrator victim affected holder"
    " contender deployer backer backed ally opponent speaker subject member host payer supplier"
    " recipient publisher successor predecessor",
    ("claim-places", "role"): "also aim",
    ("actors", "actor_type"): "state government armed_group militia coalition party organisation"
    " media person population",
    ("places", "place_type"): "site village city district admin1 region country",
    ("places", "coordinate_kind"): "point settlement_centre district_centre label_point"
    " proxy_point",
    ("sources", "kind"): "military government international monitor academic press poll reference",
    ("series", "topic"): "displacement return refugee deployment cost strike casualty territory"
    " opinion other",
    ("series", "basis"): "counted estimated authorised_cap announced reported computed",
    ("series", "quantity"): "stock cumulative flow rate",
    ("figures", "date_precision"): "day month year",
    ("control", "status"): "held partly_held contested offensive",
    ("displacement", "measure"): "idps returnees",
    ("area-counts", "date_precision"): "day month",
    ("relations", "relation"): "fights bombs attacks displaces threatens presses_on opposes"
    " may_turn_on backs arms funds hosts relies_on allied_with coordinates_with linked_to"
    " builds_ties_with part_of leads founds influences becomes",
}


def columns(table: str) -> dict[str, str]:
    """Name and type of every column the atlas reads from a table."""
    parts = (word.partition(":") for word in _COLUMNS[table].split())
    return {name: _TYPES[letter] for name, _, letter in parts}


def check_contract(descriptor: dict[str, Any]) -> list[Fault]:
    """Find every table, column or code in which a descriptor departs from the contract."""
    resources = {r["name"]: r for r in descriptor["resources"]}
    faults = [
        _fault("resources", name, "the package needs a table of this name")
        for name in _COLUMNS
        if name not in resources and name not in _OPTIONAL
    ]
    for name, resource in resources.items():
        if name not in _COLUMNS:
            expected = ", ".join(_COLUMNS)
            faults.append(_fault("resources", name, f"expected no table but {expected}"))
        else:
            faults.extend(_check_table(name, resource["schema"]["fields"]))
    return faults


def _check_table(table: str, fields: list[dict[str, Any]]) -> Iterator[Fault]:
    found = {f["name"]: f for f in fields}
    expected = columns(table)
    where = f"resources.{table}"
    for name in found.keys() - expected.keys():
        yield _fault(where, name, "the atlas knows no such column of this table")
    for name, kind in expected.items():
        if name not in found:
            yield _fault(where, name, "this table needs a column of this name")
        elif found[name].get("type") != kind:
            yield _fault(f"{where}.{name}.type", str(found[name].get("type")), f"expected {kind}")
        else:
            yield from _check_codes(table, name, found[name])


def _check_codes(table: str, column: str, field: dict[str, Any]) -> Iterator[Fault]:
    known = CODES.get((table, column), "").split()
    if not known:
        return
    where = f"resources.{table}.{column}.constraints.enum"
    listed = field.get("constraints", {}).get("enum", [])
    if not listed:
        yield _fault(where, "", f"expected a list of codes out of {', '.join(known)}")
    for code in listed:
        if code not in known:
            yield _fault(where, str(code), f"expected one of {', '.join(known)}")


def _fault(where: str, value: str, reason: str) -> Fault:
    return Fault(DESCRIPTOR, 0, where, value, reason)
