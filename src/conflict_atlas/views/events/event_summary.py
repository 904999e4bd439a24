"""What a dataset recorded, in a sentence or two, and which part of it a map cannot show."""

from html import escape

from conflict_atlas.claims import phrase
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.summary import Summary
from conflict_atlas.views.events import event_words

NOT_NAMED = "Not named there"


def head(summary: Summary, source: Manifest, *, named: bool = True) -> str:
    """Write the numbers at the head of the events page as HTML: events, people, days.

    ``named`` is False where the dataset has no name for any of the actors asked for: that it shows
    no events by them then means nothing.
    """
    if not named:
        return (
            f'<div class="atlas-numbers"><div><b>{NOT_NAMED}</b>'
            f"<span>{escape(source.title)} has no name for the actors asked for</span></div></div>"
        )
    events = summary.events
    days = f"{phrase.day(summary.first_day)} to {phrase.day(summary.last_day)}" if events else ""
    parts = [
        (phrase.exact(events), "event recorded" if events == 1 else "events recorded"),
        _people(summary, source.people),
        (days, f"by {source.title}"),
    ]
    cells = "".join(
        f"<div><b>{escape(value)}</b><span>{escape(label)}</span></div>"
        for value, label in parts
        if value
    )
    return f'<div class="atlas-numbers">{cells}</div>'


def below_map(
    summary: Summary, source: Manifest, notes: tuple[str, ...], *, named: bool = True
) -> str:
    """Say below a map how many events it shows, with the necessary notes; as HTML."""
    said = f"{event_words.events(summary.events)} recorded by {source.title}"
    if not named:
        said = f"{NOT_NAMED}: {source.title} has none of these actors"
    absent = summary.events - summary.placed
    if absent:
        said += f"; {event_words.events(absent)} without coordinates not drawn"
    return f'<p class="atlas-asked">{escape(" ".join(filter(None, (f"{said}.", *notes))))}</p>'


def beyond(shown: int, placed: int) -> str:
    """Say how many events with coordinates lie outside the part of the map shown; "" for none."""
    if shown >= placed:
        return ""
    if not shown:
        return "None of these events lies in the part of the map shown."
    outside = f"{phrase.exact(placed - shown)} of {phrase.counted(placed, 'event')}"
    return f"{outside} with coordinates lie outside the part of the map shown."


def _people(summary: Summary, unit: str) -> tuple[str, str]:
    if not unit or not summary.events:
        return "", ""
    silent = summary.events - summary.figured
    note = f"; {event_words.events(silent)} without a figure" if silent else ""
    low, best, high = (
        None if n is None else phrase.exact(n) for n in (summary.low, summary.best, summary.high)
    )
    if best is None and low is None:
        return "no figure", f"of people {unit}"
    ends = f" (between {low} and {high})" if low != high else ""
    return best or f"{low} to {high}", f"people {unit}{ends if best else ''}{note}"
