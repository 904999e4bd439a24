"""Whether a story keeps to its claims: short, in order, each mark a claim of its paragraphs."""

from collections.abc import Iterator

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.story import read_marks, read_paragraphs
from conflict_atlas.fault import Fault

MOST_WORDS = 80
_FORM = "expected each mark as in [some words](claim-id)"

Found = Iterator[tuple[str, str, str]]  # column, value and reason


def check_story(package: Package) -> Iterator[Fault]:
    """Find what is wrong with the steps' texts; their links are read elsewhere (views/story)."""
    if package.story.empty:
        return
    file = package.file_of("story")
    for number, row in enumerate(records(package.story), start=1):
        if row["step"] != number:
            reason = f"expected {number}: steps are numbered in their order"
            yield Fault(file, number + 1, "step", str(row["step"]), reason)
        for column, value, reason in (*_length(row["text"]), *_marks(package, row)):
            yield Fault(file, number + 1, column, value, reason)


def _length(text: str) -> Found:
    count = len("".join(one.words for one in read_marks(text)).split())
    if count > MOST_WORDS:
        yield "text", text, f"expected at most {MOST_WORDS} words, found {count}"


def _marks(package: Package, row: dict[str, str]) -> Found:
    known, claims = set(package.paragraphs["paragraph"]), record(package, "claims")
    listed = read_paragraphs(row["paragraphs"])
    for paragraph in listed:
        if paragraph not in known:
            yield "paragraphs", str(paragraph), "the article has no such paragraph"
    for passage in read_marks(row["text"]):
        if not passage.claim_id:
            if "](" in passage.words:
                yield "text", passage.words, _FORM
        elif passage.claim_id not in claims:
            yield "text", passage.claim_id, "expected the claim_id of a row of the table claims"
        elif claims[passage.claim_id]["paragraph"] not in listed:
            stands = f"paragraph {claims[passage.claim_id]['paragraph']}"
            yield "paragraphs", row["paragraphs"], f"{passage.claim_id} stands in {stands}"
