"""How a claim's figure compares with each kind of speaker: the military, monitors, the press."""

from conflict_atlas.claims import phrase
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.judgement import Stand, has_room, judge, meet, reach
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
# How a figure compares with some of them, in the order in which it is said.
_WORDS = {
    "above": "above",
    "equal": "equal to",
    "inside": "inside",
    "overlapping": "overlapping",
    "touching": "touching",
    "consistent": "consistent with",
    "below": "below",
}


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
    found = judge(claim["low"], claim["high"], claim["bound"], *reach(figures))
    return "within" if any(has_room(found, row["bound"]) for row in figures) else found


def clauses(package: Package, claim_id: str) -> tuple[str, ...]:
    """Say in clauses that make one sentence what the figure is above, meets and is below.

    Nothing where the claim gives no figure, or nobody else gives one to compare it with.
    """
    claim = record(package, "claims")[claim_id]
    if phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"]):
        return ()
    stands: dict[str, list[str]] = {}
    for kind, figures in rivals(package, claim_id).items():
        found = stand(claim, figures)
        name = meet(claim, figures) if found == "within" else found
        stands.setdefault(name, []).append(SPEAKERS[kind])
    said: list[str] = []
    for how, word in _WORDS.items():
        if who := stands.get(how):
            of = "the figures of" if not said else "those of"
            said.append(f"{word} {of} {phrase.listed(who, most=8)}")
    return (said[0][0].upper() + said[0][1:], *said[1:]) if said else ()
