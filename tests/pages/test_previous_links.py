"""Links of the previous version, with every page, parameter and layer it had: all still work."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from conflict_atlas.link.pages import BY_NAME

LIST = Path(__file__).with_name("previous_links.txt").read_text("utf-8").splitlines()
MEANS = {
    "real ?layer=Casualties": {"type": ["Casualties"]},
    "real ?at=2016-07-19&window=1+week": {"from": "2016-07-13", "to": "2016-07-19"},
    "real ?window=1+year&from=2016-01-01&to=2016-06-30": {"from": "2016-01-01", "to": "2016-06-30"},
    "real displacement?round=2016-08-17": {"at": "2016-08-17"},
    "invented displacement?round=1987-01-31": {"at": "1987-01-31"},
    "invented ?window=1+month&at=1986-01-01": {"from": "1985-12-03", "to": "1986-01-01"},
}


def opened(line: str, open_page):
    _, _, link = line.partition(" ")
    name, _, query = link.partition("?")
    return name or "map", open_page(name or "map", **parse_qs(query))


def links(package) -> list[str]:
    mine = "invented" if "invented" in package.path.parts else "real"
    return [line for line in LIST if line.startswith(f"{mine} ")]


def test_the_list_has_every_page_and_parameter_of_then():
    words = {name for line in LIST for name in parse_qs(line.partition("?")[2])}
    assert words >= {
        "from", "to", "actor", "type", "place", "q", "claim", "events", "layer", "at", "window",
        "view", "colour", "cell", "month", "by", "round", "people", "focus", "count", "own",
        "centre", "days", "km",
    }  # fmt: skip
    assert {line.split()[1].partition("?")[0] or "map" for line in LIST if " " in line.strip()} >= {
        "map", "timeline", "displacement", "deployments", "costs", "actors", "claims", "events",
        "evidence", "about",
    }  # fmt: skip


@pytest.mark.usefixtures("with_events")
def test_all_of_them_land(package, open_page):
    lost = {}
    for line in links(package):
        name, page = opened(line, open_page)
        assert not page.app.exception, line
        assert f"<h1>{BY_NAME[name].title}</h1>" in page.heading, line
        if page.ignored:
            lost[line] = page.ignored
    assert lost == {}


@pytest.mark.usefixtures("with_events")
def test_they_mean_what_they_meant(package, open_page):
    for line in set(links(package)) & set(MEANS):
        state = opened(line, open_page)[1].app.session_state
        for name, value in MEANS[line].items():
            assert (state[name] if isinstance(value, list) else str(state[name])) == value, line
    assert set(MEANS) <= set(LIST)
