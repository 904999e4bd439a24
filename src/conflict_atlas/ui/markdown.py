"""Words of the data inside labels, which Streamlit reads as Markdown."""

import re

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# What Streamlit draws as one sign after it has read the Markdown (<-, ->, --, >=, <=, ~= and its
# own emblem) is kept apart by a character of no width.
_WORD_JOINER = "\u2060"
_DRAWN_AS_ONE = re.compile(r"(?<=[-<>~])(?=[-=>])|(?<=:)(?=streamlit:)")


def escape(text: str) -> str:
    """Write a text so that a label shows it unchanged."""
    apart = _DRAWN_AS_ONE.sub(_WORD_JOINER, text)
    return _PUNCTUATION.sub(lambda found: f"\\{found[0]}", apart)
