"""Whether a picture of the relief is whole, and has the shape of the map it is laid under."""

import io
import warnings
from collections.abc import Iterator
from math import asinh, radians, tan
from pathlib import Path
from typing import Any

from PIL import Image

from conflict_atlas.claims.folder import read_file
from conflict_atlas.country_boxes import Box
from conflict_atlas.fault import Fault, PackageError

_FORMATS = ("WEBP", "PNG")
_MOST_PIXELS = 50_000_000
_DEVIATION = 0.02  # of the sides' ratio: pictures have whole pixels


def check_relief(path: Path, name: str, bounds: Box, stated: dict[str, Any]) -> Iterator[Fault]:
    """Decode a picture, and compare its size with what is stated and with the bounds."""
    try:
        width, height = _decode(read_file(path, name))
    except PackageError as error:
        yield from error.faults
        return
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        yield Fault(name, 0, "", "", f"not readable as a WebP or PNG picture: {error}")
        return
    for side, found in (("width", width), ("height", height)):
        if side in stated and stated[side] != found:
            reason = f"expected {stated[side]}, as basemap.json says"
            yield Fault(name, 0, side, str(found), reason)
    expected = radians(bounds.east - bounds.west) / (_y(bounds.north) - _y(bounds.south))
    if abs(width / height / expected - 1) > _DEVIATION:
        reason = f"expected sides of {expected:.3g} to 1, as the bounds have in Web Mercator"
        yield Fault(name, 0, "", f"{width} x {height}", reason)


def _decode(content: bytes) -> tuple[int, int]:
    """Size of a picture that can be decoded to its end; raises OSError for others."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError(f"more than {_MOST_PIXELS:,} pixels")
        image.load()
        return image.size


def _y(latitude: float) -> float:
    return asinh(tan(radians(latitude)))
