"""The queries on events, by name: code that asks them does not import an engine."""

from dataclasses import dataclass
from typing import Any, Literal

# What events can be grouped by; "" is nothing, and ``actor`` is either side.
By = Literal["event_type", "side_a", "actor", ""]
# Columns whose names can be listed.
Named = Literal["event_type", "actor", "country", "admin1"]
Name = Literal[
    "summary", "symbols", "monthly", "monthly_without", "daily", "listed", "names"
]  # fmt: skip


@dataclass(frozen=True)
class Query:
    """A query of ``queries`` by its name, with its arguments besides the events."""

    name: Name
    arguments: tuple[Any, ...] = ()
