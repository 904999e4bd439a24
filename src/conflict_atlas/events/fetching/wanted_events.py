"""Which events are wanted of a source: of some countries, from some year on, to some year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conflict_atlas.events.fetching.http import FetchError


@dataclass
class Wanted:
    """Countries by name or number (none are all), and years, 0 for no end."""

    countries: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    met: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def keep(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """Keep the wanted ones of some records of UCDP, and note the countries met."""
        for record in records:
            if self._in_years(record) and self._in_countries(record):
                yield record

    def check(self) -> None:
        """Check that each country has an event; raises FetchError."""
        missing = [one for one in self.countries if one.casefold() not in self.met]
        if missing:
            like = sorted(
                name for name in self.seen if missing[0][:4].casefold() in name.casefold()
            )
            known = f"; names that are like it: {', '.join(like[:6])}" if like else ""
            raise FetchError(f"no event is in {missing[0]}{known}")

    @property
    def words(self) -> str:
        """A part of a file's name."""
        years = "-".join(str(year) for year in (self.first, self.last) if year)
        return " ".join(filter(None, (*self.countries, years)))

    def _in_years(self, record: Mapping[str, Any]) -> bool:
        begun, ended = (str(record.get(name, ""))[:4] for name in ("date_start", "date_end"))
        after = not self.first or (ended or begun) >= str(self.first)
        return after and (not self.last or begun <= str(self.last))

    def _in_countries(self, record: Mapping[str, Any]) -> bool:
        if not self.countries:
            return True
        name, number = str(record.get("country", "")), str(record.get("country_id", ""))
        self.seen.add(name)
        # UCDP adds earlier names in brackets: Yemen (North Yemen).
        called = {name.casefold(), name.partition(" (")[0].casefold(), number}
        found = called.intersection(one.casefold() for one in self.countries)
        self.met |= found
        return bool(found)
