"""Shapes and colours that only the map uses; a shape goes with every colour."""

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
CONTROL_SUFFIX = {
    "held": "",
    "partly_held": " (in part)",
    "contested": " (divided)",
    "offensive": " (under assault)",
}
