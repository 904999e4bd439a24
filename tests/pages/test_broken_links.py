"""A thousand links with an error in each, through every page of the real shell."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from conflict_atlas import process_state
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, select
from conflict_atlas.link import link_schema
from conflict_atlas.ui.session import filters

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
# More than a thousand links on 10 pages; charts of the larger package take most of the time.
LINKS_A_PAGE = {"large": 26, "small": 76}
JUNK = (
    "",
    " ",
    "0",
    "-1",
    "null",
    "None",
    "[]",
    "true",
    "NaN",
    "2016-13-45",
    "2016-02-30",
    "9999-12-31",
    "0001-01-01",
    "2016-8-1",
    "20160801",
    "٢٠١٦-٠٨-٠١",
    "<script>alert(1)</script>",
    "'; DROP TABLE claims; --",
    "../../etc/passwd",
    "%00%ff",
    "\u202eabc",
    "a" * 2000,
    "🙂",
    "Event,Casualties",
    "91,181,99",
)

Link = dict[str, list[str]]


def sound_values(package: Package, name: str) -> list[str]:
    options = process_state.options()
    known: dict[str, list[str]] = {
        "from": [f"{day:%Y-%m-%d}" for day in package.claims["date_start"]],
        "to": [f"{day:%Y-%m-%d}" for day in package.claims["date_end"]],
        "actor": list(options.actors),
        "type": list(options.types),
        "place": list(options.places),
        "q": ["the", "a", "market", "qwzx"],
        "claim": list(options.claims),
        "at": [f"{day:%Y-%m-%d}" for day in package.control["date"]],
        "measure": ["Displaced people"],
        "open": [str(place_id) for place_id in package.places.index],
        "by": ["Claim type", "Actor"],
        "people": ["Displaced people"],
        "step": ["1", "2"],
        "view": ["36.5,38,8"],
        "events": ["recorded"],
        "colour": ["type", "side"],
        "cell": ["8/100/120", "0/0/0"],
        "month": ["1986-03", "2016-08"],
        "count": ["Events", "People killed"],
    }
    return known.get(name, [])


def spoil(chance: random.Random, value: str) -> str:
    """Break a valid value as mail programs, typing errors and old versions do."""
    position = chance.randrange(len(value) + 1)
    return chance.choice(
        (
            value.lower(),
            value.upper(),
            value[:position],
            value[:position] + chance.choice("x,;%&\u00a0é") + value[position:],
            value + ".",
            value.replace(" ", "+"),
        )
    )


def links(package: Package, page: str) -> Iterator[Link]:
    chance = random.Random(f"{package.name} {page}")  # noqa: S311 - the same links each time
    own = [*link_schema.CARRIED, *link_schema.BY_PAGE[page]]
    foreign = [
        "measures",
        "by",
        "round",
        "tiles",
        "colour",
        "From",
        "_playing",
        "claim_id",
        "__proto__",
    ]
    for _ in range(LINKS_A_PAGE["large" if len(package.claims) > 50 else "small"]):
        link: Link = {}
        for name in chance.sample(own, chance.randint(1, 4)):
            sound = sound_values(package, name)
            values = chance.sample(sound, min(len(sound), chance.choice((0, 1, 1, 2))))
            if not values or chance.random() < 0.6:
                spoilt = spoil(chance, chance.choice(sound)) if sound else "none"
                values.append(chance.choice((spoilt, chance.choice(JUNK))))
            chance.shuffle(values)
            link[name] = values
        if chance.random() < 0.4:
            link[chance.choice(foreign)] = [chance.choice(JUNK)]
        yield link


def narrowest(link: Link) -> Selection:
    """The filters in the valid part of a link, read without Streamlit.

    A control for one value that is given several may use any of them, so it is left out.
    """
    options = process_state.options()
    one = {name: values[0] for name, values in link.items() if len(set(values)) == 1}
    return Selection(
        start=day(one.get("from", "")),
        end=day(one.get("to", "")),
        actors=tuple(options.actors[v] for v in link.get("actor", ()) if v in options.actors),
        types=tuple(options.types[v] for v in link.get("type", ()) if v in options.types),
        places=tuple(options.places[v] for v in link.get("place", ()) if v in options.places),
        text=one.get("q", "")[: filters.LONGEST_SEARCH],
    )


def day(text: str) -> date | None:
    package = process_state.package()
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    # Days that the control does not offer are ignored and reported by the page.
    first = package.first_day.date().replace(month=1, day=1)
    last = known_period(package)[1].date()
    return read if text == read.isoformat() and first <= read <= last else None


def test_they_are_a_thousand():
    assert len(PAGES) * sum(LINKS_A_PAGE.values()) >= 1000


@pytest.mark.usefixtures("with_events")
@pytest.mark.parametrize("page", PAGES)
def test_broken_links_neither_crash_nor_widen_a_page_unannounced(
    page: str, package: Package, open_page
):
    spoilt, asked = 0, [*links(package, page)]
    for link in asked:
        opened = open_page(page, **{f"{name}_": values for name, values in link.items()})
        assert not opened.app.exception, link
        if page != "story":  # it has no filters
            assert opened.count <= len(select(package, narrowest(link))), link
        told = opened.ignored
        spoilt += bool(told)
        more = sum("more. The page shows the rest" in text for text in opened.notices)
        for name, values in link.items():
            for value in values:
                shown = str(link_schema.Ignored(name, value))
                assert shown in told or more or stands(opened.app, page, name, value), (name, value)
    assert spoilt > 0.63 * len(asked)  # most of these links are indeed broken


def stands(app, page: str, name: str, value: str) -> bool:
    """Whether a value of a link is the value of its control."""
    if not value:
        return name in link_schema.CARRIED + link_schema.BY_PAGE[page]
    if name == "view":
        return page in ("map", "events") and link_schema.parse_view(value) is not None
    if name not in app.session_state:
        return False
    standing = app.session_state[name]
    if isinstance(standing, list | tuple):
        return value in standing or value.strip() in standing  # named twice, once with a space
    return standing is not None and str(standing).strip() == value.strip()
