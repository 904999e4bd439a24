"""Oddities that the check only warns of: rows unused or out of order, line ends, markup."""

from draft import Draft, Place, kind


@kind("claim without an actor (warning)")
def _(draft: Draft) -> Place:
    number, claim = draft.pick("claims.csv")
    rows = [r for r in draft.rows("claim_actors.csv") if r["claim_id"] != claim["claim_id"]]
    draft.write("claim_actors.csv", rows)
    relations = [r for r in draft.rows("relations.csv") if r["claim_id"] != claim["claim_id"]]
    draft.write("relations.csv", relations)
    return Place("claims.csv", number)


@kind("row that nothing uses (warning)")
def _(draft: Draft) -> Place:
    file, column = draft.chance.choice([
        ("actors.csv", "actor_id"), ("places.csv", "place_id"), ("sources.csv", "source_id"),
        ("series.csv", "series_id"),
    ])  # fmt: skip
    row = draft.pick(file)[1] | {column: "unused"}
    for name in ("name", "short_name"):
        if name in row:
            row[name] = "Unused"
    if "part_of" in row:
        row["part_of"] = ""
    return draft.add(file, row)


@kind("rows out of order (warning)")
def _(draft: Draft) -> Place:
    file = draft.chance.choice(["claims.csv", "paragraphs.csv", "figures.csv", "displacement.csv"])
    draft.write(file, draft.rows(file)[::-1])
    return Place(file)


@kind("Windows line ends (warning)")
def _(draft: Draft) -> Place:
    return draft.bytes(draft.table(), lambda raw: raw.replace(b"\n", b"\r\n"))


@kind("Windows line end in one row (warning)")
def _(draft: Draft) -> Place:
    return draft.bytes(draft.table(), lambda raw: raw[:-1] + b"\r\n")


@kind("markup in a text (warning)")
def _(draft: Draft) -> Place:
    file, column = draft.chance.choice([("claims.csv", "caveat"), ("sources.csv", "title")])
    return draft.alter(file, column, lambda text: f"<b>{text[:40]}</b>")


@kind("more precise than its place (warning)")
def _(draft: Draft) -> Place:
    wide = {r["place_id"] for r in draft.rows("places.csv") if r["place_type"] == "country"}
    number, _ = draft.pick("claims.csv", lambda row: row["place_id"] in wide)
    return draft.change("claims.csv", number, geo_precision="site")


@kind("centuries before the article (warning)")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["time_precision"] == "day")
    return draft.change("claims.csv", number, date_start="1216-08-12", date_end="1216-08-12")
