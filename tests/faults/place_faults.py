"""Coordinates and countries that do not fit each other."""

from draft import Draft, NotHereError, Place, kind


def _country(row) -> bool:
    """Rows of one country; several countries together have no outline."""
    return row["iso_a2"] not in ("ZZ", "AA")


def _exact(row) -> bool:
    """Rows of one country whose point is the location and not a label."""
    return _country(row) and row["coordinate_kind"] != "label_point"


def _point(draft: Draft, how) -> Place:
    number, row = draft.pick("places.csv", _country)
    latitude, longitude = how(float(row["latitude"]), float(row["longitude"]))
    if abs(latitude) > 90:
        raise NotHereError("such a latitude is none")
    return draft.change("places.csv", number, latitude=f"{latitude:g}", longitude=f"{longitude:g}")


@kind("latitude and longitude swapped")
def _(draft: Draft) -> Place:
    return _point(draft, lambda latitude, longitude: (longitude, latitude))


@kind("sign of a latitude lost")
def _(draft: Draft) -> Place:
    return _point(draft, lambda latitude, longitude: (-latitude, longitude))


@kind("sign of a longitude lost")
def _(draft: Draft) -> Place:
    return _point(draft, lambda latitude, longitude: (latitude, -longitude))


@kind("both signs lost")
def _(draft: Draft) -> Place:
    return _point(draft, lambda latitude, longitude: (-latitude, -longitude))


@kind("point of no place")
def _(draft: Draft) -> Place:
    return _point(draft, lambda *_: (0.0, 0.0))


@kind("decimal point lost")
def _(draft: Draft) -> Place:
    return draft.alter(
        "places.csv",
        "latitude",
        lambda text: text.replace(".", ""),
        lambda row: "." in row["latitude"],
    )


@kind("place in another country")
def _(draft: Draft) -> Place:
    number, row = draft.pick("places.csv", _exact)
    _, other = draft.pick("places.csv", lambda r: _exact(r) and r["iso_a2"] != row["iso_a2"])
    return draft.change(
        "places.csv", number, latitude=other["latitude"], longitude=other["longitude"]
    )


@kind("code of no country")
def _(draft: Draft) -> Place:
    code = draft.chance.choice(["UK", "EU", "SU", "YU", "IV", "OO"])
    return draft.alter("places.csv", "iso_a2", lambda _: code, _country)


@kind("code of another country")
def _(draft: Draft) -> Place:
    number, row = draft.pick("places.csv", _country)
    _, other = draft.pick("places.csv", lambda r: _country(r) and r["iso_a2"] != row["iso_a2"])
    draft.change("places.csv", number, iso_a2=other["iso_a2"])
    return Place("places.csv")


@kind("name of another country")
def _(draft: Draft) -> Place:
    number, row = draft.pick("places.csv", _country)
    _, other = draft.pick("places.csv", lambda r: _country(r) and r["iso_a2"] != row["iso_a2"])
    draft.change("places.csv", number, country=other["country"])
    return Place("places.csv")


@kind("code in small letters")
def _(draft: Draft) -> Place:
    return draft.alter("places.csv", "iso_a2", str.lower)
