"""Names of a link's parameters; a control that a link sets has its parameter's name as its key."""

# On every page: the filters, the selected claim, the open place, the dataset of recorded events.
EVERYWHERE = (FROM, TO, ACTOR, TYPE, PLACE, SEARCH, CLAIM, OPEN, EVENTS) = (
    "from",
    "to",
    "actor",
    "type",
    "place",
    "q",
    "claim",
    "open",
    "events",
)
# The day of the clock: it goes from page to page, also by way of those that show no single day.
AT = "at"
CARRIED = (*EVERYWHERE, AT)
# The map: what areas are coloured by, another day beside that of the clock, its view.
MEASURE, AGAINST, VIEW = "measure", "against", "view"
# Recorded events: the meaning of colours, the square and the month picked, their charts.
COLOUR, CELL, MONTH = "colour", "cell", "month"
YEAR, COUNT, ROW_SCALE = "year", "count", "row_scale"
# One page each: lanes of the timeline, displacement, focus on an actor, window of the evidence.
LANES, PEOPLE, FOCUS = "by", "people", "focus"
CENTRE, DAYS, KM = "centre", "days", "km"
# The story: which of its steps.
STEP = "step"
# Governorates whose recorded counts are drawn, on the pages that draw them.
AREA = "area"

# What links that were made before call them.
FORMER = {"own": ROW_SCALE}
# The data version a link was made with.
VERSION = "v"
