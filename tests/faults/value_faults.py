"""Single values that are missing, malformed, impossible, or refer to no row."""

from draft import KINDS, Draft, How, Place, Seed, kind

SHORT = (
    ("claims.csv", "claim_id"), ("claims.csv", "claim_type"), ("claims.csv", "title"),
    ("claims.csv", "anchor"), ("claims.csv", "date_start"), ("claims.csv", "attributed_to"),
    ("claim_actors.csv", "role"), ("actors.csv", "short_name"), ("actors.csv", "actor_type"),
    ("places.csv", "latitude"), ("places.csv", "iso_a2"), ("places.csv", "coordinate_source_id"),
    ("sources.csv", "publisher"), ("series.csv", "unit"), ("series.csv", "measure"),
    ("figures.csv", "source_id"), ("figures.csv", "unit"), ("control.csv", "status"),
    ("displacement.csv", "individuals"), ("relations.csv", "relation"),
    ("paragraphs.csv", "sha256"),
)  # fmt: skip
DATES = (
    ("claims.csv", "date_start"), ("figures.csv", "date"), ("control.csv", "date"),
    ("displacement.csv", "date"),
)  # fmt: skip
NUMBERS = (("claims.csv", "low"), ("figures.csv", "best"), ("figures.csv", "low"))
WHOLE = (
    ("claims.csv", "paragraph"), ("displacement.csv", "families"),
    ("displacement.csv", "individuals"),
)  # fmt: skip
CODES = (
    ("claims.csv", "claim_type"), ("claims.csv", "time_precision"), ("claims.csv", "bound"),
    ("claims.csv", "geo_precision"), ("claim_actors.csv", "role"), ("actors.csv", "actor_type"),
    ("places.csv", "place_type"), ("series.csv", "quantity"), ("figures.csv", "date_precision"),
    ("control.csv", "status"), ("relations.csv", "relation"),
)  # fmt: skip
IDENTIFIERS = (
    ("claims.csv", "claim_id"), ("actors.csv", "actor_id"), ("places.csv", "place_id"),
    ("sources.csv", "source_id"), ("series.csv", "series_id"), ("figures.csv", "figure_id"),
    ("relations.csv", "relation_id"),
)  # fmt: skip
LINKS = {
    "place": (("claims.csv", "place_id"), ("control.csv", "place_id"), ("series.csv", "place_id")),
    "source": (("figures.csv", "source_id"), ("places.csv", "coordinate_source_id"),
               ("displacement.csv", "source_id")),
    "actor": (("claim_actors.csv", "actor_id"), ("control.csv", "holder_id"),
              ("relations.csv", "to_actor_id"), ("actors.csv", "part_of")),
    "claim": (("claim_actors.csv", "claim_id"), ("figures.csv", "claim_id"),
              ("relations.csv", "claim_id")),
    "series": (("figures.csv", "series_id"),),
}  # fmt: skip
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _value(where: tuple[tuple[str, str], ...], how: How) -> Seed:
    """Change a value of one of some columns."""

    def seed(draft: Draft) -> Place:
        file, column = draft.chance.choice(where)
        return draft.alter(file, column, how)

    return seed


KINDS |= {
    "required value missing": _value(SHORT, lambda _: ""),
    "misspelt code": _value(CODES, lambda code: code[:-1]),
    "code in capitals": _value(CODES, str.upper),
    "capital in an identifier": _value(IDENTIFIERS, str.capitalize),
    "underscore in an identifier": _value(IDENTIFIERS, lambda i: i.replace("-", "_")),
    "blank in an identifier": _value(IDENTIFIERS, lambda i: i.replace("-", " ", 1)),
    "day first": _value(DATES, lambda d: "-".join(reversed(d.split("-")))),
    "date with points": _value(DATES, lambda d: d.replace("-", ".")),
    "date without zeros": _value(DATES, lambda d: d.replace("-0", "-")),
    "date with a time": _value(DATES, lambda d: f"{d}T00:00:00"),
    "day that is none": _value(DATES, lambda d: f"{d[:5]}02-30"),
    "month that is none": _value(DATES, lambda d: f"{d[:5]}13-01"),
    "day in words": _value(DATES, lambda _: "last week"),
    "decimal comma": _value(NUMBERS, lambda n: f"{n},5"),
    "thousands with a comma": _value(NUMBERS, lambda n: f"{n},000"),
    "thousands with a blank": _value(NUMBERS, lambda n: f"{n} 000"),
    "thousands with an underscore": _value(NUMBERS, lambda n: f"{n}_000"),
    "exponent": _value(NUMBERS, lambda n: f"{n}e3"),
    "not a number": _value(NUMBERS, lambda _: "NaN"),
    "infinity": _value(NUMBERS, lambda _: "INF"),
    "number in words": _value(NUMBERS, lambda _: "many"),
    "number with its unit": _value(NUMBERS, lambda n: f"{n} people"),
    "negative number": _value(NUMBERS, lambda n: f"-{n}"),
    "number of 18 digits": _value(NUMBERS, lambda _: "9" * 18),
    "Arabic digits": _value((*NUMBERS, *WHOLE), lambda n: n.translate(ARABIC)),
    "fraction of a whole number": _value(WHOLE, lambda n: f"{n}.5"),
    "truth value in capitals": _value((("figures.csv", "comparable"),), str.upper),
    "truth value as a number": _value((("figures.csv", "comparable"),), lambda _: "1"),
    "unknown unit": _value((("claims.csv", "unit"),), lambda unit: f"{unit}s"),
    "unit misspelt": _value(
        (("claims.csv", "unit"), ("series.csv", "unit")), lambda unit: unit[:-1] + "x"
    ),
    "title too long": _value((("claims.csv", "title"),), lambda t: f"{t} {'x' * 60}"),
    "summary too long": _value((("claims.csv", "summary"),), lambda t: f"{t} {'x' * 200}"),
    "anchor of six words": _value(
        (("claims.csv", "anchor"),), lambda _: "one of the six most here"
    ),
    "anchor long though hyphenated": _value(
        (("claims.csv", "anchor"),), lambda _: "nine-words in-this-one though-they-are joined-up"
    ),
    "anchor joined by dashes": _value((("claims.csv", "anchor"),), lambda _: "a–b–c–d–e–f–g–h"),
    "address that runs a script": _value(
        (("sources.csv", "url"),), lambda _: "javascript:alert(1)"
    ),
    "address with a user": _value(
        (("sources.csv", "url"),), lambda _: "https://un.org@evil.example/"
    ),
    "address without a scheme": _value((("sources.csv", "url"),), lambda _: "www.example.org/page"),
    "fingerprint too short": _value((("paragraphs.csv", "sha256"),), lambda sha: sha[:-1]),
    "year 1": _value(DATES, lambda d: f"0001{d[4:]}"),
    "year 9999": _value(DATES, lambda d: f"9999{d[4:]}"),
    "date of a source that is none": _value((("sources.csv", "date"),), lambda d: f"{d[:4]}-99"),
    "day of a source that is none": _value((("sources.csv", "date"),), lambda d: f"{d[:4]}-02-31"),
    "source of the future": _value((("sources.csv", "date"),), lambda _: "2996-01-01"),
    "source of the year 1": _value((("sources.csv", "date"),), lambda _: "0001"),
    "latitude above 90": _value((("places.csv", "latitude"),), lambda _: "95"),
    "longitude above 180": _value((("places.csv", "longitude"),), lambda _: "-181"),
}
for what, where in LINKS.items():
    KINDS[f"{what} that is none"] = _value(where, lambda value: f"{value}-gone")


@kind("paragraph that is none")
def _(draft: Draft) -> Place:
    return draft.alter("claims.csv", "paragraph", lambda _: "999")


@kind("identifier twice")
def _(draft: Draft) -> Place:
    file, column = draft.chance.choice(IDENTIFIERS)
    first = draft.rows(file)[0][column]
    number, _ = draft.pick(file, lambda row: row[column] != first)
    draft.change(file, number, **{column: first})
    return Place(file)


@kind("row twice")
def _(draft: Draft) -> Place:
    file = draft.chance.choice(["claim_actors.csv", "control.csv", "displacement.csv"])
    return draft.add(file, draft.pick(file)[1])


@kind("short name twice")
def _(draft: Draft) -> Place:
    first = draft.rows("actors.csv")[0]["short_name"]
    number, _ = draft.pick("actors.csv", lambda row: row["short_name"] != first)
    return draft.change("actors.csv", number, short_name=first)
