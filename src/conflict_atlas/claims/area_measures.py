"""Measures that areas can be coloured by: people counted in rounds, and monthly records."""

from conflict_atlas.claims import area_count, displacement
from conflict_atlas.claims.package import Package

MEASURE_LABEL = {
    "idps": "Displaced people",
    "returnees": "People who returned",
    "people-killed": "Recorded deaths",
}


def by_label(package: Package) -> dict[str, str]:
    """Codes of the measures that a package has, by the label that readers and links use."""
    named = (*displacement.measures(package), *area_count.measures(package))
    return {label(name): name for name in named}


def label(measure: str) -> str:
    """Label of a measure: its code in plain spelling where none is set."""
    return MEASURE_LABEL.get(measure, measure.replace("_", " "))
