"""Citations for reference managers, beside BibTeX: RIS and CSL-JSON."""

import json
import re
from datetime import date
from typing import Any

from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.package import Package

AUTHOR = "Conflict Atlas"


def ris(package: Package, permalink: str) -> str:
    """Cite the data package as a RIS record; no value can begin a line of its own."""
    made = _day(package)
    rows = (
        ("TY", "DATA"),
        ("AU", AUTHOR),
        ("TI", package.title),
        ("PY", f"{made.year}" if made else ""),
        ("DA", f"{made:%Y/%m/%d}" if made else ""),
        ("ET", package.data_version),
        ("N1", _note(package)),
        ("UR", permalink),
    )
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(package: Package, permalink: str) -> str:
    """Cite the data package as CSL-JSON, which Zotero, pandoc and others read."""
    made = _day(package)
    entry: dict[str, Any] = {
        "id": re.sub(r"[^a-z0-9-]", "", package.name.lower()) or "conflict-atlas",
        "type": "dataset",
        "title": package.title,
        "author": [{"literal": AUTHOR}],
        "version": package.data_version,
        "issued": {"date-parts": [[made.year, made.month, made.day]]} if made else None,
        "note": _note(package),
        "URL": permalink,
    }
    stated = {name: value for name, value in entry.items() if value}
    return json.dumps([stated], ensure_ascii=False, indent=2)


def _note(package: Package) -> str:
    return f"Claims made by {cite_article(package)}, {package.article.url}"


def _day(package: Package) -> date | None:
    """Day the package says it was made."""
    try:
        return date.fromisoformat(str(package.descriptor.get("created", ""))[:10])
    except ValueError:
        return None
