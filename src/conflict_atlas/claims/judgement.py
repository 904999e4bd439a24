"""How a claim's words compare with the numbers that others state.

What is compared is what has been *stated*, number by number; nobody's figures are added up or
averaged. Others say anything from the lowest to the highest number among their comparable
figures, whether that number is a best estimate or an end of a range.

The words of the claim decide how it is compared with them:

- ``exact`` and ranges: *within* when they meet what others say, else *above* or *below*.
- ``about``: likewise, read with a tenth on either side, or on the one side the article leaves
  open ("just over 5,000" has a lower end only and is read as 5,000 to 5,500).
- ``nearly``: likewise, from a tenth below up to the number itself, which is not reached.
- ``at_least``: *above* when every other number is smaller, which contradicts it. When every other
  number is larger the words still hold; it is *below* only when all of them are more than twice
  as large, because then "at least" says far less than is known.
- ``at_most``: the mirror image. With a lower end of its own it is a range.

A claim that is *within* meets the others' numbers in one of five ways. Only what is stated counts:
open or vague words never make a claim equal to a number, and open ones never put it inside.

- *equal*: the claim states one number exactly, and the others state exactly that one.
- *inside*: all that its words allow is between two numbers of others; the ends count as inside.
- *overlapping*: it states two ends, and has a part of the others' range, or all of it, and more.
- *touching*: it states two ends, and has one end in common with the others' range, no more.
- *consistent*: anything else that its words, or open words of others, allow.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import Record

Stand = Literal["within", "above", "below"]
Meeting = Literal["equal", "inside", "overlapping", "touching", "consistent"]

ABOUT = 0.1  # "about" and "nearly" are read as up to a tenth away
FAR = 2.0  # a bound further than this factor from all others holds, yet says little


def judge(low: float, high: float, bound: str, lowest: float, highest: float) -> Stand:
    """Compare a claim of ``low`` to ``high`` with others' numbers, ``lowest`` to ``highest``.

    One end of the claim may be NaN; the rules are those at the top of this module.
    """
    low, high = to_range(low, high, bound)
    if low > highest or (math.isinf(low) and high > FAR * highest):
        return "above"
    if high < lowest or (math.isinf(high) and FAR * low < lowest):
        return "below"
    return "within"


def to_range(low: float, high: float, bound: str) -> tuple[float, float]:
    """Read a claim's words as a range; an end that the words leave open is infinite.

    Raises ValueError when both ends are missing.
    """
    ends = [end for end in (low, high) if not phrase.is_missing(end)]
    if not ends:
        msg = "a claim without a figure has no range"
        raise ValueError(msg)
    if bound == "nearly":
        return ends[-1] * (1 - ABOUT), ends[-1]
    if bound == "about":
        lower, upper = ends[0], ends[-1]
        if lower != upper:
            return lower, upper
        return (
            lower if phrase.is_missing(high) else lower * (1 - ABOUT),
            upper if phrase.is_missing(low) else upper * (1 + ABOUT),
        )
    if bound == "at_least" and len(set(ends)) == 1:
        return ends[0], math.inf
    if bound == "at_most" and len(set(ends)) == 1:
        return -math.inf, ends[0]
    return ends[0], ends[-1]


def has_room(stand: Stand, bound: str) -> bool:
    """Whether a figure's own words hold for a claim that is above or below its number."""
    return (stand, bound) in {("above", "at_least"), ("below", "at_most")}


def reach(figures: Iterable[Record]) -> tuple[float, float]:
    """Lowest and highest of all numbers that some figures of others state."""
    stated = (figure[name] for figure in figures for name in ("low", "best", "high"))
    numbers = [number for number in stated if not phrase.is_missing(number)]
    return min(numbers), max(numbers)


def meet(claim: Record, figures: Sequence[Record]) -> Meeting:
    """Say how a claim meets figures of others that do not contradict it.

    The rules are those at the top of this module; ``bound`` of each figure is how it is worded.
    """
    low, high = to_range(claim["low"], claim["high"], claim["bound"])
    lowest, highest = reach(figures)
    if lowest == highest:
        is_stated = low == high == lowest and all(one["bound"] == "exact" for one in figures)
        return "equal" if is_stated else "consistent"
    if lowest <= low and high <= highest:
        return "inside"
    ends = {end for end in (claim["low"], claim["high"]) if not phrase.is_missing(end)}
    if len(ends) > 1 and low < highest and lowest < high:
        return "overlapping"
    return "touching" if len(ends) > 1 and (low == highest or high == lowest) else "consistent"
