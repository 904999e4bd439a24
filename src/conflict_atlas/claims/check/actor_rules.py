"""What actors may be called: another name must not be the name of somebody else."""

from collections.abc import Iterator

from conflict_atlas.claims.filter_options import plain
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.fault import Fault


def check_actors(package: Package) -> Iterator[Fault]:
    """Find other names by which a reader who types them would get the wrong actor."""
    actors = records(package.actors)
    shown = {plain(row[key]): row["actor_id"] for row in actors for key in ("name", "short_name")}
    for number, row in enumerate(actors, start=2):
        for name in filter(None, row["other_names"].split("|")):
            owner = shown.get(plain(name), row["actor_id"])
            if owner != row["actor_id"]:
                reason = f"“{name}” is the name of {owner}"
                yield Fault(package.file_of("actors"), number, "other_names", name, reason)
