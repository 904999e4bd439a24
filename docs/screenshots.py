"""Take screenshots of every page, in light, dark and phone width, into docs/screenshots."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))

from chromium import FLAGS, find_chromium  # the same browser and server that are measured
from server import ATLAS, Server

from conflict_atlas.link.pages import BY_NAME

LOOKS = {
    "light": ("light", 1400, 900),
    "dark": ("dark", 1400, 900),
    "phone": ("light", 390, 844),
}
CLAIM = "claim=manbij-strikes-july-2016-deaths"

# Maps in charts are drawn by WebGL some frames after the chart.
MAPS_STAND = """() => [...document.querySelectorAll(".js-plotly-plot")].every((plot) => {
  const map = plot._fullLayout && plot._fullLayout.map;
  return !map || (map._subplot && map._subplot.map && map._subplot.map.loaded());
})"""
SHOWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def wait_until_drawn(page: Page, name: str) -> None:
    """Return when the page's script has ended and everything is drawn."""
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    page.wait_for_selector("#atlas-first", state="detached")
    page.wait_for_selector("h1")
    if name in ("map", "story"):
        ground = page.frame_locator("iframe[title*='folium']").locator("[data-ready='basemap']")
        ground.wait_for()
    elif name == "timeline":
        page.wait_for_selector(".tl-lane")
    elif BY_NAME[name].charts:
        page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(MAPS_STAND)
    page.evaluate(SHOWN)


def shoot(browser: Browser, server: Server, name: str, look: str) -> None:
    """Write one picture: of the map its first screen, of others the whole page."""
    scheme, width, height = LOOKS[look]
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1
    )
    path = "" if name == "story" else name
    asked = "step=2" if name == "story" else CLAIM
    # No real event dataset comes with the project.
    sample = "&events=sample" if BY_NAME[name].charts == "events" else ""
    page.goto(f"{server.address}{path}?{asked}{sample}")
    wait_until_drawn(page, name)
    if name not in ("map", "story") or look == "phone":
        tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(tall), 4000)})
        wait_until_drawn(page, name)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    target = HERE / "screenshots" / f"{name}-{look}.webp"
    target.parent.mkdir(exist_ok=True)
    picture.convert("RGB").save(target, quality=82, method=6)
    print(f"{target.relative_to(HERE.parent)}  {target.stat().st_size // 1024} KiB")
    page.close()


def main() -> None:
    """Start a server and take pictures of all pages, or of the pages named."""
    wanted = sys.argv[1:] or list(BY_NAME)
    with Server(ATLAS) as server, sync_playwright() as playwright:
        server.wait()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for name in wanted:
            for look in LOOKS:
                shoot(browser, server, name, look)
        browser.close()


if __name__ == "__main__":
    main()
