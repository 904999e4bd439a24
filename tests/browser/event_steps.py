"""Steps of tests with recorded events on a map and in charts."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
STAY = "() => { window.stays = 'here'; }"
# Position of a symbol in the frame of the map, found by the place it names.
SYMBOL = """(map, place) => {
  const layers = Object.values(ConflictAtlas.map._layers);
  const symbols = layers.find((layer) => layer instanceof ConflictAtlas.Symbols);
  const found = symbols.placed.find((one) => symbols.data.place[one.i].startsWith(place));
  const at = ConflictAtlas.map.layerPointToContainerPoint([found.x, found.y]);
  return { x: at.x, y: at.y };
}"""

IS_DRAWN = """(place) => {
  const atlas = document.querySelector("iframe[title*=folium]").contentWindow.ConflictAtlas;
  const symbols = Object.values(atlas.map._layers).find((one) => one instanceof atlas.Symbols);
  return symbols && symbols.placed.some((one) => symbols.data.place[one.i].startsWith(place));
}"""

PLOT = ".nsewdrag"


def recorded_events(tab: Any) -> Any:
    """The map once it says how many events its symbols stand for."""
    expect(tab.map).to_have_attribute("data-recorded", re.compile(r"\d+"))
    return tab.map


def at(tab: Any, place: str) -> dict[str, float]:
    """Position of a place's symbol on the map; panels that may cover it are folded."""
    recorded_events(tab)
    fold = tab.page.locator("body:not([data-shelf]) .atlas-fold")
    if fold.is_visible() and not tab.page.viewport_size["width"] < 640:
        fold.click()
    tab.page.wait_for_function(IS_DRAWN, arg=place)  # a run in progress redraws all symbols
    found: dict[str, float] = tab.map.evaluate(SYMBOL, place)
    return found


def pick_month(tab: Any, key: str, share: float) -> None:
    """Click into the first panel of a chart at a share of its width."""
    recorded_events(tab)
    tab.settle()
    panel = tab.control(key).locator(PLOT).first
    panel.scroll_into_view_if_needed()
    box = panel.bounding_box()
    point = {"x": share * box["width"], "y": box["height"] / 2}
    panel.hover(position=point)
    expect(tab.control(key).locator(".hoverlayer .hovertext").first).to_be_attached()
    panel.click(position=point)
