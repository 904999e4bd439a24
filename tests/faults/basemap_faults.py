"""Basemaps that are damaged, or show another part of the earth."""

import io
import json
import os
from collections.abc import Callable

from draft import Draft, NotHereError, Place, kind
from PIL import Image

FOLDER = "basemap"
SETTINGS = f"{FOLDER}/basemap.json"


def _layer(draft: Draft) -> str:
    files = sorted(draft.path.glob(f"{FOLDER}/*.geojson"))
    full = [f for f in files if json.loads(f.read_text("utf-8"))["features"]]
    return f"{FOLDER}/{draft.chance.choice(full).name}"


def _relief(draft: Draft) -> str:
    files = sorted(draft.path.glob(f"{FOLDER}/*.webp"))
    if not files:
        raise NotHereError("no relief")
    return f"{FOLDER}/{draft.chance.choice(files).name}"


def _edit(draft: Draft, file: str, how) -> Place:
    content = json.loads((draft.path / file).read_text("utf-8"))
    how(content)
    (draft.path / file).write_text(json.dumps(content), "utf-8")
    return Place(file)


def _turned(geometry: list, how: Callable[[float, float], list[float]]) -> list:
    """Change every pair of coordinates of nested lists."""
    if geometry and isinstance(geometry[0], int | float):
        return how(*geometry)
    return [_turned(part, how) for part in geometry]


def _move(draft: Draft, how) -> Place:
    def change(content) -> None:
        for feature in content["features"]:
            if feature["geometry"]:
                shape = feature["geometry"]
                shape["coordinates"] = _turned(shape["coordinates"], how)

    return _edit(draft, _layer(draft), change)


@kind("basemap layer cut off")
def _(draft: Draft) -> Place:
    return draft.bytes(_layer(draft), lambda raw: raw[: len(raw) // 2])


@kind("basemap layer of zeros")
def _(draft: Draft) -> Place:
    return draft.bytes(_layer(draft), lambda raw: bytes(len(raw)))


@kind("basemap layer that is no list of features")
def _(draft: Draft) -> Place:
    return draft.bytes(_layer(draft), lambda _: b'{"type": "FeatureCollection"}')


@kind("basemap layer missing")
def _(draft: Draft) -> Place:
    (draft.path / _layer(draft)).unlink()
    return Place(SETTINGS)


@kind("basemap layer with coordinates swapped")
def _(draft: Draft) -> Place:
    if "30" not in (draft.path / SETTINGS).read_text("utf-8") and draft.path.name:
        return _move(draft, lambda x, y: [y + 100, x - 100])
    return _move(draft, lambda x, y: [y, x + 60])


@kind("basemap layer of another part of the earth")
def _(draft: Draft) -> Place:
    return _move(draft, lambda x, y: [x - 100 if x > 0 else x + 100, -y])


@kind("basemap geometry that is none")
def _(draft: Draft) -> Place:
    def change(content) -> None:
        feature = draft.chance.choice(content["features"])
        feature["geometry"] = {"type": "Polygon", "coordinates": [[[1, 2]]]}

    return _edit(draft, _layer(draft), change)


@kind("basemap feature without properties")
def _(draft: Draft) -> Place:
    return _edit(draft, _layer(draft), lambda content: content["features"][0].pop("properties"))


@kind("basemap name with an odd character")
def _(draft: Draft) -> Place:
    def change(content) -> None:
        content["features"][0]["properties"]["name_en"] = "Ri\u200bver"

    return _edit(draft, _layer(draft), change)


@kind("country of the basemap without a code")
def _(draft: Draft) -> Place:
    return _edit(
        draft,
        f"{FOLDER}/countries.geojson",
        lambda content: content["features"][0]["properties"].pop("iso_a2"),
    )


@kind("basemap bounds swapped")
def _(draft: Draft) -> Place:
    return _edit(
        draft,
        SETTINGS,
        lambda s: s["bounds"].update(west=s["bounds"]["east"], east=s["bounds"]["west"]),
    )


@kind("basemap bounds beyond the earth")
def _(draft: Draft) -> Place:
    return _edit(draft, SETTINGS, lambda s: s["bounds"].update(east=190))


@kind("basemap without bounds")
def _(draft: Draft) -> Place:
    return _edit(draft, SETTINGS, lambda settings: settings.pop("bounds"))


@kind("basemap that names a file elsewhere")
def _(draft: Draft) -> Place:
    return _edit(draft, SETTINGS, lambda s: s["layers"]["towns"].update(file="../claims.csv"))


@kind("basemap settings cut off")
def _(draft: Draft) -> Place:
    return draft.bytes(SETTINGS, lambda raw: raw[:-5])


@kind("basemap folder missing")
def _(draft: Draft) -> Place:
    (draft.path / FOLDER).rename(draft.path / "elsewhere")
    return Place("datapackage.json")


@kind("pipe in the basemap")
def _(draft: Draft) -> Place:
    file = _layer(draft)
    (draft.path / file).unlink()
    os.mkfifo(draft.path / file)
    return Place(file)


@kind("link in the basemap")
def _(draft: Draft) -> Place:
    file = _layer(draft)
    (draft.path / file).rename(draft.path / "kept.geojson")
    (draft.path / file).symlink_to(draft.path / "kept.geojson")
    return Place(file)


@kind("relief cut off")
def _(draft: Draft) -> Place:
    return draft.bytes(_relief(draft), lambda raw: raw[: len(raw) // 2])


@kind("relief of zeros")
def _(draft: Draft) -> Place:
    return draft.bytes(_relief(draft), lambda raw: raw[:12] + bytes(len(raw) - 12))


@kind("relief of another shape")
def _(draft: Draft) -> Place:
    made = io.BytesIO()
    Image.new("RGB", (600, 200)).save(made, "WEBP")
    return draft.bytes(_relief(draft), lambda _: made.getvalue())


@kind("relief that is a web page")
def _(draft: Draft) -> Place:
    return draft.bytes(_relief(draft), lambda _: b"<html>not found</html>")
