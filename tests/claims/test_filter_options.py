"""The options that filters offer."""

from dataclasses import replace

import pytest

from conflict_atlas.claims.filter_options import offer, plain
from conflict_atlas.claims.selection import Selection, identify


def test_claims_are_offered_by_title_in_the_order_of_time(real_package):
    offered = offer(real_package).claims
    assert tuple(offered) == identify(real_package, Selection())
    titles = real_package.claims["title"]
    assert offered == {claim_id: titles[claim_id] for claim_id in offered}


def test_titles_that_repeat_are_told_apart(real_package):
    claims = real_package.claims.copy()
    one, other, third = claims.index[:3]
    claims.loc[[one, other], "title"] = "A strike"
    offered = offer(replace(real_package, claims=claims)).claims
    assert offered[one] == f"A strike ({one})"
    assert offered[other] == f"A strike ({other})"
    assert offered[third] == claims.loc[third, "title"]
    assert len(set(offered.values())) == len(offered)


def test_what_only_a_second_column_names_is_offered_too(invented_package):
    claims = invented_package.claims
    only = claims[claims["claim_id"] == "largest-flight-on-the-island"]
    offered = offer(replace(invented_package, claims=only))
    assert set(offered.types.values()) == {"statement", "displacement"}
    assert "lantern-bay" in offer(invented_package).places.values()


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("US", "United States"),
        ("u.s.", "United States"),
        ("Daesh", "ISIS"),
        ("IS", "ISIS"),
        ("UN", "United Nations"),
        ("UK", "United Kingdom"),
        ("Syrian Democratic Forces (SDF)", "SDF"),
        ("  erdogan ", "Erdoğan"),
        ("Americans", ""),  # who are the US to one claim and its public to another
        ("Washington", ""),  # a place as well
        ("U", ""),
    ],
)
def test_an_actor_is_known_by_all_its_names(real_package, typed: str, picked: str):
    offered = offer(real_package)
    assert offered.actor_typed(typed) == picked
    assert not picked or picked in offered.actors


def test_every_other_name_that_no_actor_shares_picks_its_actor(real_package):
    offered = offer(real_package)
    actors = real_package.actors
    everyone = [plain(one) for names in actors["other_names"] for one in names.split("|") if one]
    for names, short in actors[["other_names", "short_name"]].to_numpy().tolist():
        for name in filter(None, names.split("|")):
            if short in offered.actors and everyone.count(plain(name)) == 1:
                assert offered.called[plain(name)] == short
