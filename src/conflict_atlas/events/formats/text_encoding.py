"""The encoding of a text, by what its bytes can be; if two are possible, the user is asked.

Windows-1252 (Western), 1254 (Turkish) and 1256 (Arabic) have every byte in common: what tells them
apart are words. In Western and Turkish words letters beyond ASCII stand among others, Arabic
words have nothing else; Turkish has six letters where Western texts have rare ones.
"""

import codecs
import re
import unicodedata

from conflict_atlas.events.formats.import_fault import ImportFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(r"[^\W\d_]+")
# Bytes of the six letters of Turkish, which are others in Western texts, and of its other ones.
_TURKISH = frozenset("ĞğİıŞş")
_ALSO_TURKISH = frozenset("ÇçÖöÜüÂâÎîÛû") | _TURKISH
_MOST_NULS = 0.3
_ENOUGH = 2
NAMES = {
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1256": "Windows-1256 (Arabic)",
}


def tell(head: bytes, file: str, stated: str, *, whole: bool) -> str:
    """Name the encoding of a text by its beginning; raises ImportFault if it is in doubt."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if stated:
        known = _known(stated, file)
        return marked if known == "utf-8" and marked else known
    if marked:
        return marked
    if wide := _utf_16(head):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError as error:
        return _of_one_byte(head, file, error.start)
    return "utf-8"


def _known(stated: str, file: str) -> str:
    try:
        return codecs.lookup(stated).name
    except LookupError:
        reason = "not an encoding that Python knows"
        raise ImportFault(file, reason, column="encoding", value=stated) from None


def _utf_16(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of most letters is zero."""
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    most = len(head[:4096]) // 2 * _MOST_NULS
    if odd > most and even < most:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < most else ""


def _of_one_byte(head: bytes, file: str, start: int) -> str:
    words = {name: _words(head, name) for name in ("cp1252", "cp1254", "cp1256")}
    if _is_arabic(words["cp1256"]):
        return "cp1256"
    western, turkish = words["cp1252"], words["cp1254"]
    if not western or any(_is_all_beyond(word) for word in western):
        raise _doubt(head, file, start)
    letters = {sign for word in turkish for sign in word if not sign.isascii()}
    turns = letters & _TURKISH
    if not turns:
        return "cp1252"
    if letters <= _ALSO_TURKISH and len({sign.casefold() for sign in letters}) >= _ENOUGH:
        return "cp1254"
    one = next(index for index, word in enumerate(turkish) if set(word) & turns)
    reason = (
        f'the same bytes are cp1252 with "{western[one]}" or cp1254 with "{turkish[one]}".'
        ' A mapping file with encoding = "cp1252" (or "cp1254") settles it'
    )
    raise ImportFault(file, reason)


def _words(head: bytes, encoding: str) -> list[str]:
    """Words with letters beyond ASCII; none where some bytes are not in the encoding."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return []
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _is_arabic(words: list[str]) -> bool:
    """Whether every word beyond ASCII is of Arabic letters only."""
    return (
        bool(words)
        and all(
            all(unicodedata.name(sign, "").startswith("ARABIC") for sign in word) for word in words
        )
        and any(len(word) >= _ENOUGH for word in words)
    )


def _is_all_beyond(word: str) -> bool:
    """Whether a word looks like one of another script: letters beyond ASCII side by side."""
    return len(re.findall(r"[^\x00-\x7f]{3}", word)) > 0


def _doubt(head: bytes, file: str, start: int) -> ImportFault:
    seen = head[max(0, start - 20) : start + 20]
    return ImportFault(
        file,
        f"neither UTF-8 nor UTF-16, nor Windows-1252, 1254 or 1256 by its words; byte {start}"
        f' stands in {seen!r}. A mapping file with encoding = "..." says what it is',
    )
