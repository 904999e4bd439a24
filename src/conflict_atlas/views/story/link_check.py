"""Checks that the pages understand everything in each step's link."""

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.story import steps
from conflict_atlas.fault import Fault
from conflict_atlas.views.story import step_link


def check_links(package: Package) -> list[Fault]:
    """Find links that name no page, or of which a page would ignore a part."""
    faults = []
    for row, step in enumerate(steps(package), start=2):
        try:
            unused = step_link.read(package, step.link).unused
        except ValueError as error:
            faults.append(_fault(package, row, step.link, str(error)))
            continue
        faults += [_fault(package, row, one, "the page cannot use this") for one in unused]
    return faults


def _fault(package: Package, row: int, value: str, reason: str) -> Fault:
    return Fault(package.file_of("story"), row, "link", value, reason)
