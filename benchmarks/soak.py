"""Readers for a long time, while processes are killed and datasets come and go: ``make soak``.

Everything is on loopback and ends by itself. The same crowd goes to a plain Streamlit page, whose
process is started again at once when it is killed, as a service manager would.
"""

import argparse
import asyncio
import math
import os
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path

import supervision
from generate_events import write_csv
from report import median, shown
from server import PLAIN, SERVED, Server
from soak_crowd import PERIOD, Crowd, Met

from conflict_atlas.events.geometry import Bounds

READERS, SECONDS = 300, 600
# Streamlit keeps a session whose reader has gone for two minutes.
REST = 150
WHOLE_FROM = 10  # seconds, from which a decimal says nothing
LONGEST = 300  # seconds that a command may take: an import on a machine that is full, a restart
EVENTS = 20_000  # of a dataset that is imported and removed; each fifth reader asks for it
DATASET = ("--source", "invented")


def main() -> None:
    """Soak both dashboards and print what their readers met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each of the two")
    parser.add_argument("--rest", type=int, default=REST, help="seconds after the last has gone")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        found = [
            asyncio.run(soak_atlas(asked, Path(folder))),
            asyncio.run(soak_plain(asked)),
        ]
    tell(asked, found)
    sys.exit(1 if found[0].counts["never back"] or found[0].failures else 0)


async def soak_atlas(asked: argparse.Namespace, folder: Path) -> Met:
    """Kill a process and the balancer, restart all in turn, import and remove a dataset."""
    events = folder / "events"
    events.mkdir()
    file = folder / "invented.csv"
    await asyncio.to_thread(write_csv, file, EVENTS, 1, Bounds(38.0, 30.0, 48.0, 38.0))
    environment = os.environ | {
        "CONFLICT_ATLAS_EVENTS": str(events),
        "CONFLICT_ATLAS_DRAIN_SECONDS": "5",
    }
    command = partial(run, "-m", "conflict_atlas.cli", env=environment)
    restart = f"{supervision.ROOT}/deploy/rolling_restart.py"
    with Server(SERVED, environment=environment) as server:
        await asyncio.to_thread(server.wait, complete=True)
        happens = [
            (0.2, f"import of {EVENTS:,} events", partial(command, "import", *DATASET, str(file))),
            (0.3, "kill -9 of a process", partial(kill, server, "p")),
            (0.45, "removal of the events", partial(command, "remove", DATASET[1])),
            (0.5, "kill -9 of HAProxy", partial(kill, server, "balancer")),
            (0.65, "import again", partial(command, "import", *DATASET, str(file))),
            (0.7, "rolling restart", partial(run, restart, "--port", str(server.port))),
        ]
        crowd = Crowd(server, asked.readers, asked.seconds, asked.rest, link={"events": DATASET[1]})
        return await crowd.run(SERVED.name, happens)


async def soak_plain(asked: argparse.Namespace) -> Met:
    """Kill the one process, and start it again at once."""
    with Server(PLAIN) as server:
        await asyncio.to_thread(server.wait)

        async def kill_and_start() -> None:
            os.killpg(server.process.pid, signal.SIGKILL)
            server.process.wait()
            server.__enter__()

        happens = [(0.3, "kill -9 of the process", kill_and_start)]
        crowd = Crowd(server, asked.readers, asked.seconds, asked.rest)
        return await crowd.run(PLAIN.name, happens)


async def run(*words: str, env: dict[str, str] | None = None) -> None:
    """Run a Python program to its end; raises RuntimeError when it fails."""
    told = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, env=env, stdout=told, stderr=asyncio.subprocess.STDOUT
    )
    try:
        words_of_it, _ = await asyncio.wait_for(process.communicate(), LONGEST)
    except TimeoutError:
        process.kill()
        raise RuntimeError(f"did not end in {LONGEST} s") from None
    if process.returncode:
        raise RuntimeError(words_of_it.decode()[-500:])


async def kill(server: Server, name: str) -> None:
    """Kill a part of the dashboard, the first whose name begins so."""
    await asyncio.to_thread(_kill, server, name)


def _kill(server: Server, name: str) -> None:
    with supervision.connected(supervision.find_folder(server.port)) as supervisor:
        parts = supervisor.getAllProcessInfo()
        os.kill(next(one["pid"] for one in parts if one["name"].startswith(name)), signal.SIGKILL)


def tell(asked: argparse.Namespace, found: list[Met]) -> None:
    """Print the figures side by side, as a table that goes into ``deploy/README.md`` as it is."""
    columns = [_figures(met) for met in found]
    cores = len(os.sched_getaffinity(0))
    print(f"{asked.readers} readers for {asked.seconds} s, each acting every {PERIOD:g} s;")
    print(f"{cores} cores, which the simulation shares.\n")
    print("| | " + " | ".join(met.name for met in found) + " |")
    print("| --- |" + " --- |" * len(found))
    for name in columns[0]:
        print(f"| {name} | " + " | ".join(column[name] for column in columns) + " |")
    print()
    for met in found:
        for what in met.told():
            print(f"{met.name}: {what}")


def _figures(met: Met) -> dict[str, str]:
    late = met.late / max(1, len(met.waits))
    waits = [
        f"{'over ' if late >= 1 - percent / 100 else ''}{_two(percentile(met.waits, percent))} s"
        for percent in (50, 95, 99)
    ]
    returns = [median(met.returns), percentile(met.returns, 95), max(met.returns, default=math.nan)]
    memory = [met.before, met.during, met.at_end, met.after]
    return {
        "actions answered": f"{len(met.waits) - met.late:,}",
        "an action: median, 95th, 99th percentile": ", ".join(waits),
        "errors": str(met.failures.total()),
        "connections lost, come back, never back": ", ".join(
            f"{met.counts[what]:,}" for what in ("lost", "back", "never back")
        ),
        "until back: median, 95th percentile, longest": ", ".join(f"{_two(s)} s" for s in returns),
        "memory for each reader": f"{(met.during - met.before) / max(1, met.readers):.1f} MiB",
        "memory before, with all readers, with all at the end, after all have gone": ", ".join(
            shown(one) for one in memory
        )
        + " MiB",
    }


def _two(seconds: float) -> str:
    """Write a time with as many digits as its measure deserves."""
    if math.isnan(seconds):
        return "-"
    return f"{seconds:.0f}" if seconds >= WHOLE_FROM else f"{seconds:.2g}"


def percentile(values: list[float], percent: int) -> float:
    """Percentile (nearest rank); NaN of no values."""
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1] if values else math.nan


if __name__ == "__main__":
    main()
