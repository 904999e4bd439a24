"""Records of a large JSON file one by one: of the list in it, or one a line."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from conflict_atlas.events.formats.import_fault import ImportFault

# Lists of records, as GeoJSON, ACLED, UCDP and others name them.
_LISTS = ("features", "data", "Result", "results", "records", "items")
_BLOCK = 1 << 20
_LONGEST = 1 << 26
_SPACE = " \t\r\n"


def stream_records(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """Yield every record; raises ImportFault if it is not JSON, or has no list of records."""
    text = _Text(file, name)
    try:
        found = _listed(text, name) if text.peek() == "[" else _of_object(text, name)
        for record in found:
            if not isinstance(record, dict):
                raise ImportFault(name, f"a record is no object: {str(record)[:80]}")
            yield record
    except RecursionError:
        raise ImportFault(name, "JSON that is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise ImportFault(name, f"JSON that is not in UTF-8: {error}") from None


def _of_object(text: "_Text", name: str) -> Iterator[Any]:
    """The list in an object; without one the object itself is a record, and so are those after."""
    text.take("{")
    held: dict[str, Any] = {}
    while text.peek() == '"':
        key = text.value()
        text.take(":")
        if key in _LISTS and text.peek() == "[":
            yield from _listed(text, name)
            return
        held[key] = text.value()
        if text.peek() != ",":
            break
        text.take(",")
    text.take("}")
    if text.peek() != "{" and held.get("type") != "Feature":
        keys = ", ".join(map(str, held)) or "nothing"
        raise ImportFault(name, f"JSON without a list of records; it holds {keys[:200]}")
    yield held
    while text.peek() == "{":
        yield text.value()


def _listed(text: "_Text", name: str) -> Iterator[Any]:
    text.take("[")
    while text.peek() != "]":
        yield text.value()
        if text.peek() == ",":
            text.take(",")
        elif text.peek() != "]":
            raise ImportFault(name, "JSON whose list of records ends in the middle")
    text.take("]")


class _Text:
    """The text of a file, of which a block and one value are in memory."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._parse = json.JSONDecoder().raw_decode
        self._held, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The next character that is not a space; "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if self._ended:
                return ""
            self._more()

    def take(self, sign: str) -> None:
        """Skip a character that is required here; raises ImportFault."""
        if self.peek() != sign:
            seen = self._held[self._at : self._at + 20]
            raise ImportFault(self._name, f"JSON with {seen!r} where {sign!r} was expected")
        self._at += 1

    def value(self) -> Any:
        """The next value; raises ImportFault."""
        self.peek()
        while True:
            try:
                value, end = self._parse(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._ended or len(self._held) - self._at > _LONGEST:
                    raise ImportFault(
                        self._name, f"JSON that cannot be read: {error.msg}"
                    ) from None
            else:
                # A number may go on in the next block.
                if end < len(self._held) or self._ended:
                    self._at = end
                    return value
            self._more()

    def _more(self) -> None:
        size = max(_BLOCK, len(self._held) - self._at)
        block = self._file.read(size)
        self._ended = not block
        self._held = self._held[self._at :] + self._decode.decode(block, final=not block)
        self._at = 0
