"""A package whose every text carries markup, script and formulas: all of it must stay text."""

import csv
import json
import re
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from conflict_atlas.claims.check.package_check import check_package, load_package
from conflict_atlas.claims.package import Package

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
CLAIM = "harrow-ford-shelling-deaths"
PATIENCE = 30_000
# The shortest first: a field takes the longest that fits, and each is used somewhere.
PAYLOADS = (
    "<i>X</i>",
    "<svg onload=pwned=1>",
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "![XX](https://example.org/x.png)",
    "**XX** $\\unicode{}$ {{7*7}} :red[XX] `XX`",
    "[XX](javascript:window.pwned=1) ](javascript:alert(1))",
    "'\"><script>window.pwned=1</script><b onclick=window.pwned=1>XX</b>",
    "<img src=x onerror=window.pwned=1>${window.pwned=1}<iframe srcdoc='<script>parent.pwned=1'>",
)
# One word, for the fields that must not have spaces or may have few of them.
ONE_WORD = "<img/src=x/onerror=window.pwned=1>"
SHOWN_ANYWHERE = re.compile(r"<(img|svg|script|iframe|b|i)\b")
NEITHER_TEXT = re.compile(r"(_id|_code)$|^(iso_a2|measure|sha256|date|url)$")


def fitting(number: int, longest: int) -> str:
    """Payload for a field, another one each time, with a number that makes it unique."""
    fits = [text for text in PAYLOADS if len(text) + 4 <= longest]
    return f"{fits[number % len(fits)]} {number:03}" if fits else "<i>"


def free(field: dict[str, Any]) -> bool:
    """Whether a column takes any text."""
    limits = field.get("constraints") or {}
    return (
        field["type"] == "string"
        and not {"enum", "pattern"} & limits.keys()
        and not NEITHER_TEXT.search(field["name"])
    )


def spoil_tables(folder: Path, descriptor: dict[str, Any]) -> None:
    numbers = count()
    units: dict[str, str] = {}
    for resource in descriptor["resources"]:
        fields = {f["name"]: f for f in resource["schema"]["fields"] if free(f)}
        path = folder / resource["path"]
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            header, rows = list(reader.fieldnames or ()), list(reader)
        for row in rows:
            for name, field in fields.items():
                longest = (field.get("constraints") or {}).get("maxLength", 300)
                if name == "unit":  # money stays money, and a series has one unit
                    unit = row[name]
                    sign = "USD " if unit.startswith("USD") else ""
                    row[name] = units.setdefault(
                        unit, f"{sign}<img src=x onerror=pwned=1>{len(units)}"
                    )
                    row[name] = row[name] if unit else ""
                elif name == "anchor":  # at most five words
                    row[name] = ONE_WORD
                elif row[name] or name in ("note", "caveat", "description"):
                    row[name] = fitting(next(numbers), longest)
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def spoil_descriptor(descriptor: dict[str, Any]) -> None:
    long = PAYLOADS[-1]
    descriptor |= {"title": long, "description": f"{PAYLOADS[6]} {PAYLOADS[5]} {long}"}
    descriptor["licenses"] = [
        {"name": PAYLOADS[2], "title": PAYLOADS[7], "path": "https://example.org"}
    ]
    descriptor["keywords"] = [PAYLOADS[3]]
    for name in ("title", "author", "publisher", "written", "stance", "note"):
        descriptor["article"][name] = PAYLOADS[7] if name == "title" else long
    descriptor["article"]["url"] = 'https://example.org/"><img/src=x/onerror=window.pwned=1>'
    descriptor["map"]["title"] = PAYLOADS[3]


def spoil_basemap(folder: Path) -> None:
    settings = json.loads((folder / "basemap.json").read_text("utf-8"))
    settings["attribution"] = "<img src=x onerror=window.pwned=1>"
    (folder / "basemap.json").write_text(json.dumps(settings), "utf-8")
    for file in folder.glob("*.geojson"):
        collection = json.loads(file.read_text("utf-8"))
        for feature in collection["features"]:
            for name in ("name", "name_en", "name_ar"):
                if name in feature["properties"]:
                    feature["properties"][name] = "<img src=x onerror=window.pwned=1>"
        file.write_text(json.dumps(collection), "utf-8")


@pytest.fixture(scope="module")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(INVENTED, tmp_path_factory.mktemp("packages") / "hostile"))
    (folder / "article.txt").unlink()
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    spoil_tables(folder, descriptor)
    spoil_descriptor(descriptor)
    file.write_text(json.dumps(descriptor), "utf-8")
    spoil_basemap(folder / "basemap")
    sources = folder / "sources.csv"
    text = sources.read_text("utf-8")
    sources.write_text(
        re.sub(
            r"https://example.org/invented/(\w+)",
            r"https://example.org/<svg/onload=pwned=1>\1",
            text,
        ),
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def hostile_package(hostile_path: Path) -> Package:
    assert check_package(hostile_path) == []
    return load_package(hostile_path)


@pytest.fixture(scope="module")
def hostile_url(serve, hostile_path: Path) -> str:
    return str(serve(hostile_path).url)


def check_nothing_ran(page: Page) -> None:
    """No script of the package ran in any frame, and none of its markup became an element."""
    for frame in page.frames:
        assert frame.evaluate("() => window.pwned") is None, frame.url
        made = frame.evaluate(
            "() => [...document.querySelectorAll("
            ' \'img[src=x], img[src$="x.png"], [onerror], [onload], [onclick], iframe[srcdoc],'
            '  a[href^="javascript:"], .katex, stMarkdownColoredText\''
            ")].map((e) => e.outerHTML.slice(0, 200))"
        )
        assert made == [], frame.url
        formatted = frame.evaluate(
            "() => [...document.querySelectorAll('strong, b, i, em, a, code')]"
            ".filter((e) => e.childElementCount === 0 && ['X', 'XX'].includes(e.textContent))"
            ".map((e) => e.outerHTML)"
        )
        assert formatted == [], frame.url


def test_the_package_is_sound_and_hostile(hostile_path: Path, hostile_package: Package):
    texts = " ".join(path.read_text("utf-8") for path in hostile_path.glob("*.csv"))
    for payload in PAYLOADS:
        assert payload in texts.replace('""', '"'), payload
    for name in ("title", "summary", "attributed_to", "caveat"):
        column = hostile_package.claims[name]
        assert column.str.contains(r"[<\[*]", regex=True).all(), name


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_hostile_texts_as_texts(
    page: str, hostile_url: str, visit, hostile_package: Package
):
    tab = visit(hostile_url).open(page, claim=CLAIM)
    expect(tab.page.locator("h1")).to_have_text(page.capitalize())
    for chart in tab.page.locator("[data-testid=stPlotlyChart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    for closed in tab.page.locator(
        "[data-testid=stExpander] summary, article details summary"
    ).all():
        closed.click()
    if page == "map":
        expect(tab.map).to_be_visible()
    if page not in ("about", "events"):
        claim = hostile_package.claims.loc[CLAIM]
        expect(tab.card).to_contain_text(claim["title"])
        expect(tab.card).to_contain_text(claim["summary"])
    tab.page.wait_for_load_state("networkidle")
    check_nothing_ran(tab.page)
    tab.expect_no_errors()


def test_marks_tooltips_names_and_legend_are_texts(
    hostile_url: str, visit, hostile_package: Package
):
    claim = hostile_package.claims.loc[CLAIM]
    tab = visit(hostile_url).open("", view="10.8,-38.1,8")
    expect(tab.map).to_be_visible()
    mark = tab.mark(CLAIM)
    mark.hover()
    tip = tab.frame.locator(".atlas-tip")
    expect(tip).to_contain_text(claim["title"])
    expect(tip).to_contain_text(claim["attributed_to"])
    mark.click()
    expect(tab.card).to_contain_text(claim["title"])
    holder = tab.frame.locator(".atlas-plate").first
    expect(holder).to_contain_text("<")
    expect(tab.frame.locator(".leaflet-control-attribution")).to_contain_text("<img src=x")
    tab.frame.locator("path.atlas-choropleth").first.hover(force=True)
    check_nothing_ran(tab.page)


def test_share_and_search_show_texts(hostile_url: str, visit, hostile_package: Package):
    tab = visit(hostile_url).open("claims", claim=CLAIM, q="<img src=x onerror=window.pwned=1>")
    expect(tab.asked).to_contain_text("<img src=x onerror=window.pwned=1>")
    tab.control("share").locator("button").first.click()
    codes = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]")
    expect(codes.first).to_contain_text("http")
    expect(codes.nth(2)).to_contain_text(hostile_package.article.title)
    check_nothing_ran(tab.page)
    tab.control("q").locator("input").fill("window")
    tab.page.keyboard.press("Enter")
    expect(tab.asked).to_contain_text("mention “window”")
    check_nothing_ran(tab.page)


def test_a_hostile_link_is_told_as_text(hostile_url: str, visit):
    tab = visit(hostile_url).open(
        "", actor="<img src=x onerror=window.pwned=1>", v="<svg onload=pwned=1>"
    )
    expect(tab.notice).to_contain_text("<img src=x")
    expect(tab.notice).to_contain_text("<svg onload=pwned=1>")
    check_nothing_ran(tab.page)


def test_the_network_names_actors_as_texts(hostile_url: str, visit, hostile_package: Package):
    name = hostile_package.actors.loc["marsh-guard", "name"]
    tab = visit(hostile_url).open("actors")
    tab.control("focus").locator("input").first.click()
    tab.page.get_by_role("option", name=name, exact=True).click()
    expect(
        tab.page.get_by_text(hostile_package.actors.loc["marsh-guard", "description"]).first
    ).to_be_visible()
    chart = tab.page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    for point in chart.locator(".point").all()[:6]:
        box = point.bounding_box()
        tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    check_nothing_ran(tab.page)


def test_the_saved_map_shows_texts(hostile_url: str, visit, browser: Browser, tmp_path: Path):
    tab = visit(hostile_url).open("")
    marks = tab.map.get_attribute("data-marks")
    tab.control("share").locator("button").first.click()
    button = tab.page.locator("[data-testid=stPopoverBody]").get_by_role(
        "button", name="Map as one"
    )
    with tab.page.expect_download(timeout=PATIENCE) as waiting:
        button.click()
    saved = tmp_path / "map.html"
    waiting.value.save_as(saved)
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: asked.append(f"dialog: {dialog.message}"))
    page.goto(saved.as_uri())
    expect(page.locator(".atlas[data-ready]")).to_have_attribute("data-marks", marks)
    mark = page.locator(f'path.atlas-mark[data-claim="{CLAIM}"]:not(.atlas-kind-found)')
    mark.hover()
    expect(page.locator(".atlas-tip")).to_be_visible()
    check_nothing_ran(page)
    assert [a for a in asked if not a.startswith(("file:", "data:", "blob:"))] == []
    context.close()
