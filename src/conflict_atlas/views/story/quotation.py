"""A step as a text to quote: our words, the article's paragraphs, and the sources of others."""

from conflict_atlas.claims import phrase
from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.comparison import competing
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record, records
from conflict_atlas.claims.story import Step

# Placeholder for the step's address, which only the browser knows in full.
ADDRESS = "{address}"


def quote(package: Package, step: Step, claim_id: str) -> str:
    """Write the text, with others' figures on the claim that the step is about."""
    sign = "¶¶" if any(mark in step.paragraphs for mark in "–,") else "¶"
    parts = [f"{step.text} ({cite_article(package)}, {sign} {step.paragraphs})"]
    if claim_id:
        table = competing(package, claim_id)
        others = [_say(row) for row in records(table[~table["is_article"]])]
        title = record(package, "claims")[claim_id]["title"]
        parts += [f"Others, on “{title}”: {'; '.join(others)}."] if others else []
    return "\n\n".join([*parts, ADDRESS])


def _say(row: Record) -> str:
    said = phrase.stated(row["low"], row["best"], row["high"], row["unit"])
    return f"{row['label']}: {said}"
