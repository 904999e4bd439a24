"""Values that contradict each other, in one row or in two."""

from draft import Draft, Place, kind


def _dated(row) -> bool:
    return row["date_start"] == row["date_end"]


@kind("end before the beginning")
def _(draft: Draft) -> Place:
    return draft.alter(
        "claims.csv",
        "date_end",
        lambda d: f"{int(d[:4]) - 1}{d[4:]}".replace("02-29", "02-28"),
        lambda row: row["date_start"][:4] == row["date_end"][:4],
    )


@kind("a day that is several")
def _(draft: Draft) -> Place:
    return draft.alter(
        "claims.csv",
        "date_end",
        lambda d: f"{int(d[:4]) + 1}{d[4:]}".replace("02-29", "02-28"),
        lambda row: row["time_precision"] == "day",
    )


@kind("name of another actor")
def _(draft: Draft) -> Place:
    first = draft.rows("actors.csv")[0]["short_name"]
    number, _ = draft.pick("actors.csv", lambda row: row["short_name"] != first)
    return draft.change("actors.csv", number, other_names=first.upper())


@kind("place without its precision")
def _(draft: Draft) -> Place:
    return draft.alter("claims.csv", "geo_precision", lambda _: "")


@kind("precision without a place")
def _(draft: Draft) -> Place:
    return draft.alter("claims.csv", "place_id", lambda _: "")


@kind("number without unit")
def _(draft: Draft) -> Place:
    return draft.alter("claims.csv", "unit", lambda _: "")


@kind("number without bound")
def _(draft: Draft) -> Place:
    return draft.alter("claims.csv", "bound", lambda _: "")


@kind("unit without number")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["unit"])
    return draft.change("claims.csv", number, low="", high="")


@kind("exact but a range")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["low"])
    return draft.change("claims.csv", number, bound="exact", low="3", high="4")


@kind("at least, with an upper end")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["low"])
    return draft.change("claims.csv", number, bound="at_least", low="3", high="4")


@kind("at most, without an upper end")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["unit"])
    return draft.change("claims.csv", number, bound="at_most", low="3", high="")


@kind("lower end above the upper")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["unit"])
    return draft.change("claims.csv", number, bound="about", low="5", high="4")


@kind("figure without a number")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("figures.csv")
    return draft.change("figures.csv", number, low="", best="", high="")


@kind("best figure outside its range")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("figures.csv")
    return draft.change("figures.csv", number, low="5", best="4", high="6")


@kind("unit unlike its series")
def _(draft: Draft) -> Place:
    return draft.alter("figures.csv", "unit", lambda unit: "USD" if unit != "USD" else "soldiers")


@kind("figure before its series starts")
def _(draft: Draft) -> Place:
    started = {r["series_id"] for r in draft.rows("series.csv") if r["start"]}
    return draft.alter(
        "figures.csv", "date", lambda _: "1950-01-01", lambda row: row["series_id"] in started
    )


@kind("start of a level")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("series.csv", lambda row: row["quantity"] in ("stock", "flow"))
    return draft.change("series.csv", number, start="1980-01-01")


@kind("date without its precision")
def _(draft: Draft) -> Place:
    return draft.alter("figures.csv", "date_precision", lambda _: "")


@kind("comparable to no claim")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("figures.csv", lambda row: not row["claim_id"])
    return draft.change("figures.csv", number, comparable="true")


@kind("bearing on a claim, comparable or not")
def _(draft: Draft) -> Place:
    return draft.alter("figures.csv", "comparable", lambda _: "")


@kind("found day without a source")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: not row["found_source_id"])
    return draft.change("claims.csv", number, found_date="1999-01-01")


@kind("source that found nothing")
def _(draft: Draft) -> Place:
    source = draft.rows("sources.csv")[0]["source_id"]
    number, _ = draft.pick("claims.csv", lambda r: not r["found_date"] and not r["found_place_id"])
    return draft.change("claims.csv", number, found_source_id=source)


@kind("actor part of itself")
def _(draft: Draft) -> Place:
    number, row = draft.pick("actors.csv")
    return draft.change("actors.csv", number, part_of=row["actor_id"])


@kind("actors part of each other")
def _(draft: Draft) -> Place:
    number, row = draft.pick("actors.csv", lambda row: row["part_of"])
    whole, _ = draft.pick("actors.csv", lambda other: other["actor_id"] == row["part_of"])
    draft.change("actors.csv", whole, part_of=row["actor_id"])
    return Place("actors.csv", number)


@kind("relation of an actor to itself")
def _(draft: Draft) -> Place:
    number, row = draft.pick("relations.csv")
    return draft.change("relations.csv", number, to_actor_id=row["from_actor_id"])


@kind("relation twice")
def _(draft: Draft) -> Place:
    return draft.add("relations.csv", draft.pick("relations.csv")[1] | {"relation_id": "again"})


@kind("fewer people than families")
def _(draft: Draft) -> Place:
    number, row = draft.pick("displacement.csv", lambda row: int(row["families"]) > 1)
    return draft.change("displacement.csv", number, individuals=str(int(row["families"]) - 1))


@kind("governorate without an outline")
def _(draft: Draft) -> Place:
    return draft.alter("displacement.csv", "admin1_code", lambda code: f"{code[:3]}ZZ")


@kind("governorate of another name")
def _(draft: Draft) -> Place:
    draft.alter("displacement.csv", "admin1", lambda name: f"{name} and more")
    return Place("displacement.csv")
