import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.link import link_schema

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(link_schema.BY_PAGE))
TYPES = ["Casualties", "Deployment", "Event"]
PLACES = ["Harrow Ford", "Ostrel"]
DAYS = [f"1987-{month:02}-01" for month in range(1, 13)]
LAYERS = ["Casualties", "Events", "Found places"]
# Values of each control: several of these, one of these, a day, or any words.
SEVERAL = {"actor": ["Grey League", "Velmar"], "type": TYPES, "place": PLACES, "layer": LAYERS}
ONE = {
    "claim": ["a-claim", "b-claim"],
    "at": DAYS,
    "window": ["All dates", "1 week"],
    "by": ["Claim type", "Actor"],
    "round": DAYS,
    "people": ["Displaced people"],
    "focus": ["Velmar"],
}
EVERY_NAME = [
    *link_schema.CARRIED,
    *(name for names in link_schema.BY_PAGE.values() for name in names),
]

real_values = st.sampled_from([*TYPES, *PLACES, *DAYS, *LAYERS, "Velmar", "a-claim", "Actor"])
broken_values = st.one_of(
    st.text(max_size=50),
    st.sampled_from(
        ["2016-13-45", "1987-02-30", "0", "-1", "null", "[]", "Event,Casualties", "event", "%00"]
    ),
)
names = st.one_of(st.sampled_from(EVERY_NAME), st.text(min_size=1, max_size=12))
values = st.lists(st.one_of(real_values, broken_values), min_size=1, max_size=3)
links = st.dictionaries(names, values, max_size=6)


def take(page: str, asked: link_schema.Params) -> dict[str, object]:
    """Act as the controls do after a link: each takes the values it knows and drops the rest."""
    known = link_schema.CARRIED + link_schema.BY_PAGE[page]
    state: dict[str, object] = {}
    for name, given_values in asked.items():
        if name not in known:
            continue
        if name in SEVERAL:
            state[name] = [value for value in given_values if value in SEVERAL[name]]
        elif name in ONE and given_values[-1] in ONE[name]:
            state[name] = given_values[-1]
        elif name in ("from", "to"):
            state[name] = day(given_values[0])
        elif name == "q":
            state[name] = given_values[-1][:20]
    return state


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def in_force(value: str, standing: object) -> bool:
    if isinstance(standing, list):
        return value in standing
    if isinstance(standing, date):
        return value.strip() == standing.isoformat()
    return standing is not None and value.strip() in (standing, str(standing).strip())


@settings(max_examples=1000, derandomize=True, deadline=None, database=None)
@given(st.sampled_from(PAGES), links)
def test_each_value_of_a_broken_link_is_in_force_or_reported(page: str, asked: link_schema.Params):
    state = take(page, asked)
    reported = link_schema.unused(page, asked, state)
    known = link_schema.CARRIED + link_schema.BY_PAGE[page]
    for name, given_values in asked.items():
        if link_schema.FOREIGN.match(name):
            assert name not in {ignored.name for ignored in reported}
            continue
        for position, value in enumerate(given_values):
            told = link_schema.Ignored(name, value) in reported
            if name not in known:
                assert told
            elif name == "view":
                assert told or (position == 0 and link_schema.parse_view(value) is not None)
            elif value and not told:
                assert in_force(value, state.get(name)), (name, value, state.get(name))


@settings(max_examples=1000, derandomize=True, deadline=None, database=None)
@given(st.sampled_from(PAGES), links)
def test_a_broken_link_says_no_more_than_its_sound_part(page: str, asked: link_schema.Params):
    """Without the reported values, a link has the same result and nothing more to report."""
    state = take(page, asked)
    reported = link_schema.unused(page, asked, state)
    sound = {
        name: [value for value in given_values if link_schema.Ignored(name, value) not in reported]
        for name, given_values in asked.items()
    }
    sound = {name: given_values for name, given_values in sound.items() if given_values}
    again = take(page, sound)
    assert link_schema.unused(page, sound, again) == []
    for name, standing in again.items():
        before = state.get(name)
        assert standing == before or before in (None, "") or name == "q"


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.sampled_from(PAGES), st.text(min_size=1, max_size=300), st.text(max_size=300))
def test_what_is_reported_fits_in_a_sentence(page: str, name: str, value: str):
    for ignored in link_schema.unused(page, {name: [value]}, {}):
        assert str(ignored).startswith(name[:10])
        assert len(str(ignored)) <= link_schema.LONGEST_ECHO


@pytest.mark.parametrize(
    ("asked", "state", "told"),
    [
        ({"type": ["Event"]}, {"type": ["Event"]}, []),
        ({"type": ["Event", "Weather"]}, {"type": ["Event"]}, ["type=Weather"]),
        ({"type": ["event"]}, {"type": []}, ["type=event"]),
        ({"from": ["1987-05-12"]}, {"from": date(1987, 5, 12)}, []),
        ({"from": ["1987-05-12"]}, {"from": None}, ["from=1987-05-12"]),
        ({"q": ["tea "]}, {"q": "tea"}, []),
        ({"q": ["tea", "milk"]}, {"q": "milk"}, ["q=tea"]),
        ({"q": [""], "claim": [""]}, {}, []),
        ({"shade": ["red", "blue"]}, {}, ["shade=red", "shade=blue"]),
        ({"colour": ["side"], "cell": ["8/160/101"]}, {}, ["colour=side", "cell=8/160/101"]),
        ({"cell": ["8/160/101"]}, {"cell": "8/160/101"}, []),
        ({"by": ["Actor"]}, {"by": "Actor"}, ["by=Actor"]),  # not a control of the map
        ({"view": ["36.5,38.1,8"]}, {}, []),
        ({"view": ["36.5,38.1,8", "1,1,8"]}, {}, ["view=1,1,8"]),
        ({"view": ["north"]}, {}, ["view=north"]),
        ({"embed": ["true"], "v": ["1.0.0-ab"], "utm_source": ["x"], "ref": ["y"]}, {}, []),
    ],
)
def test_what_the_map_reports(asked: link_schema.Params, state: dict[str, object], told: list[str]):
    assert [str(ignored) for ignored in link_schema.unused("map", asked, state)] == told


@pytest.mark.parametrize(("value", "told"), [("true", []), ("false", ["row_scale=false"])])
def test_a_switch_stands_as_the_link_writes_it(value: str, told: list[str]):
    found = link_schema.unused("events", {"row_scale": [value]}, {"row_scale": True})
    assert [str(ignored) for ignored in found] == told


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("36.528,37.955,8", (36.528, 37.955, 8.0)),
        ("-36.5,-120.25,7.5", (-36.5, -120.25, 7.5)),
        ("85,180,12", (85.0, 180.0, 12.0)),
        ("85.1,10,8", None),
        ("-86,10,8", None),
        ("10,180.5,8", None),
        ("10,10,2", None),
        ("10,10,19", None),
        ("10,10", None),
        ("10,10,8,9", None),
        ("10, 10,8", None),
        ("10,10,8\n", None),
        ("nan,10,8", None),
        ("1e1,10,8", None),
        ("10.1234567,10,8", None),
        ("٣٦,38,8", None),  # digits that browsers do not parse either
        ("", None),
    ],
)
def test_reading_a_view(value: str, expected: tuple[float, float, float] | None):
    assert link_schema.parse_view(value) == expected


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.text(alphabet="0123456789.,-+e \n", max_size=24))
def test_a_view_that_is_read_is_on_earth(value: str):
    view = link_schema.parse_view(value)
    if view is not None:
        latitude, longitude, zoom = view
        assert abs(latitude) <= 85
        assert abs(longitude) <= 180
        assert 3 <= zoom <= 18


def test_the_browser_reads_a_view_by_the_same_rule():
    script = (ROOT / "src/conflict_atlas/assets/atlas.js").read_text("utf-8")
    found = re.search(r"const VIEW = /\^(.*)\$/;", script)
    assert found
    assert found[1] == link_schema.VIEW_FORM.pattern.removesuffix(r"\Z")


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ({"own": ["true"]}, {"row_scale": ["true"]}),
        ({"own": ["true"], "row_scale": ["false"]}, {"row_scale": ["false"]}),
        ({"type": ["Event"], "none": ["1"]}, {"type": ["Event"], "none": ["1"]}),
    ],
)
def test_names_of_older_links_are_read(asked: link_schema.Params, read: link_schema.Params):
    assert link_schema.renamed(asked) == read


def test_a_link_ends_with_the_version_and_leaves_out_what_is_not_its_own():
    asked = {
        "type": ["Event", "Casualties"],
        "q": ["a&b=c #1"],
        "v": ["0.0.1-old"],
        "embed": ["true"],
        "utm_source": ["news"],
        "shade": ["red"],
    }
    written = link_schema.query(asked, "1.0.0-abc")
    assert parse_qs(written) == {
        "type": ["Event", "Casualties"],
        "q": ["a&b=c #1"],
        "v": ["1.0.0-abc"],
    }
    assert written.endswith("&v=1.0.0-abc")


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(EVERY_NAME), values, max_size=6))
def test_a_written_link_reads_as_what_was_written(asked: link_schema.Params):
    read = parse_qs(link_schema.query(asked, "1.0.0"), keep_blank_values=True, strict_parsing=True)
    assert read == {name: list(given_values) for name, given_values in asked.items()} | {
        "v": ["1.0.0"]
    }
