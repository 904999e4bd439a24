"""Colours that only the map uses."""

# Few to many; each class keeps its outline. On a dark ground the highest classes are the brightest.
SEQUENTIAL = ("#f7e7bf", "#efcb85", "#dca454", "#b97835", "#7f4a1f")
SEQUENTIAL_DARK = ("#3d3428", "#6b5231", "#9c7236", "#cf9a45", "#f6d483")
# People killed, few to many. Both are the theme's chartSequentialColors, in this order.
DEADLY = ("#f3d3d1", "#e3a3a6", "#cc6f7c", "#a83b55", "#6f1230")
DEADLY_DARK = ("#40272d", "#6b333f", "#9c4558", "#d3627c", "#f9aebd")
IN_THE_DARK = dict(zip(SEQUENTIAL + DEADLY, SEQUENTIAL_DARK + DEADLY_DARK, strict=True))
CONTROL_SUFFIX = {
    "held": "",
    "partly_held": " (in part)",
    "contested": " (divided)",
    "offensive": " (under assault)",
}
