"""A package of a thousand claims: the invented one, filled up with meaningless claims."""

import csv
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

CLAIMS = 1000
FIRST = date(1985, 3, 4)
KINDS = ("event", "status", "statement", "context")
SPANS = (0, 0, 6, 13, 40, 150)  # lengths of claims in days


def make(package: Path, folder: Path) -> Path:
    """Write a copy of a package with claims added up to a thousand."""
    folder = Path(shutil.copytree(package, folder))
    chance = random.Random(1)  # noqa: S311 - the same each time
    header, claims = _read(folder / "claims.csv")
    model = claims[0]
    for number in range(len(claims), CLAIMS):
        start = FIRST + timedelta(days=chance.randrange(830))
        span = chance.choice(SPANS)
        end = start + timedelta(days=span)
        claims.append(
            dict.fromkeys(header, "")
            | {
                "claim_id": f"made-for-numbers-{number:04}",
                "paragraph": model["paragraph"],
                "claim_type": KINDS[number % len(KINDS)],
                "title": f"Claim {number} at Ostrel, made to be one of many",
                "summary": f"The claim of the number {number} says nothing in particular.",
                "anchor": model["anchor"],
                "date_start": start.isoformat(),
                "date_end": end.isoformat(),
                "time_precision": "range" if span else "day",
                "date_basis": "stated",
                "place_id": model["place_id"],
                "geo_precision": model["geo_precision"],
                "attributed_to": "The article",
            }
        )
    claims.sort(key=lambda row: int(row["paragraph"]))
    _write(folder / "claims.csv", header, claims)
    header, actors = _read(folder / "claim_actors.csv")
    named = {row["claim_id"] for row in actors}
    actors += [
        {"claim_id": row["claim_id"], "actor_id": "tessany", "role": "subject"}
        for row in claims
        if row["claim_id"] not in named
    ]
    _write(folder / "claim_actors.csv", header, actors)
    return folder


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return list(reader.fieldnames or ()), list(reader)


def _write(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
