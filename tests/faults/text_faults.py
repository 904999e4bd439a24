"""Text that is not what it seems: invisible characters, and letters that look like others."""

import re
import unicodedata

from draft import KINDS, Draft, How, NotHereError, Place, Seed

# Free text by file and column; the letters of most of it are Latin.
TEXTS = (
    ("claims.csv", "title"), ("claims.csv", "summary"), ("claims.csv", "attributed_to"),
    ("claims.csv", "caveat"), ("actors.csv", "name"), ("actors.csv", "description"),
    ("places.csv", "name"), ("places.csv", "other_names"), ("places.csv", "admin1"),
    ("sources.csv", "publisher"), ("sources.csv", "title"), ("sources.csv", "note"),
    ("series.csv", "title"), ("series.csv", "note"), ("figures.csv", "note"),
    ("control.csv", "note"), ("displacement.csv", "admin1"),
)  # fmt: skip
CODES = (
    ("claims.csv", "claim_type"), ("claims.csv", "bound"), ("claim_actors.csv", "role"),
    ("actors.csv", "actor_type"), ("places.csv", "place_type"), ("series.csv", "basis"),
    ("relations.csv", "relation"), ("claims.csv", "unit"), ("series.csv", "unit"),
    ("places.csv", "iso_a2"), ("claims.csv", "claim_id"), ("sources.csv", "source_id"),
)  # fmt: skip
CYRILLIC = dict(zip("acehijopsxyABCEHKMOPTX", "асеһіјорѕхуАВСЕНКМОРТХ", strict=True))
GREEK = dict(zip("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
WORD = re.compile(r"[A-Za-z]{4,}")

UNSEEN = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "byte order mark inside": "\ufeff",
    "right-to-left override": "\u202e",
    "left-to-right mark": "\u200e",
    "isolate": "\u2066",
    "Arabic letter mark": "\u061c",
    "bell": "\x07",
    "escape": "\x1b",
    "tabulator": "\t",
    "next line": "\x85",
    "line separator": "\u2028",
    "private character": "\ue000",
    "unassigned character": "\u0378",
    "variation selector": "\ufe0f",
    "Hangul filler": "\u3164",
    "tag character": "\U000e0041",
}


def _latin(draft: Draft, how: How) -> Place:
    """Change one word of a text, or raise NotHereError."""
    texts = list(TEXTS)
    draft.chance.shuffle(texts)
    for file, column in texts:
        fitting = [
            (number, row[column])
            for number, row in enumerate(draft.rows(file), start=2)
            if any(how(word) != word for word in WORD.findall(row[column]))
        ]
        if fitting:
            number, text = draft.chance.choice(fitting)
            words = [word for word in WORD.finditer(text) if how(word[0]) != word[0]]
            word = draft.chance.choice(words)
            changed = text[: word.start()] + how(word[0]) + text[word.end() :]
            return draft.change(file, number, **{column: changed})
    raise NotHereError("no such word")


def _inside(mark: str) -> How:
    return lambda word: word[:2] + mark + word[2:]


def _one(letters: dict[str, str]) -> How:
    """Replace one letter by a letter of another script that looks like it."""

    def how(word: str) -> str:
        found = next((letter for letter in word if letter in letters), "")
        return word.replace(found, letters[found], 1) if found else word

    return how


def _all(letters: dict[str, str]) -> How:
    """Write a word in another script, if all of its letters have lookalikes."""
    return lambda word: "".join(letters[c] for c in word) if set(word) <= set(letters) else word


def _shifted(first: int) -> How:
    return lambda word: word[:1] + chr(first + ord(word[1].lower()) - ord("a")) + word[2:]


def _code(how: How) -> Seed:
    def seed(draft: Draft) -> Place:
        file, column = draft.chance.choice(CODES)
        return draft.alter(file, column, how)

    return seed


for name, mark in UNSEEN.items():
    KINDS[f"{name} in text"] = lambda draft, mark=mark: _latin(draft, _inside(mark))
for name, mark in list(UNSEEN.items())[:4]:
    KINDS[f"{name} in a code"] = _code(lambda code, mark=mark: code[:1] + mark + code[1:])
KINDS |= {
    "Cyrillic letter in a word": lambda draft: _latin(draft, _one(CYRILLIC)),
    "Greek letter in a word": lambda draft: _latin(draft, _one(GREEK)),
    "word of Cyrillic letters": lambda draft: _latin(draft, _all(CYRILLIC | {"S": "Ѕ", "I": "І"})),
    "full-width letter in a word": lambda draft: _latin(draft, _shifted(0xFF41)),
    "mathematical letter in a word": lambda draft: _latin(draft, _shifted(0x1D41A)),
    "accent apart from its letter": lambda draft: _latin(
        draft, lambda word: unicodedata.normalize("NFD", word[:1] + "é" + word[2:])
    ),
    "Cyrillic letter in a code": _code(_one(CYRILLIC | {"s": "ѕ", "n": "п", "S": "Ѕ", "I": "І"})),
    "blank at the end of a text": lambda draft: _latin_end(draft, "{} "),
    "blank before a text": lambda draft: _latin_end(draft, " {}"),
    "no-break space at the end": lambda draft: _latin_end(draft, "{}\u00a0"),
}


def _latin_end(draft: Draft, form: str) -> Place:
    file, column = draft.chance.choice([("claims.csv", "summary"), ("sources.csv", "publisher")])
    return draft.alter(file, column, form.format)
