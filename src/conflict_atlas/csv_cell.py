"""A text as a cell of a CSV file, which no spreadsheet may take for a formula."""

import unicodedata
from itertools import filterfalse

# What spreadsheets take for the beginning of a formula, or of a call of another program; the wide
# forms of East Asian keyboards among them.
_FORMULA = frozenset("=+-@|%＝＋－＠｜％")
_BREAKS = ("\t", "\r", "\n")
# Some programs pass over these before they look for a formula: blanks, control and format
# characters (a byte order mark is one), what breaks a line, and letters that are blank.
_PASSED_OVER = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # Hangul fillers, Braille's blank


def make_harmless(text: str) -> str:
    """Put an apostrophe before what might be taken for a formula; any other text stays whole.

    A text that only begins with a blank or with the mark of its direction, as Arabic may, is none.
    """
    first = next(filterfalse(_is_passed_over, text), "")
    return f"'{text}" if first in _FORMULA or text.startswith(_BREAKS) else text


def _is_passed_over(sign: str) -> bool:
    return sign in _BLANK_LETTERS or unicodedata.category(sign) in _PASSED_OVER
