"""A claim's figure beside what others say about the same thing, with a verdict.

``judgement`` has the rules of the verdict. Nobody's figures are added up or averaged.
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.judgement import Meeting, Stand, has_room, judge, meet, reach, to_range
from conflict_atlas.claims.package import Package, has_figure
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.claims.series import NUMBERS
from conflict_atlas.memoization import memoized

Kind = Literal[Stand, "not_comparable", "nobody_else"]

_VERB: dict[Meeting, str] = {
    "equal": "equals",
    "inside": "lies inside",
    "overlapping": "overlaps",
    "touching": "touches",
    "consistent": "agrees with",
}


@dataclass(frozen=True)
class Comparison:
    """How a claim's figure compares with others', and one plain sentence that says so."""

    kind: Kind
    sentence: str


def competing(package: Package, claim_id: str) -> pd.DataFrame:
    """All figures on one thing: the article's first, then others' by date, one row each.

    Shared by all who ask: do not change it.

    Columns: label, speaker, low, best, high, bound, unit, date, date_precision, source_id,
    figure_id, url, seen_in, comparable, note, is_article. A figure is comparable when the data
    say so, its unit is the claim's and it has a number. Raises KeyError for an unknown claim.
    """
    claim = record(package, "claims")[claim_id]
    rows = [_article_row(package, claim)]
    rows += [_other_row(package, claim, figure) for figure in _others(package).get(claim_id, ())]
    return pd.DataFrame(rows)


def compare(package: Package, claim_id: str) -> Comparison:
    """Compare a claim's figure with what others say; raises KeyError for an unknown claim."""
    table = competing(package, claim_id)
    others = table[~table["is_article"]]
    claim = record(package, "claims")[claim_id]
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"])
    if others.empty:
        return Comparison("nobody_else", "No independent figure for this is in the data.")
    rivals = others[others["comparable"]]
    if rivals.empty or not said:
        return Comparison("not_comparable", _say_incomparable(others, said))
    low, high = reach(records(rivals))
    kind = judge(claim["low"], claim["high"], claim["bound"], low, high)
    return Comparison(kind, _say(kind, claim, said, rivals))


def span_of_others(package: Package, claim_id: str) -> str:
    """The range of comparable figures of others in words; "" if there is none."""
    table = competing(package, claim_id)
    rivals = table[~table["is_article"] & table["comparable"]]
    if rivals.empty:
        return ""
    return _span(records(rivals), str(record(package, "claims")[claim_id]["unit"]))


def comparisons(package: Package) -> pd.DataFrame:
    """Verdicts on all claims that give a figure.

    Indexed by claim_id; columns claim_id, kind, sentence, others (number of independent figures).
    """
    claims = package.claims
    stated = claims.index[has_figure(claims)]
    counts = package.figures["claim_id"].value_counts()
    rows = []
    for claim_id in stated:
        verdict = compare(package, claim_id)
        others = int(counts.get(claim_id, 0))
        rows.append((claim_id, verdict.kind, verdict.sentence, others))
    table = pd.DataFrame(rows, columns=["claim_id", "kind", "sentence", "others"])
    return table.set_index("claim_id", drop=False)


@memoized(8)
def _others(package: Package) -> dict[str, list[Record]]:
    """Independent figures by the claim they bear on, each list by date."""
    found: dict[str, list[Record]] = {}
    ordered = package.figures.sort_values("date", kind="stable", na_position="last")
    for figure in records(ordered):
        found.setdefault(figure["claim_id"], []).append(figure)
    return found


def _article_row(package: Package, claim: Record) -> dict[str, Any]:
    single = claim["bound"] in ("exact", "about") and claim["low"] == claim["high"]
    return {
        "label": f"The article, paragraph {claim['paragraph']}",
        "speaker": claim["attributed_to"],
        "low": claim["low"],
        "best": claim["low"] if single else math.nan,
        "high": claim["high"],
        "bound": claim["bound"],
        "unit": claim["unit"],
        "date": claim["date_end"],
        "date_precision": claim["time_precision"],
        "source_id": "",
        "figure_id": "",
        "url": package.article.url,
        "seen_in": "",
        "comparable": True,
        "note": claim["caveat"],
        "is_article": True,
    }


def _other_row(package: Package, claim: Record, figure: Record) -> dict[str, Any]:
    source = record(package, "sources")[figure["source_id"]]
    publisher = source["publisher"]
    numbers = {name: figure[name] for name in NUMBERS}
    date = phrase.dated(figure["date"], figure["date_precision"])
    comparable = (
        figure["comparable"] is not pd.NA
        and bool(figure["comparable"])
        and figure["unit"] == claim["unit"]
        and not all(phrase.is_missing(n) for n in numbers.values())
    )
    return {
        "label": ", ".join(filter(None, [publisher, date])),
        "speaker": publisher,
        **numbers,
        "bound": phrase.bound_of(**numbers),
        "unit": figure["unit"],
        "date": figure["date"],
        "date_precision": figure["date_precision"],
        "source_id": figure["source_id"],
        "figure_id": figure["figure_id"],
        "url": source["url"],
        "seen_in": source["seen_in"],
        "comparable": comparable,
        "note": figure["note"],
        "is_article": False,
    }


def _span(rivals: list[Record], unit: str) -> str:
    """Write the range of others' numbers; a single one as they word it, such as “at least”."""
    low, high = reach(rivals)
    bounds = {row["bound"] for row in rivals}
    if low == high and len(bounds) == 1:
        return phrase.figure(low, high, bounds.pop(), phrase.sign_of(unit))
    return phrase.spread(low, high, unit)


def _say(kind: Stand, claim: Record, said: str, rivals: pd.DataFrame) -> str:
    figures = records(rivals)
    span = _span(figures, str(claim["unit"]))
    basis = f"({_basis(rivals, *reach(figures))})"
    if kind == "within":
        verb, alone = _VERB[meet(claim, figures)], _alone(claim, figures)
        return f"Within what others say: {said} {verb} {span} {basis}.{alone}"
    head = "Above" if kind == "above" else "Below"
    return f"{head} what others say: {said} against {span} {basis}{_reserve(kind, claim, rivals)}."


def _alone(claim: Record, rivals: list[Record]) -> str:
    """Say how many of the others disagree with it: their span may hold what none of them says."""
    said = claim["low"], claim["high"], claim["bound"]
    stands = [(judge(*said, *reach([row])), row["bound"]) for row in rivals]
    kinds = [kind for kind, bound in stands if not has_room(kind, bound)]
    apart = [f"{kind} {count}" for kind in ("above", "below") if (count := kinds.count(kind))]
    if not apart:
        return ""
    return f" Compared with each alone, it is {' and '.join(apart)} of the {len(rivals)}."


def _basis(rivals: pd.DataFrame, low: float, high: float) -> str:
    """Say who the others are: of several that differ, those with the lowest and highest number."""
    if len(set(rivals["speaker"])) == 1 or low == high:
        return f"{phrase.counted(len(rivals), 'figure')} from {_name(rivals)}"
    numbers = rivals[list(NUMBERS)].astype("float64")
    lowest, highest = rivals[numbers.min(axis=1) == low], rivals[numbers.max(axis=1) == high]
    return f"{len(rivals)} figures; lowest {_name(lowest)}, highest {_name(highest)}"


def _name(figures: pd.DataFrame) -> str:
    return phrase.listed([phrase.brief(name) for name in figures["speaker"]])


def _reserve(kind: Stand, claim: Record, rivals: pd.DataFrame) -> str:
    """Say so where words such as "at least" leave room for both sides to be right."""
    low, high = to_range(claim["low"], claim["high"], claim["bound"])
    if kind == "below" and math.isinf(high):
        return "; the words hold, but say far less"
    if kind == "above" and math.isinf(low):
        return "; the words hold, but allow far more"
    room = {"above": "more", "below": "less"}[kind]
    count = sum(has_room(kind, bound) for bound in rivals["bound"])
    leave = "leaves" if count == 1 else "leave"
    return f"; {count} of these {leave} room for {room}" if count else ""


def _say_incomparable(others: pd.DataFrame, said: str) -> str:
    count = phrase.counted(len(others), "figure")
    names = phrase.listed(others["speaker"].map(phrase.brief).tolist())
    if not said:
        return f"The article gives no number to compare with {count} from {names}."
    are = "is" if len(others) == 1 else "are"
    return f"Not comparable: {count} from {names} {are} of another time, scope or kind."
