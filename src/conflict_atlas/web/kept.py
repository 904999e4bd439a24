"""Answers that are kept, so that most readers are served from memory."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from conflict_atlas.web.document import Document


class Kept:
    """Keeps the documents asked for last, up to a number of documents and of bytes."""

    def __init__(self, most: int, most_bytes: int) -> None:
        """Take both limits."""
        self._most, self._most_bytes = most, most_bytes
        self._found: OrderedDict[Hashable, Document] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Document | None:
        """Return the document kept under a key, if any."""
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: Hashable, document: Document) -> Document:
        """Keep a document; the least recently used ones make room for it."""
        with self._lock:
            before = self._found.pop(key, None)
            self._bytes += len(document.body) - (len(before.body) if before else 0)
            self._found[key] = document
            while len(self._found) > self._most or self._bytes > self._most_bytes:
                _, gone = self._found.popitem(last=False)
                self._bytes -= len(gone.body)
        return document

    def made(self, key: Hashable, make: Callable[[], Document]) -> Document:
        """Return the document kept under a key, or make and keep it."""
        return self.get(key) or self.put(key, make())
