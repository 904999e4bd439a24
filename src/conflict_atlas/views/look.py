"""Colours of paper, ink and lines in light and in dark: the same on plain pages and in pictures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """One set of colours.

    Ink is for claims, red for deaths, orange for the article, blue for others (and a paler blue
    for a second line of theirs), ochre for displacement, olive for costs; from ``land`` on they
    are the basemap's.
    """

    paper: str
    panel: str
    ink: str
    muted: str
    line: str
    soft: str
    accent: str
    article: str
    others: str
    pale: str
    dead: str
    displaced: str
    spent: str
    halo: str
    no_side: str
    land: str
    sea: str
    coast: str
    lake: str
    shore: str
    river: str
    country: str
    unsettled: str
    admin1: str
    casing: str
    around: str


LIGHT = Look(
    paper="#fbfaf7",
    panel="#fffefb",
    ink="#1b2126",
    muted="#5b646b",
    line="#dcd7cc",
    soft="#efece4",
    accent="#0f766e",
    article="#b84a0b",
    others="#2160a8",
    pale="#2a7890",
    dead="#b0123f",
    displaced="#97570f",
    spent="#6f6000",
    halo="#ffffff",
    no_side="#b9b3a6",
    land="#f3eee1",
    sea="#cfe0ea",
    coast="#8fb0c4",
    lake="#c3dae8",
    shore="#8db3cb",
    river="#82aecb",
    country="#6a5568",
    unsettled="#8d7a8a",
    admin1="#a08f7c",
    casing="#fffaf0",
    around="#b3a49a",
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
    pale="#6fb9cd",
    dead="#f0557f",
    displaced="#e7a65a",
    spent="#d2c05a",
    halo="#0e1417",
    no_side="#6d6a62",
    land="#24272c",
    sea="#15212b",
    coast="#3d5a6c",
    lake="#1a2c39",
    shore="#3f6074",
    river="#41667d",
    country="#958995",
    unsettled="#7c737d",
    admin1="#7a7266",
    casing="#17181b",
    around="#4c4850",
)
