"""Make the small icon font again, after an upgrade of Streamlit or for another icon.

Run by hand, with fonttools and brotli installed: ``python deploy/icon_font.py``.
"""

import sys
from pathlib import Path

from fontTools import subset, ttLib
from streamlit import file_util

from conflict_atlas.views.maps.map_assets import ASSETS
from conflict_atlas.web.icon_font import FILE, OWN, named_by_streamlit

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "


def main() -> None:
    """Write the font."""
    static = Path(file_util.get_static_dir())
    [source] = static.glob("static/media/MaterialSymbols-Rounded.*.woff2")
    names = {*OWN, *named_by_streamlit(static)}
    font = ttLib.TTFont(source)
    drawn = ligatures(font)
    wanted = [drawn[name] for name in sorted(names)]
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    # An icon is a ligature of its name, so keeping the letters would keep all icons.
    options.layout_closure = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 13, 14]
    made = subset.Subsetter(options)
    made.populate(unicodes=map(ord, LETTERS), glyphs=wanted)
    made.subset(font)
    subset.save_font(font, str(ASSETS / FILE), options)
    sys.stdout.write(f"{len(wanted)} icons, {(ASSETS / FILE).stat().st_size} bytes\n")


def ligatures(font: ttLib.TTFont) -> dict[str, str]:
    """The glyphs that a font draws for whole words."""
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            sets = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, made in sets.items():
                for one in made:
                    word = [letter.get(glyph, "") for glyph in (first, *one.Component)]
                    found["".join(word)] = one.LigGlyph
    return found


if __name__ == "__main__":
    main()
