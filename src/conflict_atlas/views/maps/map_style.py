"""Shapes and colours that only the map uses; a shape goes with every colour."""

from functools import lru_cache

from conflict_atlas.claims.package import Package

# Names of shapes that atlas.js can draw.
SHAPE = {
    "event": "circle",
    "casualty": "circle",
    "deployment": "square",
    "displacement": "triangle",
    "cost": "diamond",
    "relation": "hexagon",
    "status": "bar",
    "statement": "pentagon",
    "context": "cross",
}
NEUTRAL = "#7a7f83"
# Light to dark; each class keeps its outline, so that the lightest shows on the relief too.
SEQUENTIAL = ("#f7e7bf", "#efcb85", "#dca454", "#b97835", "#7f4a1f")
PEOPLE = {"idps": "displaced people", "returnees": "people who returned"}
CONTROL_SUFFIX = {"held": "", "partly_held": " (in part)", "offensive": " (under assault)"}


# Of cities' holders: hues that no type of claim has.
HOLDERS = ("#e0b400", "#22a9c4", "#6b7280", "#f06595", "#4c6ef5", "#94a3b8")


@lru_cache(maxsize=256)
def holder_colour(package: Package, actor_id: str) -> str:
    """Colour of an actor that holds a city: by its place among all that ever do."""
    actors = list(dict.fromkeys(package.control["holder_id"]))
    return HOLDERS[actors.index(actor_id) % len(HOLDERS)]
