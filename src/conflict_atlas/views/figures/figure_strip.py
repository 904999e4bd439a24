"""Competing figures as a strip in a card: the article first, then others by speaker; as HTML."""

from html import escape
from typing import Any

from conflict_atlas.claims import by_speaker, judgement, phrase
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.views import words
from conflict_atlas.views.figures import figure_range
from conflict_atlas.views.figures.figure_range import Axis

_MOST_TICKS, _MOST_LONG = 5, 3  # long: from a million on, which is written out
_LONG = 1e6
_LAST_TICK = 94.0  # percent of the width beyond which a tick's number would stick out
_FAR = 62.0  # percent of the width beyond which a figure is written before its line, not after it


def figure_strip(package: Package, claim_id: str) -> str:
    """Draw a claim's figure with those of others; "" where nobody else gives one."""
    groups = by_speaker.rivals(package, claim_id)
    claim = record(package, "claims")[claim_id]
    if not groups or (phrase.is_missing(claim["low"]) and phrase.is_missing(claim["high"])):
        return ""
    article = records(competing(package, claim_id))[0]
    rows = [article, *(row for figures in groups.values() for row in figures)]
    axis = figure_range.choose_axis(rows)
    head = f"<span>The article, ¶ {claim['paragraph']}</span>"
    year = claim["date_end"].year
    parts = [_row(article, axis, head)]
    for kind, figures in groups.items():
        parts.append(f'<p class="atlas-strip-group">{words.SPEAKER_LABEL[kind]}</p>')
        parts += [_row(row, axis, _label(row, year)) for row in figures]
    return (
        f'<figure class="atlas-strip"><figcaption>{escape(_title(str(claim["unit"])))}</figcaption>'
        f'<div class="atlas-strip-plot">{_ground(claim, axis)}{"".join(parts)}</div></figure>'
    )


def _title(unit: str) -> str:
    if phrase.is_money(unit):
        return "Who says how much"
    who, killed, rest = unit.partition(" killed")
    if killed and not rest:
        return f"Who says how many {who} were killed"
    return f"Who says how many {unit}"


def _label(row: Record, year: int) -> str:
    """Name who speaks, cut short where needed (whole in its tooltip), and when, never cut."""
    name = phrase.brief(row["speaker"])
    date = _shorten(phrase.dated(row["date"], row["date_precision"]), year)
    when = f"<small>{date}</small>" if date else ""
    short = escape(name.partition(" – ")[0])
    return f'<span title="{escape(row["speaker"], quote=True)}">{short}</span>{when}'


def _shorten(date: str, year: int) -> str:
    """Write months in three letters, and leave out the claim's own year beside a month."""
    parts = [part[:3] if part.isalpha() else part for part in date.split(" ")]
    return " ".join(parts[:-1] if len(parts) > 1 and parts[-1] == str(year) else parts)


def _row(row: Record, axis: Axis, label: str) -> str:
    start, end = figure_range.ends(row, axis)
    left, right = _share(start, axis), _share(end, axis)
    single = len(set(figure_range.numbers(row))) == 1
    heads = {"at_least": " atlas-opens-up", "at_most": " atlas-opens-down"}
    opens = heads.get(row["bound"], "") if single and start != end else ""
    side = f"right:{100 - left:.1f}%" if right > _FAR else f"left:{right:.1f}%"
    kind = "article" if row["is_article"] else "other"
    best = row["best"]
    dot = (
        f'<i class="atlas-best" style="left:{_share(best, axis):.1f}%"></i>'
        if not phrase.is_missing(best)
        else ""
    )
    return (
        f'<p class="atlas-strip-row atlas-of-{kind}"><span>{label}</span>'
        f'<span class="atlas-track"><i class="atlas-range{opens}" '
        f'style="left:{left:.1f}%;width:{max(right - left, 0.8):.1f}%"></i>{dot}'
        f'<b style="{side}">{escape(_say(row))}</b></span></p>'
    )


def _say(row: Record) -> str:
    """Write the numbers alone; the title names what is counted."""
    numbers = figure_range.numbers(row)
    low, high = min(numbers), max(numbers)
    if low != high:
        return f"{_number(low, row)}–{_number(high, row)}"
    at_least = "over {}" if row["is_article"] else "{} or more"
    return phrase.bounded(_number(low, row), row["bound"], at_least)


def _number(value: float, row: Record) -> str:
    if phrase.is_money(row["unit"]):
        return phrase.amount(value, row["unit"].partition(" ")[0])
    return phrase.number(value)


def _ground(claim: Record, axis: Axis) -> str:
    """Ticks and the shaded range that the article's words allow, behind every row."""
    ticks = "".join(
        f'<i style="left:{_share(tick, axis):.1f}%"><span>{_tick(tick)}</span></i>'
        for tick in _ticks(axis)
        if _share(tick, axis) <= _LAST_TICK
    )
    low, high = judgement.to_range(claim["low"], claim["high"], claim["bound"])
    left, right = _share(max(low, axis.low), axis), _share(min(high, axis.high), axis)
    band = f'<b style="left:{left:.1f}%;width:{max(right - left, 0.4):.1f}%"></b>'
    return f'<div class="atlas-strip-ground" aria-hidden="true"><div>{band}{ticks}</div></div>'


def _ticks(axis: Axis) -> list[float]:
    raw = (axis.high - axis.low) / (_MOST_LONG if axis.high >= _LONG else _MOST_TICKS)
    step: float = next(s for s in _steps(raw) if s >= raw)
    first_tick = -(-axis.low // step) * step
    return [first_tick + n * step for n in range(int((axis.high - first_tick) // step) + 1)]


def _tick(value: float) -> str:
    """Write a number as short as the axes of charts do: 3.25M."""
    said = phrase.number(value)
    for word in ("million", "billion", "trillion"):
        said = said.replace(f" {word}", word[0].upper())
    return said


def _steps(raw: float) -> list[float]:
    power = 10.0 ** len(str(int(raw))) / 10
    return [factor * power for factor in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10)]


def _share(value: Any, axis: Axis) -> float:
    return 100 * axis.share(float(value))
