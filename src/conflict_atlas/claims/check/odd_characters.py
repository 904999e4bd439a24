"""Characters that a reader cannot see or mistakes for others; none may be in the data."""

import re
import unicodedata

# Invisible, though Unicode counts them among letters and marks.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_UNSEEN = {
    "Cc": "a control character",
    "Cf": "an invisible character",
    "Co": "a private character",
    "Cn": "a character that Unicode does not know",
    "Cs": "half a character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
# Joiners belong to the spelling of Persian and Kurdish words, and of words of Indian languages.
_JOINERS = re.compile("(?<=[^\x00-\u05ff])[\u200c\u200d](?=[^\x00-\u05ff])")
_PLAIN_ENOUGH = "ªº"  # as in 1º: ordinals of Spanish and Portuguese
_WORD = re.compile(r"[^\W\d_]+")
# Scripts that have letters drawn like Latin ones.
_ALIKE = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET"))
# Cyrillic and Greek letters that are drawn like Latin ones in most fonts.
_DRAWN_ALIKE = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲіј")


def find_odd(text: str) -> str:
    """Say what is odd about the characters of a text; "" when nothing is."""
    plain = _JOINERS.sub("", text)
    for char in plain:
        reason = _UNSEEN.get(unicodedata.category(char))
        if reason or _BLANK.match(char):
            return f"{reason or 'an invisible character'}, {_name(char)}"
    if not unicodedata.is_normalized("NFC", text):
        return "not in Unicode NFC: the same letters can be written in another way"
    return _mixed(text)


def _mixed(text: str) -> str:
    """Say which word has letters of another script that pass for its own."""
    if text.isascii():
        return ""
    latin = any(_script(char) == "LATIN" for char in text)
    for word in _WORD.findall(text):
        for char in word:
            if unicodedata.normalize("NFKC", char) != char and char not in _PLAIN_ENOUGH:
                return f"{_name(char)} in {word!r}: expected a plain letter"
        scripts = {_script(char) for char in word}
        if "LATIN" in scripts and (others := scripts & _ALIKE):
            odd = next(char for char in word if _script(char) in others)
            return f"{_name(odd)} in {word!r}: expected letters of one script"
        if latin and set(word) <= _DRAWN_ALIKE:
            return f"{_name(word[0])} in {word!r}: expected Latin letters"
    return ""


def _script(char: str) -> str:
    """First word of a letter's name, which for most letters is their script."""
    return unicodedata.name(char, "").partition(" ")[0]


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
