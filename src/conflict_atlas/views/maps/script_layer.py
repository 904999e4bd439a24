"""A layer of the live map: its data, and the function of our script that draws it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

LegendEntry = dict[str, Any]


@dataclass(frozen=True)
class Overlay:
    """One layer as the call that draws it in the browser: a function of atlas.js and its data.

    ``mark`` changes with the data, so that the browser keeps a layer that is the same.
    """

    function: str
    data: str
    mark: str

    @staticmethod
    def of(function: str, data: Any) -> "Overlay":
        """Write the data as JSON that cannot end a script element."""
        text = to_script_json(data)
        return Overlay(function, text, hashlib.blake2b(text.encode(), digest_size=8).hexdigest())

    @property
    def call(self) -> str:
        """The layer's call in the script; its data is read only if the layer is new."""
        return f'["{self.function}","{self.mark}",()=>({self.data})]'


@dataclass(frozen=True)
class MapLayer:
    """A layer and the legend entries that explain it."""

    overlay: Overlay
    entries: tuple[LegendEntry, ...]


def to_script_json(data: Any) -> str:
    """Dump JSON that is safe inside a script element and inside a JavaScript string."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
