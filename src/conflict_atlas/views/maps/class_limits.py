"""Limits between the classes of a coloured map: round numbers at given shares of all counts."""

import math
from collections.abc import Sequence

import pandas as pd


def limits(counts: "pd.Series[float]", shares: Sequence[float]) -> tuple[float, ...]:
    """The counts below which given shares of all counts lie, rounded, without repeats."""
    return tuple(dict.fromkeys(round_limit(value) for value in counts.quantile(list(shares))))


def round_limit(value: float) -> float:
    """Round to one of 1, 1.5, 2, 3, 5 or 7 times a power of ten, the nearest by ratio."""
    if value < 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = [step * power for step in (1, 1.5, 2, 3, 5, 7, 10)]
    return min(steps, key=lambda step: abs(math.log(step / value)))
