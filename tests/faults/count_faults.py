"""Counts by area, additional places, sides, relations and steps that contradict other rows."""

from draft import Draft, Place, kind


@kind("second type like the first")
def _(draft: Draft) -> Place:
    number, row = draft.pick("claims.csv")
    return draft.change("claims.csv", number, second_type=row["claim_type"])


@kind("nearly, with a lower end")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("claims.csv", lambda row: row["unit"])
    return draft.change("claims.csv", number, bound="nearly", low="3", high="4")


@kind("further place that is none")
def _(draft: Draft) -> Place:
    return draft.alter("claim_places.csv", "place_id", lambda value: f"{value}-gone")


@kind("further place of an unknown role")
def _(draft: Draft) -> Place:
    return draft.alter("claim_places.csv", "role", lambda _: "near")


@kind("relation claim without a relation")
def _(draft: Draft) -> Place:
    stated = {row["claim_id"] for row in draft.rows("relations.csv")}
    fits = {row["claim_id"] for row in draft.rows("claims.csv")} - stated
    number, _ = draft.pick("claims.csv", lambda row: row["claim_id"] in fits)
    return draft.change("claims.csv", number, claim_type="relation", second_type="")


@kind("relation of an actor whom its claim does not name")
def _(draft: Draft) -> Place:
    number, row = draft.pick("relations.csv")
    named = {
        r["actor_id"] for r in draft.rows("claim_actors.csv") if r["claim_id"] == row["claim_id"]
    }
    _, other = draft.pick("actors.csv", lambda actor: actor["actor_id"] not in named)
    return draft.change("relations.csv", number, to_actor_id=other["actor_id"])


@kind("contested by one alone")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("control.csv")
    return draft.change("control.csv", number, status="contested", second_holder_id="")


@kind("second holder of what one holds")
def _(draft: Draft) -> Place:
    number, row = draft.pick("control.csv", lambda row: row["status"] == "held")
    _, other = draft.pick("actors.csv", lambda actor: actor["actor_id"] != row["holder_id"])
    return draft.change("control.csv", number, second_holder_id=other["actor_id"])


@kind("second source that is the first")
def _(draft: Draft) -> Place:
    number, row = draft.pick("control.csv")
    return draft.change("control.csv", number, second_source_id=row["source_id"])


@kind("count before its series begins")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "date", lambda _: "1950-01-01")


@kind("month that begins in its middle")
def _(draft: Draft) -> Place:
    return draft.alter(
        "area_counts.csv",
        "date",
        lambda day: f"{day[:8]}15",
        lambda row: row["date_precision"] == "month",
    )


@kind("count in another country")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "country", lambda _: "NO")


@kind("count of another country's governorate")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "admin1_code", lambda code: f"NO{code[2:]}")


@kind("counted governorate without a name")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "admin1", lambda _: "")


@kind("ends of a count out of order")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("area_counts.csv")
    return draft.change("area_counts.csv", number, low="5", best="4", high="6")


@kind("more coarse events than events")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "coarse", lambda _: "99999")


@kind("count of no event")
def _(draft: Draft) -> Place:
    return draft.alter("area_counts.csv", "events", lambda _: "0")


@kind("count twice")
def _(draft: Draft) -> Place:
    return draft.add("area_counts.csv", draft.pick("area_counts.csv")[1])


@kind("coverage with one end")
def _(draft: Draft) -> Place:
    return draft.alter("series.csv", "covered_to", lambda _: "")


@kind("coverage that ends before it begins")
def _(draft: Draft) -> Place:
    return draft.alter("series.csv", "covered_to", lambda _: "1900-01-01")


@kind("coverage of a level")
def _(draft: Draft) -> Place:
    number, _ = draft.pick("series.csv", lambda row: row["quantity"] == "stock")
    return draft.change("series.csv", number, covered_from="1980-01-01", covered_to="1980-12-31")


@kind("step out of its order")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "step", lambda step: f"{int(step) + 50}")


@kind("step longer than 80 words")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "text", lambda text: f"{text}{' more' * 80}"[:1200])


@kind("mark of no claim")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "text", lambda text: text.replace("](", "](no-"))


@kind("mark that is none")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "text", lambda text: text.replace("](", "](no "))


@kind("paragraph of no step")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "paragraphs", lambda _: "999")


@kind("link of a step to another host")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "link", lambda _: "https://un.example/map")


@kind("link of a step to no page")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "link", lambda _: "nowhere")


@kind("link of a step to no claim")
def _(draft: Draft) -> Place:
    return draft.alter("story.csv", "link", lambda _: "map?claim=no-such-claim")
