"""How a claim's figure compares with each kind of speaker: the military, monitors, the press."""

from conflict_atlas.claims import phrase
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.judgement import Stand, judge, to_range
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records

# Kinds of speakers in the order in which they are listed, with the words for their figures.
SPEAKERS = {
    "military": "the military",
    "government": "governments",
    "international": "the United Nations",
    "monitor": "monitors and activists",
    "academic": "researchers",
    "press": "the press",
    "poll": "polls",
    "reference": "reference works",
}
_HOW = ("above", "equal to", "inside", "overlapping", "consistent with", "below")
# Words such as "at least" are open: a figure above them may still agree with them.
_ROOM = {("above", "at_least"), ("below", "at_most")}


def rivals(package: Package, claim_id: str) -> dict[str, list[Record]]:
    """Comparable figures of others by kind of speaker, kinds in their order, figures by date."""
    kinds = record(package, "sources")
    found: dict[str, list[Record]] = {}
    for row in records(competing(package, claim_id)):
        if not row["is_article"] and row["comparable"]:
            found.setdefault(kinds[row["source_id"]]["kind"], []).append(row)
    return {kind: found[kind] for kind in SPEAKERS if kind in found}


def stand(claim: Record, figures: list[Record]) -> Stand:
    """Say how a claim compares with the range of some figures."""
    found = judge(claim["low"], claim["high"], claim["bound"], *_range(figures))
    return "within" if any((found, row["bound"]) in _ROOM for row in figures) else found


def _range(figures: list[Record]) -> tuple[float, float]:
    """Lowest and highest of all numbers in some figures."""
    numbers = [
        row[name]
        for row in figures
        for name in ("low", "best", "high")
        if not phrase.is_missing(row[name])
    ]
    return min(numbers), max(numbers)


def _how(claim: Record, figures: list[Record]) -> str:
    """How a figure stands, in words: one that meets others need not lie inside them."""
    found = stand(claim, figures)
    if found != "within":
        return found
    low, high = to_range(claim["low"], claim["high"], claim["bound"])
    lowest, highest = _range(figures)
    if low == high == lowest == highest:
        return "equal to"
    if lowest <= low and high <= highest:
        return "inside"
    ends = {end for end in (claim["low"], claim["high"]) if not phrase.is_missing(end)}
    return "overlapping" if len(ends) > 1 else "consistent with"


def clauses(package: Package, claim_id: str) -> tuple[str, ...]:
    """Say in clauses that make one sentence what the figure is above, meets and is below.

    Nothing where the claim gives no figure, or nobody else gives one to compare it with.
    """
    claim = record(package, "claims")[claim_id]
    if phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]):
        return ()
    stands: dict[str, list[str]] = {}
    for kind, figures in rivals(package, claim_id).items():
        stands.setdefault(_how(claim, figures), []).append(SPEAKERS[kind])
    said: list[str] = []
    for how in _HOW:
        if who := stands.get(how):
            of = "the figures of" if not said else "those of"
            said.append(f"{how} {of} {phrase.listed(who, most=8)}")
    return (said[0][0].upper() + said[0][1:], *said[1:]) if said else ()
