"""What a whole command costs in CPU time, beside a one-command Typer program and an empty Python in the same run.

Run as: python benchmarks/bench_startup.py                  20 runs of each, in this environment
    python benchmarks/bench_startup.py --wheel          in a fresh environment with the wheel installed
    python benchmarks/bench_startup.py --check          exit with 1 if a target is missed

CPU time is user and system time of the process, from ``os.wait4``. The runs of the candidates alternate, so that
a change of the machine's speed meets all of them. Bytecode is compiled beforehand, as an installer leaves it.
``python -c pass`` in an editable install pays for the finder of that install (about 15 ms); a wheel does not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPER = """
import typer
app = typer.Typer()

@app.command()
def hello(name: str, times: int = 1) -> None:
    for _ in range(times):
        print(name)

app()
"""
VERSION_TARGET, ABOVE_TYPER = 30.0, 40.0


def cpu(command: list[str], environment: dict[str, str]) -> float:
    """Return the CPU time of a process, in milliseconds."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def candidates(python: Path, folder: Path) -> dict[str, list[str]]:
    """Return the command lines to measure, by name, the floors first."""
    program = folder / "typer_program.py"
    program.write_text(TYPER)
    orodha, database = str(python.with_name("orodha")), ["--db", str(folder / "kenya.db")]
    subprocess.run([orodha, "init", *database], check=True, stderr=subprocess.DEVNULL)
    return {
        "python -c pass": [str(python), "-c", "pass"],
        "python -c 'import click'": [str(python), "-c", "import click"],
        "one-command Typer program": [str(python), str(program), "x"],
        "orodha --version": [orodha, "--version"],
        "orodha --help": [orodha, "--help"],
        "orodha find": [orodha, "find", "work permits", *database],
        "orodha holds": [orodha, "holds", "work permits", *database],
        "orodha list": [orodha, "list", "source", *database],
        "orodha show": [orodha, "show", "source/ke-efns", *database],
    }


def measure(commands: dict[str, list[str]], runs: int, folder: Path) -> dict[str, float]:
    """Return the median CPU time of each command, in milliseconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):  # the first compiles
        for name, command in commands.items():
            taken = cpu(command, environment)
            if turn:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def report(medians: dict[str, float], runs: int) -> list[str]:
    """Print the table; return the targets that were missed."""
    empty, typer = medians["python -c pass"], medians["one-command Typer program"]
    print(f"CPU time in ms, medians of {runs} runs, Python {sys.version.split()[0]}\n")
    print(f"{'':28}{'median':>8}{'- empty':>9}{'- Typer':>9}  target")
    missed: list[str] = []
    for name, taken in medians.items():
        limit = VERSION_TARGET if name == "orodha --version" else typer + ABOVE_TYPER
        target = f"<= {limit:.0f}" if name.startswith("orodha") else ""
        if target and taken > limit:
            missed.append(name)
            target += " MISSED"
        print(f"{name:28}{taken:8.1f}{taken - empty:9.1f}{taken - typer:9.1f}  {target}".rstrip())
    return missed


def installed(folder: Path) -> Path:
    """Install the wheel and Typer into a fresh environment; return its Python."""
    place = folder / "env"
    subprocess.run(["uv", "venv", "-q", "-p", sys.executable, str(place)], check=True)
    python = place / "bin" / "python"
    typer = f"typer=={_version('typer')}"
    subprocess.run(["uv", "pip", "install", "-q", "-p", str(python), str(ROOT), typer], check=True)
    return python


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="CPU time of whole commands.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--wheel", action="store_true", help="measure a fresh environment with the wheel")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a target is missed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = installed(folder) if given.wheel else Path(sys.executable)
        missed = report(measure(candidates(python, folder), given.runs, folder), given.runs)
    if given.check and missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
