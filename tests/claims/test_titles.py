"""A title is understood by itself: it names who acts and, for a claim about a town, the town."""

import re
from collections.abc import Iterator

import pytest

from conflict_atlas.claims.package import Package

FEW = 3  # with more parties than this, a title names one of them and their number
NUMBERS = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}
SMALL = ("site", "settlement", "district")


def is_named(names: list[str], title: str) -> bool:
    """Find a name as whole words; capitals count, since "US" is not the word "us"."""
    return any(
        re.search(rf"(?<!\w){re.escape(n)}(?!\w)", title, 0 if n.isupper() else re.IGNORECASE)
        for n in names
        if n
    )


def actor_names(package: Package, actor_id: str) -> list[str]:
    """Names of an actor, of the body it belongs to and of its own parts."""
    actors = package.actors
    related = {actor_id, actors["part_of"][actor_id], *actors.index[actors["part_of"] == actor_id]}
    rows = actors.loc[sorted(related - {""})]
    other = [name for names in rows["other_names"] for name in names.split("|")]
    return [*rows["name"], *rows["short_name"], *other]


def unnamed_doers(package: Package) -> Iterator[tuple[str, str]]:
    """Claims whose title leaves out an actor who does what the claim states, with that actor."""
    for claim_id, rows in package.relations.groupby("claim_id", sort=False):
        title = package.claims["title"][claim_id]
        doers = list(dict.fromkeys(rows["from_actor_id"]))
        missing = [d for d in doers if not is_named(actor_names(package, d), title)]
        if len(doers) > FEW and len(missing) < len(doers):
            missing = [] if NUMBERS[len(doers)] in title.lower() else missing
        yield from ((str(claim_id), doer) for doer in missing)


def unnamed_places(package: Package) -> Iterator[tuple[str, str]]:
    claims = package.claims[package.claims["geo_precision"].isin(SMALL)]
    for claim_id, place_id, title in claims[["claim_id", "place_id", "title"]].to_numpy().tolist():
        place = package.places.loc[place_id]
        if not is_named([place["name"], *place["other_names"].split("|")], title):
            yield claim_id, place_id


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


def test_a_title_names_who_acts(package):
    assert list(unnamed_doers(package)) == []


def test_a_title_names_the_town(package):
    assert list(unnamed_places(package)) == []


def test_titles_differ(package):
    assert package.claims["title"].is_unique
