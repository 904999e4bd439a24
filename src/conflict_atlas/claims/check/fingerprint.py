"""Proof that each claim is where it says, for anyone who has the article's text.

The text itself is not in the package: it holds a hash of each paragraph and of no sentence. With
the text at hand, each hash finds its paragraph, and each claim's anchor is then looked up in the
paragraph it cites. The story must be in words of its own.
"""

import hashlib
import re
import unicodedata
from pathlib import Path

from conflict_atlas.claims.check.borrowed_words import check_story_words
from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.package import Package
from conflict_atlas.fault import Fault, PackageError

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)


def normalise(text: str) -> str:
    """Write a text so that copies of it, typeset differently, come out the same."""
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return re.sub(r"\s+", " ", plain).strip()


def fingerprint(text: str) -> str:
    """SHA-256 of the normalised text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()


def check_article(path: Path, article: Path) -> list[Fault]:
    """Check the package at ``path``, then its anchors against the text in the file ``article``."""
    try:
        return check_anchors(load_package(path), article)
    except PackageError as error:
        return error.faults


def check_anchors(package: Package, article: Path) -> list[Fault]:
    """Prove every anchor of a package against the text in the file ``article``."""
    try:
        lines = article.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        return [Fault(str(article), 0, "", "", f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError:
        return [Fault(str(article), 0, "", "", "not UTF-8: save the file as UTF-8")]
    found = {fingerprint(line): normalise(line) for line in lines if line.strip()}
    paragraphs = package.paragraphs
    hashes = dict(zip(paragraphs["paragraph"], paragraphs["sha256"], strict=True))
    text = {number: found[sha] for number, sha in hashes.items() if sha in found}
    faults = [*_unmatched(package, text, article), *_misplaced(package, text)]
    return sorted([*faults, *check_story_words(package, text)])


def _unmatched(package: Package, text: dict[int, str], article: Path) -> list[Fault]:
    """Name the paragraphs whose fingerprint no line of the text has."""
    table = package.paragraphs
    columns = zip(table["paragraph"], table["sha256"], strict=True)
    return [
        Fault(
            package.file_of("paragraphs"),
            row,
            "sha256",
            sha,
            f"no line of {article.name} has the fingerprint of paragraph {number}",
        )
        for row, (number, sha) in enumerate(columns, start=2)
        if number not in text
    ]


def _misplaced(package: Package, text: dict[int, str]) -> list[Fault]:
    """Name the claims whose anchor is not in the paragraph they cite."""
    columns = zip(package.claims["paragraph"], package.claims["anchor"], strict=True)
    faults = []
    for row, (number, anchor) in enumerate(columns, start=2):
        if number in text and not _stands_in(anchor, text[number]):
            elsewhere = [str(n) for n in sorted(text) if _stands_in(anchor, text[n])]
            hint = f"; it stands in {_paragraphs(elsewhere)}" if elsewhere else ""
            reason = f"does not stand in paragraph {number}{hint}"
            faults.append(Fault(package.file_of("claims"), row, "anchor", anchor, reason))
    return faults


def _stands_in(anchor: str, paragraph: str) -> bool:
    """Find an anchor as whole words, as the reader's browser will look for it."""
    return bool(re.search(rf"(?<!\w){re.escape(normalise(anchor))}(?!\w)", paragraph))


def _paragraphs(numbers: list[str]) -> str:
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
