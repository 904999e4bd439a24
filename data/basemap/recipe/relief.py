"""Shaded relief in Web Mercator, one picture for each theme, from a grid of heights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageColor

if TYPE_CHECKING:
    from pathlib import Path

# GLOBE tile G: 30 arc-second cells, first cell in the north-west corner (0 E, 50 N); sea is 0.
CELLS_PER_DEGREE = 120
TILE_NORTH = 50.0
EARTH_RADIUS = 6_378_137.0
# Light from several sides keeps ridges that run along the main light readable; shares sum to 1.
LIGHTS = ((315, 0.6), (0, 0.15), (270, 0.15), (60, 0.1))
SUN_HEIGHT = 45.0
# Slope (rise over run) that the steepest ground keeps once damped.
DAMPED = 1.6


def mercator(latitude: float) -> float:
    """Web Mercator ordinate, in radians, of a latitude in degrees."""
    return np.arctanh(np.sin(np.radians(latitude)))


def pixel_latitudes(bounds: dict, width: int) -> np.ndarray:
    """Latitudes in degrees of pixel rows that are square in Web Mercator, north first."""
    top, bottom = mercator(bounds["north"]), mercator(bounds["south"])
    size = np.radians(bounds["east"] - bounds["west"]) / width
    count = round((top - bottom) / size)
    ordinates = top - (np.arange(count) + 0.5) * (top - bottom) / count
    return np.degrees(np.arcsin(np.tanh(ordinates)))


def interpolate(grid: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Rows of the grid at fractional row positions, linearly between two neighbours."""
    low = np.clip(np.floor(positions).astype(int), 0, grid.shape[0] - 2)
    share = (positions - low)[:, None].astype("float32")
    return grid[low] * (1 - share) + grid[low + 1] * share


def smooth(grid: np.ndarray, sigma: float) -> np.ndarray:
    """The grid after a Gaussian filter of `sigma` cells."""
    reach = int(np.ceil(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype("float32")
    weights /= weights.sum()
    for _ in range(2):
        padded = np.pad(grid, ((reach, reach), (0, 0)), mode="edge")
        grid = sum(w * padded[i : i + grid.shape[0]] for i, w in enumerate(weights)).T
    return grid


def read_heights(tile: Path, bounds: dict, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Heights in metres on the picture's pixels, and the latitude of each row."""
    with np.load(tile) as archive:
        grid = archive["arr_0"]
    latitudes = pixel_latitudes(bounds, width)
    step = (bounds["east"] - bounds["west"]) / width
    longitudes = bounds["west"] + (np.arange(width) + 0.5) * step
    margin = CELLS_PER_DEGREE
    first_row = int((TILE_NORTH - bounds["north"]) * CELLS_PER_DEGREE) - margin
    last_row = int((TILE_NORTH - bounds["south"]) * CELLS_PER_DEGREE) + margin
    part = smooth(grid[first_row:last_row].astype("float32"), 0.8)
    rows = (TILE_NORTH - latitudes) * CELLS_PER_DEGREE - 0.5 - first_row
    columns = longitudes * CELLS_PER_DEGREE - 0.5
    return interpolate(interpolate(part, rows).T, columns).T, latitudes


def shade(
    heights: np.ndarray, latitudes: np.ndarray, width_degrees: float, exaggeration: float
) -> np.ndarray:
    """Brightness of each pixel against level ground: 0 level, below 0 shadow, above 0 lit."""
    cell = (
        EARTH_RADIUS * np.radians(width_degrees) / heights.shape[1] * np.cos(np.radians(latitudes))
    )
    down, right = np.gradient(heights)
    east = exaggeration * right / cell[:, None]
    north = -exaggeration * down / cell[:, None]
    # Steep slopes are flattened more than gentle ones, so that low ridges show beside mountains.
    damping = 1 + np.hypot(east, north)
    east, north = east / damping * DAMPED, north / damping * DAMPED
    length = np.sqrt(1 + east**2 + north**2)
    sun = np.radians(SUN_HEIGHT)
    total = np.zeros_like(heights)
    for azimuth, share in LIGHTS:
        angle = np.radians(azimuth)
        towards = np.sin(angle) * east + np.cos(angle) * north
        total += share * np.clip((np.sin(sun) - np.cos(sun) * towards) / length, 0, None)
    return total / np.sin(sun) - 1


def colour(text: str) -> np.ndarray:
    """Red, green and blue, 0 to 255, of a hexadecimal colour."""
    return np.array(ImageColor.getrgb(text), dtype="float32")


def tint(heights: np.ndarray, stops: list) -> np.ndarray:
    """Colour of each pixel by its height, linearly between the stops."""
    levels = [level for level, _ in stops]
    colours = np.array([colour(text) for _, text in stops])
    return np.stack([np.interp(heights, levels, colours[:, band]) for band in range(3)], axis=-1)


def edge_share(shape: tuple[int, int], reach: int) -> np.ndarray:
    """Share of relief at each pixel: 0 at the picture's edge, 1 from `reach` pixels inwards."""
    rows, columns = (np.minimum(np.arange(n), np.arange(n)[::-1]) / reach for n in shape)
    distance = np.clip(np.minimum(rows[:, None], columns[None, :]), 0, 1)
    return distance * distance * (3 - 2 * distance)


def paint(heights: np.ndarray, shading: np.ndarray, shown: np.ndarray, theme: dict) -> Image.Image:
    """The picture of one theme: tint, shadow, light, and flat land towards the edge."""
    picture = tint(heights, theme["heights"])
    dark = np.clip(-shading * theme["shadow_strength"], 0, 0.85)[..., None]
    lit = np.clip(shading * theme["highlight_strength"], 0, 0.85)[..., None]
    picture += (colour(theme["shadow"]) - picture) * dark
    picture += (colour(theme["highlight"]) - picture) * lit
    land = colour(theme["land"])
    picture = land + (picture - land) * shown[..., None]
    return Image.fromarray(np.clip(np.round(picture), 0, 255).astype("uint8"), "RGB")


def write_reliefs(tile: Path, area: dict, out: Path) -> dict:
    """Write the picture of each theme; return what the manifest says about them."""
    settings, bounds = area["relief"], area["bounds"]
    degrees = bounds["east"] - bounds["west"]
    width = round(degrees * settings["pixels_per_degree"])
    heights, latitudes = read_heights(tile, bounds, width)
    shading = shade(heights, latitudes, degrees, settings["exaggeration"])
    shown = edge_share(heights.shape, round(settings["fade"] * settings["pixels_per_degree"]))
    told = {}
    for name in ("light", "dark"):
        theme = settings[name]
        image = paint(heights, shading, shown, theme)
        image.save(out / theme["file"], "WEBP", quality=theme["quality"], method=6)
        told[name] = {
            "file": theme["file"],
            "land": theme["land"],
            "width": image.width,
            "height": image.height,
        }
    return told
