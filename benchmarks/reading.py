"""What a reader does: filter changes drawn at random from the controls a page really has."""

import random
from dataclasses import dataclass

from viewer import Answer, Value, Viewer

CLAIM, STEP = "Identifier of the selected claim", "Step of the story"
FILTERS = ("Claim types", "Actors", "Places", "Search", "From", "To", CLAIM)
# Months in the data: windows between them are few, as the choices of readers are.
FIRST_DAYS = ("2014-06-01", "2015-01-01", "2016-01-01", "2016-06-01", "2016-07-01")
LAST_DAYS = ("2016-07-15", "2016-07-31", "2016-08-10", "2016-08-21")
MOST_FILTERS = 2
AWAY = 0.05  # share of actions that go to another page
BACK = 0.5  # of those made on another page: share that go back to the first


@dataclass
class Reader:
    """A viewer that decides for itself, by ``chance``."""

    viewer: Viewer
    chance: random.Random

    def __post_init__(self) -> None:
        """Begin with no filter set; the page where a reader is now is the one to come back to."""
        self.home = self.viewer.page
        self.others = [page for page in self.viewer.pages if page != self.home]
        self.standing: set[str] = set()

    async def act(self) -> Answer:
        """Do one thing: now and then go to another page, else change a filter."""
        away = self.viewer.page != self.home
        if self.others and self.chance.random() < (BACK if away else AWAY):
            return await self.viewer.visit(self.home if away else self.chance.choice(self.others))
        return await self.change()

    async def change(self) -> Answer:
        """Change one filter; when as many are set as readers set, drop one of them.

        The story, which has no filters, is turned to another step.
        """
        if not self.viewer.page and STEP in self.viewer.widgets:
            return await self.viewer.choose(STEP, self.value(STEP))
        if len(self.standing) == MOST_FILTERS:
            name = self.chance.choice(sorted(self.standing))
            self.standing.discard(name)
            return await self.viewer.choose(name, self.nothing(name))
        known = [name for name in FILTERS if name in self.viewer.widgets]
        name = self.chance.choice([name for name in known if name not in self.standing])
        self.standing.add(name)
        return await self.viewer.choose(name, self.value(name))

    def value(self, name: str) -> Value:
        """Something to set a filter to."""
        if name in ("From", "To"):
            return [self.chance.choice(FIRST_DAYS if name == "From" else LAST_DAYS)]
        widget = self.viewer.widgets["Places" if name == "Search" else name]
        chosen = self.chance.choice(widget.options)
        return [chosen] if widget.kind == "multiselect" and name != "Search" else chosen

    def nothing(self, name: str) -> Value:
        """Value of a filter that does not filter."""
        return "" if self.viewer.widgets[name].kind in ("text_input", "selectbox") else []
