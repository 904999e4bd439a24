"""Relations between actors, with the claims that state them."""

from conflict_atlas.claims import relation


def test_edges_follow_the_selected_claims(real_package):
    claims = real_package.claims
    some = claims[claims["paragraph"] == 11]
    table = relation.edges(real_package, some)
    assert set(table["claim_id"]) <= set(some.index)
    assert {"saudi-arabia-funds-jabhat-fateh-al-sham"} <= set(table["relation_id"])
    assert len(relation.edges(real_package, claims)) == len(real_package.relations)
    assert relation.edges(real_package, claims.head(0)).empty


def test_edges_carry_names_and_claim(invented_package):
    table = relation.edges(invented_package, invented_package.claims)
    names = set(invented_package.actors["short_name"])
    assert set(table["from_name"]) | set(table["to_name"]) <= names
    assert table["title"].ne("").all()
    assert table["paragraph"].is_monotonic_increasing


def test_adjacency_holds_each_relation_in_its_direction(real_package):
    table = relation.edges(real_package, real_package.claims)
    cells = relation.adjacency(table)
    assert list(cells.index) == list(cells.columns) == relation.actors(table)
    assert "bombs" in cells.loc["russia", "people-in-raqqa"]
    assert cells.loc["people-in-raqqa", "russia"] == ()
    assert set(cells.loc["saudi-arabia", "jabhat-fateh-al-sham"]) == {"backs", "funds"}


def test_mutual_relations_stand_both_ways(real_package):
    cells = relation.adjacency(relation.edges(real_package, real_package.claims))
    assert "coordinates_with" in cells.loc["pyd", "russia"]
    assert "coordinates_with" in cells.loc["russia", "pyd"]


def test_a_relation_stated_twice_is_in_a_cell_once(real_package):
    table = relation.edges(real_package, real_package.claims)
    pair = (table["from_actor_id"] == "united-states") & (table["to_actor_id"] == "isis")
    assert (table.loc[pair, "relation"] == "bombs").sum() > 1
    assert relation.adjacency(table).loc["united-states", "isis"].count("bombs") == 1


def test_actors_with_most_relations_come_first(real_package):
    table = relation.edges(real_package, real_package.claims)
    order = relation.actors(table)
    counts = [((table["from_actor_id"] == a) | (table["to_actor_id"] == a)).sum() for a in order]
    assert counts == sorted(counts, reverse=True)
