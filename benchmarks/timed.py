"""Run Streamlit's own command line, and note how long every run of a script takes.

The time is taken on the thread that runs the script, from the request to the last of what
Streamlit does after the script (its garbage collection included). Only ``run.py`` starts this.
"""

import os
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli

TIMINGS = Path(os.environ["BENCH_TIMINGS"])


def note_runs() -> None:
    """Append the seconds of each script run, one per line."""
    run = ScriptRunner._run_script  # noqa: SLF001 - there is no public place to measure

    def timed(self: ScriptRunner, *arguments: object) -> None:
        begun = time.perf_counter()
        try:
            run(self, *arguments)
        finally:
            with TIMINGS.open("a") as file:
                file.write(f"{time.perf_counter() - begun}\n")

    ScriptRunner._run_script = timed  # noqa: SLF001


if __name__ == "__main__":
    note_runs()
    cli.main(prog_name="streamlit")
