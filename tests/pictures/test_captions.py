"""What a picture says about itself: the time it is of, the whole selection, the whole address."""

from xml.etree import ElementTree as ET

import pytest

from conflict_atlas.claims import phrase
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import describe
from conflict_atlas.pictures import fonts, picture_request
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.views.story import step_link

TEXT = "{http://www.w3.org/2000/svg}text"
LONG = (
    "from=1986-02-01&to=1987-11-30&type=Event&type=Casualties&type=Statement&q=shelling+of+the+ford"
)


def said(package: Package, make, query: str, name: str = "map") -> str:
    request = picture_request.read_page(name, "svg", query, offer(package))
    root = ET.fromstring(make(package, request)[1])  # noqa: S314 - our own
    return " ".join(one.text or "" for one in root.iter(TEXT))


def test_a_map_says_its_day_whether_one_is_set_or_not(invented_package: Package, make):
    usual = phrase.day(invented_package.reference_day)
    assert f"claims · Map of {usual}" in said(invented_package, make, "")
    assert "claims · Map of 3 March 1986" in said(invented_package, make, "at=1986-03-03")
    assert "Map of 3 March 1986" not in said(invented_package, make, "")


def test_a_step_says_the_time_of_its_map(real_package: Package, make):
    step = step_link.of_step(real_package, "")
    day = phrase.day(step.day or real_package.reference_day)
    assert f"Map of {day}" in said(real_package, make, "", "story")


@pytest.mark.parametrize("size", ["preview", "large", "paper"])
def test_a_long_selection_and_its_address_are_whole(invented_package: Package, make, size: str):
    query = LONG if size == "preview" else f"{LONG}&size={size}"
    words = said(invented_package, make, query)
    request = picture_request.read_page("map", "svg", query, offer(invented_package))
    assert "from 1 February 1986 to 30 November 1987" in words
    assert describe(invented_package, request.link.selection).lower() in words.lower()
    address = Addresses("https://atlas.example", "", "").page("map", request.link.query)
    assert f"atlas.example{address}" in words.replace("& ", "&").replace("? ", "?")
    assert "…" not in words


def test_a_text_without_end_is_cut_with_little_work(monkeypatch: pytest.MonkeyPatch):
    measured: list[int] = []
    measure = fonts.measure

    def note(words: str, *more: int) -> float:
        measured.append(len(words))
        return measure(words, *more)

    monkeypatch.setattr(fonts, "measure", note)
    words = "".join(chr(97 + number % 26) for number in range(8_000))
    assert fonts.cut(words, 10, 700).endswith("…")
    assert len(measured) < 30
    assert fonts.measure(fonts.cut(words, 10, 700), 10) <= 700
