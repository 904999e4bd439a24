"""Every key of a session's state but those of link parameters, which ``link`` declares.

A key that begins with an underscore is remembered from run to run; all others are of controls and
other elements. Some are beginnings: what they are about follows, or after a hyphen the kind of a
file. Styles (``assets/page.css``) and tests know elements by their keys.
"""

# Remembered from run to run.
TAB_TITLE = "_title"  # what the browser's tab is called
ASKED = "_asked"  # what the link asks for and no run has used yet
IGNORED = "_ignored"  # values of the link that are not in force, and its version if outdated
IGNORED_WHILE = "_mark"  # page and filters for which that is shown
UPLOADED_DATASETS = "_uploaded-datasets"  # datasets that only this session is offered
UPLOADED_EVENTS = "_uploaded-events"  # the events of those, in memory
UPLOAD_REPORT = "_upload-report"  # what became of the reader's own file
DATASET_GONE = "_gone"  # dataset that was chosen, and has been removed since
KEPT_CHOICES = "_kept-choices"  # values that have been set and are not yet in the browser
LAST_RUN = "_last-run"  # number of the last run that came to its end
BEFORE_STEP = "_before-step"  # what controls held before a step through the browser's history
PRESSED_IN_STEP = "_pressed-in-step"  # what was set before the step had come to its end
PICKED_OF = "_picked_of"  # dataset that square and month were picked from
LAST_PAGE = "_page"  # page of the run before
MAP_BOUNDS = "_bounds"  # part of the earth the map shows, and its zoom
MAP_CLICKS = "_clicks"  # clicks on the map that have been dealt with
CLEARED = "_cleared"  # how often everything was put back
PLACES = "_places"  # places of the run that its page fills
CALENDAR_DAY = "_calendar-day"  # day of the clock that the calendar has followed
WINDOW_OF = "_window-of"  # claim and centre that the evidence window belongs to
EVENT_PAGE = "_event_page"  # which two hundred events are listed
EVENT_PAGE_OF = "_event_page_of"  # dataset and question they answer
EVENT_ROW = "_event_row"  # which of them is shown in full
CHOSEN_ROW = "_chosen-"  # row of a list that was chosen last; the key of the list follows
SHOWN_ROWS = "_shown-"  # what the rows of a list are, by the run that drew them; likewise

# What surrounds every page.
SHARE = "share"
SHARE_PLACE = "share-place"
BAR, PAGES, MORE = "bar", "pages", "more"
SIBLINGS = "siblings"  # pages that share a heading of the bar
LINK_WARNINGS = "link-warnings"  # warnings about the link
HOLDERS = "holders"  # controls that hold identifiers for the address
BRIDGE = "bridge"  # receives presses in our own HTML
RECEIPT = "receipt"  # brings back the number of the last run that the browser has drawn
ADDRESS_TRIED = "address-tried"  # what another run was begun for, as the address had lost it
ADDRESS_OF = "address-of"  # the page whose run has come to its end last
FIND = "find"  # the filters, with the page's head before them and more below
HEAD, CHIPS, MORE_CHIPS, BELOW = "head", "chips", "more-chips", "below"
WHEN = "when"
CHOOSE = "filter-"  # a filter that opens; its parameter follows
CHIP = "chip-"  # a filter that is set; its parameter follows
CLEAR = "clear"
CARD = "card"  # the claim or place that is open
BESIDE = "beside"  # the claim that is open, where a page has a place for it
RECORDED = "recorded"  # beside it on the map: the recorded events that it shows
DATASET_TITLE = "dataset-title"  # the box that offers datasets of recorded events by title
WAY_BACK = "way-"  # filters to drop, or what is put back: "reset", "window"

# The clock: below the map, and folded to a strip at the foot of other pages.
CLOCK, CLOCK_STRIP, CLOCK_FACE = "clock", "clock-strip", "clock-face"

# The map.
MAP = "atlas"
MAP_PAGE, MAP_FRAME = "map-page", "map"
MAP_AGAINST, ATLAS_AGAINST = "map-against", "atlas-against"  # the second of two maps
CLICKS_AGAINST = "_clicks-against"
TWO_DAYS, ONE_DAY = "two-days", "one-day"
TILES = "tiles"
PICKED = "picked"
DROP_PICK = "drop-"  # the link parameter of what was picked follows

# The timeline.
TIMELINE_PAGE, TIMELINE, TIMELINE_FACE = "timeline-page", "timeline", "timeline-face"

# The story.
STORY, STORY_TEXT, STAGE = "story", "story-text", "stage"
STORY_CLOCK, STORY_CLOCK_FACE = "story-clock", "story-clock-face"

# Recorded events.
CHOOSE_DATASET = "choose-"  # its identifier follows
LEAVE_SAMPLE = "leave-sample"
SYMBOLS = "symbols"
EVENT_PAGES = "page-"  # "Newer" or "Older" follows
UPLOAD = "own-file"
UPLOAD_FILE = "own-events"
UPLOAD_FORMAT = "own-format"
UPLOAD_MAPPING = "own-mapping"
UPLOAD_REJECTED = "own-rejected"
UPLOAD_REMOVE = "own-remove"

# The evidence page.
EVIDENCE_CLAIM = "evidence-claim"
EVIDENCE_PAGE, EVIDENCE_MAP, EVIDENCE_FRAME = "evidence-page", "evidence-atlas", "evidence-map"
EVIDENCE_PANEL, EVIDENCE_LIST, EVIDENCE_DAYS = "evidence-panel", "evidence-events", "evidence-days"
EVIDENCE_TABLES, ONE_BY_ONE = "evidence-tables", "one-by-one"  # paper has tables of its own
USUAL_WINDOWS, USUAL = "usual-windows", "usual-"  # km or days and the number follow
WINDOW_MAP = "window-map"
EVIDENCE_EMPTY = "evidence-empty"
EVIDENCE_SAMPLE = "evidence-sample"
VERDICTS = "verdicts"
WINDOW_EVENTS = "window-events"

# About.
ABOUT = "about"
SOURCES = "sources"

# Charts of the pages; below each is the same data as a table.
CHARTS = (
    "national",
    "areas",
    "refugees",
    "levels-",  # the country follows
    "cumulative",
    "daily",
    "network",
    "matrix",
    "intervals",
    "months-type",
    "months-actor",
    "calendar",
    "sums",
    "window-days",
    "recorded-counts",
)
TABLE, DATA, DATA_FILE = "-table", "-data", "-file"  # follow the key of what the table belongs to

PICTURE_OF = "picture-of-"  # the key of a map follows

# Lists in which a row can be chosen.
LISTS = (
    "map-list",
    "displacement-list",
    "deployment-list",
    "cost-list",
    "actor-list",
    "claims-table",
    "map-events",
    "events-list",
)
