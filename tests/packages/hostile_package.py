"""Spoils a package: every text becomes markup, script or a formula, and it stays valid."""

import csv
import json
import re
import shutil
from itertools import count
from pathlib import Path
from typing import Any

# Shortest first: a field gets the longest that fits, and each is used somewhere.
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
# One word, for fields that must have no or few spaces.
ONE_WORD = "<img/src=x/onerror=window.pwned=1>"
NEITHER_TEXT = re.compile(r"(_id|_code)$|^(iso_a2|measure|sha256|date|url)$")


def fitting(number: int, longest: int) -> str:
    """Payload for a field, a different one each time, with a number that makes it unique."""
    fits = [text for text in PAYLOADS if len(text) + 4 <= longest]
    return f"{fits[number % len(fits)]} {number:03}" if fits else "<i>"


def free(field: dict[str, Any]) -> bool:
    """Whether a column takes any text; units are listed in the descriptor, which is changed too."""
    limits = field.get("constraints") or {}
    if field["name"] == "unit":
        return True
    return (
        field["type"] == "string"
        and not {"enum", "pattern"} & limits.keys()
        and not NEITHER_TEXT.search(field["name"])
    )


def spoil_unit(unit: str, units: dict[str, str]) -> str:
    """Replace a unit: money stays money, and a series has one unit."""
    sign = "USD " if unit.startswith("USD") else ""
    return unit and units.setdefault(unit, f"{sign}<img src=x onerror=pwned=1>{len(units)}")


def spoil_tables(folder: Path, descriptor: dict[str, Any]) -> None:
    numbers = count()
    units: dict[str, str] = {}
    places: dict[str, str] = {}
    for resource in descriptor["resources"]:
        fields = {f["name"]: f for f in resource["schema"]["fields"] if free(f)}
        path = folder / resource["path"]
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            header, rows = list(reader.fieldnames or ()), list(reader)
        for row in rows:
            for name, field in fields.items():
                longest = (field.get("constraints") or {}).get("maxLength", 300)
                if name == "unit":
                    row[name] = spoil_unit(row[name], units)
                elif name in ("country", "admin1") and row[name]:  # one name for each code
                    known = f"{name} {row[name]}"
                    row[name] = places.setdefault(known, fitting(len(places), longest))
                elif name == "anchor":  # at most five words
                    row[name] = ONE_WORD
                elif name == "text":  # of the story, where marks stay marks
                    row[name] = f"{PAYLOADS[3]} {row[name]} {PAYLOADS[7]}"
                elif row[name] or name in ("note", "caveat", "description"):
                    row[name] = fitting(next(numbers), longest)
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        for field in (one for one in fields.values() if "enum" in one.get("constraints", {})):
            field["constraints"]["enum"] = [units[unit] for unit in field["constraints"]["enum"]]


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


def make(package: Path, folder: Path) -> Path:
    """Write a spoilt copy of a package."""
    folder = Path(shutil.copytree(package, folder))
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
