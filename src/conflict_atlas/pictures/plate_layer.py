"""Plates of places, discs for deaths and names of countries, placed as the browser places them.

Order and distances are those of ``assets/plates.js``: a picture shows the same as the browser, as
far as it has room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from conflict_atlas.claims import city_control
from conflict_atlas.pictures import fonts, glyphs
from conflict_atlas.pictures.drawing import Circle, Fill, Path, Point, Rect, Shape, Stroke, Text
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.room import WAYS, Area, Room, Way, centred, next_to
from conflict_atlas.views.look import DARK, Look

LEVELS = ("full", "brief", "small")  # with date of last change; without; name and number only
_DOT, _GAP = 7.0, 3.0  # half the width that a dot keeps free; between two plates
_NAME, _COUNT, _HOLDER, _AGE = 14.0, 12.0, 11.5, 11.0  # pixels of letters
_EDGE, _LEFT, _RIGHT, _TOP, _BOTTOM = 5.0, 8.0, 9.0, 3.0, 4.0  # of a plate
_LINE, _HOLDER_LINE, _PIPS = 17.5, 14.4, 13.0  # heights
_PIP, _PIP_STEP, _MOST_PIPS = 12.0, 14.0, 9
_TOLL, _FOUND, _COUNTRY, _NUMBER = 12.5, 11.5, 13.0, 12.0
_ROUND_DISC: tuple[Way, ...] = (
    (0, 1), (0, -1), (-1, 0), (1, 0), (-1, 1), (-1, -1), (1, 1), (1, -1),
)  # fmt: skip

Data = dict[str, Any]


@dataclass
class Town:
    """A place with its plate: its position, its holder on the day, and the layout chosen for it."""

    data: Data
    at: Point
    state: Data | None
    age: str = ""
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    level: str = "dot"
    box: Area | None = None
    spot: Area | None = None
    label: Area | None = None


@dataclass
class PlateLayer:
    """Everything about claims on a map, for a view and a day (``2016-08-21``)."""

    view: View
    look: Look
    data: Data
    day: str
    room: Room
    towns: list[Town] = field(default_factory=list)
    found: list[tuple[Data, Point, Area | None]] = field(default_factory=list)
    areas: list[tuple[Data, Area]] = field(default_factory=list)

    def lay_out(self) -> None:
        """Choose plates and their positions."""
        shown = sorted(self.data["towns"], key=lambda t: (not t["open"], -len(t["kinds"])))
        for data in shown:
            at = self.view.point(data["longitude"], data["latitude"])
            if self.view.holds(at, -_DOT):
                past = [one for one in data["control"] if one["day"] <= self.day]
                town = Town(data, at, past[-1] if past else None, _age(data, self.day))
                town.sizes = {level: _size(town, level) for level in LEVELS}
                town.spot = self.room.take(centred(at, 2 * _DOT, 2 * _DOT))
                self.towns.append(town)
        for town in self.towns:
            self._place_toll(town)
        self._place_found()
        brief = [town for town in self.towns if self._try(town, ("small",))]
        for town in brief:
            self.room.taken.remove(_known(town.box))
            self._try(town, LEVELS)
        self._place_areas()
        self._name_found()

    def shapes(self) -> Iterator[Shape]:
        """Draw everything, the lowest first."""
        for town in self.towns:
            yield from self._disc(town)
        for data, at, _ in self.found:
            if data["home"]:
                home = self.view.point(data["home"]["longitude"], data["home"]["latitude"])
                yield Path([[home, at]], Stroke("muted", 1, (3, 3)))
        for town in self.towns:
            yield from _leader(town)
        for town in self.towns:
            yield from self._town(town)
        for data, at, name in self.found:
            yield from _diamond(data, at, name)
        for data, area in self.areas:
            yield from _country(data, area)

    # ---- room ------------------------------------------------------------------------------------

    def _place_toll(self, town: Town) -> None:
        dead = town.data["dead"]
        if not dead:
            return
        reach = dead["outer"] or dead["radius"]
        size = fonts.measure(self._toll(dead)[0], _TOLL, 650), _TOLL * 1.2
        for way in _ROUND_DISC:
            slanted = way[0] and way[1]
            box = next_to(town.at, size, way, reach * 0.75 if slanted else reach + 2)
            if self.room.is_free(box):
                town.label = self.room.take(box)
                return

    def _toll(self, dead: Data) -> tuple[str, float]:
        """Label and filling of a disc; who died after the day of the map is dated, and faint."""
        return (dead["label"], 0.3) if dead["since"] <= self.day else (dead["dated"], 0.08)

    def _place_found(self) -> None:
        for data in self.data["found"]:
            at = self.view.point(data["longitude"], data["latitude"])
            box = centred(at, 12, 12)
            if self.view.holds(at) and self.room.is_free(box):
                self.room.take(box)
                self.found.append((data, at, None))

    def _try(self, town: Town, levels: Sequence[str]) -> bool:
        dead = town.data["dead"]
        reach = (dead["outer"] or dead["radius"]) if dead else 0.0
        near = max(9.0, reach + 4)
        for level in levels:
            size = town.sizes[level]
            steps = [near, near + 10, near + 22, 9.0]
            for away in (step for step in steps if step <= max(size[0], near)):
                for way in WAYS:
                    box = next_to(town.at, size, way, away)
                    if self.room.is_free(box, _GAP, town.spot):
                        town.level, town.box = level, self.room.take(box)
                        return True
        town.level, town.box = "dot", None
        return False

    def _place_areas(self) -> None:
        steps = (0, 40, -40, 80, -80, 120, -120)
        spots = sorted(((x, y) for y in steps for x in steps), key=lambda s: s[0] ** 2 + s[1] ** 2)
        for data in self.data["areas"]:
            x, y = self.view.point(data["longitude"], data["latitude"])
            size = _country_size(data)
            boxes = (centred((x + dx, y + dy), *size) for dx, dy in spots)
            free = next((box for box in boxes if self.room.is_free(box, _GAP)), None)
            if free:
                self.areas.append((data, self.room.take(free)))

    def _name_found(self) -> None:
        named = []
        for data, at, _ in self.found:
            size = fonts.measure(data["name"], _FOUND, italic=True), _FOUND * 1.3
            boxes = (next_to(at, size, way, 8) for way in WAYS)
            free = next((box for box in boxes if self.room.is_free(box)), None)
            named.append((data, at, self.room.take(free) if free else None))
        self.found = named

    # ---- drawing ---------------------------------------------------------------------------------

    def _disc(self, town: Town) -> Iterator[Shape]:
        dead = town.data["dead"]
        if not dead:
            return
        words, filled = self._toll(dead)
        yield Circle(town.at, dead["radius"], Stroke("dead", 1.6), Fill("dead", filled))
        if dead["outer"]:
            dash = (2.0, 3.2) if dead["open"] else ()
            yield Circle(town.at, dead["outer"], Stroke("dead", 2 if dash else 1.4, dash))
        if town.label:
            base = (town.label.x, town.label.y + _TOLL)
            yield Text(base, words, _TOLL, 650, "dead", halo="halo")

    def _town(self, town: Town) -> Iterator[Shape]:
        yield Circle(town.at, 6.5, fill=Fill("halo", 0.9))
        yield Circle(town.at, 4.5, fill=Fill("ink"))
        box, data = town.box, town.data
        if not box:
            return
        outline = Stroke("ink", 2.5) if data["open"] else None
        yield Rect(box.x, box.y, box.w, box.h, Fill("panel"), outline, 4, has_shadow=True)
        yield from self._edge(town, box)
        x, y = box.x + _EDGE + _LEFT, box.y + _TOP
        yield Text((x, y + 13.5), data["name"], _NAME, 650)
        if data["kinds"]:
            after = x + fonts.measure(data["name"], _NAME, 650) + 6
            yield Text((after, y + 13.5), str(len(data["kinds"])), _COUNT, colour="muted")
        y += _LINE
        if town.level != "small" and data["control"]:
            yield Text((x, y + 11), _holder(town.state, town.level), _HOLDER, colour="muted")
            y += _HOLDER_LINE
            if town.age:
                yield Text((x, y + 10), town.age, _AGE, colour="muted", is_italic=True)
                y += _HOLDER_LINE
        if town.level != "small":
            for number, kind in enumerate(data["kinds"][:_MOST_PIPS]):
                yield from glyphs.draw(kind, x + number * _PIP_STEP, y, _PIP)

    def _edge(self, town: Town, box: Area) -> Iterator[Shape]:
        """Edge in the holder's colour; broken where a place is contested, double under assault."""
        state = town.state
        colour = "no_side"
        if state:
            colour = state["dark"] if self.look is DARK else state["color"]
        status = state["status"] if state else "held"
        if status == "offensive":
            for left in (box.x, box.x + 3.5):
                yield Rect(left, box.y, 1.8, box.h, Fill(colour))
        elif status == "partly_held":
            top = box.y
            while top < box.y + box.h:
                yield Rect(box.x, top, _EDGE, min(6.0, box.y + box.h - top), Fill(colour))
                top += 9
        else:
            yield Rect(box.x, box.y, _EDGE, box.h, Fill(colour), radius=2)


def _size(town: Town, level: str) -> tuple[float, float]:
    data = town.data
    width = fonts.measure(data["name"], _NAME, 650)
    height = _LINE
    if data["kinds"]:
        width += 6 + fonts.measure(str(len(data["kinds"])), _COUNT)
    if level != "small" and data["control"]:
        width = max(width, fonts.measure(_holder(town.state, level), _HOLDER))
        height += _HOLDER_LINE * (2 if town.age else 1)
        width = max(width, fonts.measure(town.age, _AGE, italic=True))
    if level != "small" and data["kinds"]:
        width = max(width, min(len(data["kinds"]), _MOST_PIPS) * _PIP_STEP)
        height += _PIPS
    return _EDGE + _LEFT + width + _RIGHT, _TOP + height + _BOTTOM


def _holder(state: Data | None, level: str) -> str:
    if state is None:
        return ""
    return f"{state['holder']} since {state['since']}" if level == "full" else str(state["holder"])


def _age(data: Data, day: str) -> str:
    days = [one for one in data["sourceDays"] if one <= day]
    return city_control.say_age(pd.Timestamp(days[-1]), pd.Timestamp(day)) if days else ""


def _leader(town: Town) -> Iterator[Shape]:
    if not town.box:
        return
    (x, y), box = town.at, town.box
    end = min(max(x, box.x), box.x + box.w), min(max(y, box.y), box.y + box.h)
    if abs(end[0] - x) + abs(end[1] - y) > 5:  # noqa: PLR2004 - pixels; a shorter line would not be seen
        yield Path([[town.at, end]], Stroke("ink", 1))


def _diamond(data: Data, at: Point, name: Area | None) -> Iterator[Shape]:
    x, y = at
    corners = [(x - 5.5, y), (x, y - 5.5), (x + 5.5, y), (x, y + 5.5)]
    yield Path([corners], Stroke("others", 1.6), Fill("panel"), is_closed=True)
    if name:
        base = (name.x, name.y + _FOUND)
        yield Text(base, data["name"], _FOUND, colour="others", halo="halo", is_italic=True)


def _country_words(data: Data) -> tuple[str, str]:
    number = "1 claim" if data["claims"] == 1 else f"{data['claims']} claims"
    return str(data["name"]).upper(), number


def _country_size(data: Data) -> tuple[float, float]:
    name, number = _country_words(data)
    spread = 0.2 * _COUNTRY * len(name)
    wide = fonts.measure(name, _COUNTRY) + spread + 8 + fonts.measure(number, _NUMBER) + 18
    return wide, 22.0


def _country(data: Data, area: Area) -> Iterator[Shape]:
    name, number = _country_words(data)
    base = area.y + 15.5
    yield Text((area.x, base), name, _COUNTRY, halo="halo", apart=0.2 * _COUNTRY)
    pill = fonts.measure(number, _NUMBER) + 16
    left = area.x + area.w - pill - 1
    yield Rect(left, area.y + 1, pill, 20, Fill("panel"), Stroke("line", 1), 10)
    yield Text((left + 8, base - 0.5), number, _NUMBER, colour="muted")


def _known(area: Area | None) -> Area:
    if area is None:
        raise LookupError("a plate that was placed has a box")
    return area
