"""Requirements for claims that state a relation, on both packages."""

import shutil
from pathlib import Path

import pytest

from conflict_atlas.claims.check.relation_rules import FITTING
from conflict_atlas.claims.contract import CODES

HARM = {"fights", "bombs", "attacks", "displaces"}


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


@pytest.fixture
def copy(package, editor, tmp_path: Path):
    """Give a copy of each package that a test may break."""
    editor.path = Path(shutil.copytree(package.path, tmp_path / "copy"))
    return editor


def test_a_relation_claim_without_a_relation_is_refused(copy):
    claims = copy.read("claims.csv")
    row, claim = next((n, c) for n, c in enumerate(claims, 2) if c["claim_type"] == "relation")
    kept = [r for r in copy.read("relations.csv") if r["claim_id"] != claim["claim_id"]]
    copy.write("relations.csv", kept)
    (fault,) = copy.broken_rules()
    assert (fault.file, fault.row, fault.column) == ("claims.csv", row, "claim_type")
    assert "who does what to whom" in fault.reason


@pytest.mark.parametrize("column", ["from_actor_id", "to_actor_id"])
def test_a_relation_whose_actor_has_no_fitting_role_is_refused(copy, column: str):
    first = copy.read("relations.csv")[0]
    links = copy.read("claim_actors.csv")
    mine = [link["claim_id"] == first["claim_id"] and link["actor_id"] == first[column]
            for link in links]  # fmt: skip
    assert any(mine)
    copy.write("claim_actors.csv", [link for link, own in zip(links, mine, strict=True) if not own])
    faults = copy.broken_rules()
    assert ("relations.csv", 2, column, first[column]) in [
        (f.file, f.row, f.column, f.value) for f in faults
    ]
    mute = links[mine.index(True)] | {"role": "publisher"}  # fits no relation
    kept = [link for link, own in zip(links, mine, strict=True) if not own]
    copy.write("claim_actors.csv", [*kept, mute])
    assert copy.broken_rules() == faults


def test_every_relation_says_which_roles_fit():
    assert set(FITTING) == set(CODES["relations", "relation"].split())
    roles = set(CODES["claim-actors", "role"].split())
    for ends in FITTING.values():
        assert ends.doer
        assert ends.done
        assert ends.doer | ends.done <= roles


def test_who_harms_a_population_is_shown_to(package):
    """If a claim has people as victims, a relation says who harmed them."""
    actors, links = package.actors, package.claim_actors
    stated = package.relations[package.relations["relation"].isin(HARM)]
    shown = set(zip(stated["from_actor_id"], stated["to_actor_id"], strict=True))
    people = set(actors.index[actors["actor_type"] == "population"])
    harmed = []
    for _, rows in links.groupby("claim_id"):
        doers = rows.loc[rows["role"].isin({"attacker", "perpetrator"}), "actor_id"]
        victims = rows.loc[(rows["role"] == "victim") & rows["actor_id"].isin(people), "actor_id"]
        harmed += [(doer, victim) for doer in doers for victim in victims]
    assert harmed
    assert set(harmed) <= shown


@pytest.mark.parametrize(
    ("doer", "relation", "done"),
    [
        ("united-states", "bombs", "civilians"),
        ("united-states", "bombs", "manbij-residents"),
        ("us-led-coalition", "bombs", "civilians"),
        ("western-governments", "bombs", "civilians"),
        ("western-governments", "bombs", "people-of-muslim-countries"),
        ("france", "bombs", "people-in-raqqa"),
        ("russia", "bombs", "civilians"),
        ("syrian-government", "displaces", "refugees"),
        ("outside-powers", "displaces", "refugees"),
        ("isis", "attacks", "civilians"),
        ("iran-backed-shia-militias", "attacks", "sunni-civilians"),
        ("united-states", "relies_on", "iran-backed-shia-militias"),
        ("united-states", "opposes", "iran"),
        ("russia", "may_turn_on", "pyd"),
        ("ypg", "founds", "rojava"),
    ],
)
def test_relations_of_the_real_article(real_package, doer: str, relation: str, done: str):
    table = real_package.relations[["from_actor_id", "relation", "to_actor_id"]]
    assert (doer, relation, done) in set(table.itertuples(index=False, name=None))
