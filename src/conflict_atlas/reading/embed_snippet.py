"""The snippet that embeds an address in another site: a frame as high as its content."""

import json
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

# Taller than any page; a frame that asks for more is not given it.
TALLEST = 9_999
# The frame reports its height in a message (``assets/frame_height.js``). Messages from another
# origin or another window are ignored.
_LISTEN = (
    '<script>addEventListener("message",function(e){{'
    "var h=e.data&&e.data.conflictAtlasHeight;"
    "if(e.origin==={origin}&&h>0)"
    'document.querySelectorAll("iframe").forEach(function(f){{'
    "if(f.contentWindow===e.source)f.height=Math.min(Math.ceil(h),{tallest})}})}})</script>"
)


@dataclass(frozen=True)
class Frame:
    """What is embedded: its address, its title, and its size until it reports its height."""

    address: str
    title: str
    width: str = "100%"
    height: int = 720
    tallest: int = TALLEST


def write(frame: Frame) -> str:
    """Write the snippet."""
    parts = urlsplit(frame.address)
    origin = json.dumps(f"{parts.scheme}://{parts.netloc}")
    for sign in "<>&":
        origin = origin.replace(sign, f"\\u{ord(sign):04x}")
    return (
        f'<iframe src="{escape(frame.address)}" title="{escape(frame.title)}" '
        f'width="{frame.width}" height="{frame.height}" style="border:0;max-width:100%" '
        f'loading="lazy"></iframe>{_LISTEN.format(origin=origin, tallest=frame.tallest)}'
    )
