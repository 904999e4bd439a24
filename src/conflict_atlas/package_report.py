"""The whole report on a data package, as ``conflict-atlas check`` gives it."""

from dataclasses import dataclass
from pathlib import Path

from conflict_atlas.claims.check.fingerprint import check_anchors
from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.check.package_warnings import warn
from conflict_atlas.fault import DataWarning, Fault, PackageError
from conflict_atlas.views.story.link_check import check_links


@dataclass(frozen=True)
class PackageReport:
    """What was found; ``anchors`` says whether they were proved against the article."""

    faults: list[Fault]
    warnings: list[DataWarning]
    anchors: str


def report_on(path: Path, article: Path | None) -> PackageReport:
    """Check a package, and its anchors where the text of the article is at hand."""
    try:
        package = load_package(path, check_links)
    except PackageError as error:
        return PackageReport(error.faults, [], "anchors not proved (the package has faults)")
    if article is None:
        return PackageReport([], warn(package), "anchors not proved (no --article)")
    faults = check_anchors(package, article)
    proved = f"anchors {'not ' if faults else ''}proved against {article}"
    return PackageReport(faults, warn(package), proved)
