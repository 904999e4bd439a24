"""schema.org descriptions for machines: a ``Claim`` for each claim, and a ``Dataset``.

Not ``ClaimReview``: the atlas compares claims and reviews none.
"""

import json
from typing import Any

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.reading.address_words import SITE, figure_and_others
from conflict_atlas.reading.addresses import Addresses

CONTEXT = "https://schema.org"


def claim(package: Package, addresses: Addresses, claim_id: str) -> dict[str, Any]:
    """Describe a claim: what is said, by whom, where it appears, what it is about."""
    row = record(package, "claims")[claim_id]
    article = package.article
    appearance = {
        "@type": "Article",
        "headline": article.title,
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": article.publisher},
        "datePublished": article.published,
        "url": article.url,
    }
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Claim",
        "identifier": claim_id,
        "name": row["title"],
        "text": row["summary"],
        "description": figure_and_others(package, claim_id),
        "url": addresses.absolute(addresses.claim(claim_id)),
        "author": {"@type": "Thing", "name": row["attributed_to"]},
        "datePublished": article.published,
        "temporalCoverage": f"{row['date_start']:%Y-%m-%d}/{row['date_end']:%Y-%m-%d}",
        "appearance": appearance,
        "about": _place(package, row["place_id"]),
        "isPartOf": {"@type": "Dataset", "name": package.title, "version": package.data_version},
    }
    return {name: value for name, value in made.items() if value}


def dataset(package: Package, addresses: Addresses) -> dict[str, Any]:
    """Describe the data: licence, version, what it covers, and where its files are."""
    first, last = package.first_day, package.last_day
    west, south, east, north = package.places.total_bounds
    forms = {"claims.csv": "text/csv", "claims.geojson": "application/geo+json"}
    licence = package.descriptor["licenses"][0].get("path", package.licence)
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": package.title,
        "description": package.description,
        "url": addresses.absolute(addresses.page("about")),
        "version": package.data_version,
        "license": licence,
        "isAccessibleForFree": True,
        "keywords": package.descriptor.get("keywords", []),
        "creator": {"@type": "Organization", "name": SITE},
        "isBasedOn": package.article.url,
        "temporalCoverage": f"{first:%Y-%m-%d}/{last:%Y-%m-%d}",
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"},
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": addresses.absolute(addresses.file(name)),
            }
            for name, media_type in forms.items()
            if addresses.root
        ],
    }
    return {name: value for name, value in made.items() if value}


def script(content: dict[str, Any]) -> str:
    """Write a description as an element of the head; no text of the data can end it."""
    text = json.dumps(content, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>\n'


def _place(package: Package, place_id: str) -> dict[str, Any] | None:
    if not place_id:
        return None
    place = record(package, "places")[place_id]
    made: dict[str, Any] = {"@type": "Place", "name": place["name"]}
    if place["coordinate_kind"] in POINTS:
        point = {"latitude": place["latitude"], "longitude": place["longitude"]}
        made["geo"] = {"@type": "GeoCoordinates", **point}
    return made


# Kinds of coordinates that are a location; the label point of an area is not.
POINTS = frozenset(("settlement_centre", "point"))
