"""The command line: ``conflict-atlas check``, ``build``, ``import``, ``fetch`` and others."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from conflict_atlas import cli_archive, cli_build, cli_events, cli_fetch, cli_import
from conflict_atlas.claims.check import sound_packages
from conflict_atlas.cli_guard import guarded
from conflict_atlas.exit_codes import FAULTY, MISUSED, SOUND
from conflict_atlas.settings import data_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 for faults found, 2 for a wrong call.

    What stops it from outside is one line: an interruption, a closed pipe, a disk that is full.
    """
    parsed = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    return guarded(lambda: run(parsed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="conflict-atlas", description=__doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands)
    cli_build.add_command(commands)
    cli_archive.add_command(commands)
    cli_import.add_command(commands)
    cli_fetch.add_command(commands)
    cli_events.add_commands(commands)
    return parser


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser(
        "check",
        help="check a data package",
        description="Check a data package: one line for each fault, one for each warning, then a"
        " count. Exits with 0 when there is no fault (warnings do not matter), 1 when there is"
        " one, 2 when there is nothing to check.",
    )
    check.add_argument(
        "--data",
        type=Path,
        metavar="PATH",
        help="folder of the package (default: CONFLICT_ATLAS_DATA, else data)",
    )
    check.add_argument(
        "--article",
        type=Path,
        metavar="FILE",
        help="text of the article: also prove each claim's anchor against the paragraph it cites",
    )
    check.set_defaults(run=_check)


def _check(parsed: argparse.Namespace) -> int:
    path: Path = parsed.data or data_folder()
    article: Path | None = parsed.article
    for needed, exists in ((path, path.is_dir()), (article, not article or article.is_file())):
        if not exists:
            print(f"conflict-atlas check: no such place: {needed}", file=sys.stderr)
            return MISUSED
    from conflict_atlas.package_report import report_on  # noqa: PLC0415 - brings pandas

    seen = sound_packages.mark(path)
    found = report_on(path, article)
    for fault in found.faults:
        print(fault)
    for warning in found.warnings:
        print(f"warning: {warning}")
    warned = f", {_count(found.warnings, 'warning')}" if found.warnings else ""
    print(f"{_count(found.faults, 'fault')} in {path}{warned}; {found.anchors}")
    if not found.faults:
        sound_packages.remember(path, seen)  # the dashboard starts sooner
    return FAULTY if found.faults else SOUND


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found) or 'no'} {noun}{'' if len(found) == 1 else 's'}"


def _version() -> str:
    try:
        return version("conflict-atlas")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
