"""Colours of paper, ink and lines in light and in dark: the same on plain pages and in pictures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """One set of colours; names of the ground are those of the basemap's layers."""

    paper: str
    panel: str
    ink: str
    muted: str
    line: str
    soft: str
    accent: str
    article: str  # whatever the article itself says
    others: str  # whatever anybody else says
    dead: str
    displaced: str
    land: str
    sea: str
    coast: str
    river: str
    country: str
    admin1: str


LIGHT = Look(
    paper="#fbfaf7",
    panel="#fffefb",
    ink="#1b2126",
    muted="#5b646b",
    line="#dcd7cc",
    soft="#efece4",
    accent="#0f766e",
    article="#c4500d",
    others="#2160a8",
    dead="#b0123f",
    displaced="#a8641a",
    land="#f3eee1",
    sea="#cfdfe8",
    coast="#9fb9c7",
    river="#8fb2c6",
    country="#6b5a73",
    admin1="#a79f92",
)
DARK = Look(
    paper="#0f1417",
    panel="#171e22",
    ink="#e9ebe8",
    muted="#a3adb2",
    line="#2d373c",
    soft="#212a2f",
    accent="#5eb5ab",
    article="#f08a4b",
    others="#74aef0",
    dead="#f0557f",
    displaced="#e7a65a",
    land="#24272c",
    sea="#15212b",
    coast="#2d4554",
    river="#33566b",
    country="#b9adc0",
    admin1="#59625f",
)
