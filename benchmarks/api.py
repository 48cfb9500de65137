"""The API under load, beside a bare FastAPI route in the same run: a million leaves, a million facts.

    python benchmarks/api.py [--json] [--only reads|intake] [--rounds 3] [--seconds 8] [--processes 2]

reads   requests a second of GET /trends and GET /claims/{somebody}, each as a share of a bare route's; the
        latencies at half of that load, by connections that pause between requests so that these come evenly
        spread; CPU time of the server an answer, which other work disturbs less; whose claims are asked for
        is drawn from the million anew for each request
intake  rows of activity a second into PostgreSQL through --processes processes, each batch of 1,000 rows with
        ids of its own; afterwards the rows in the table are counted

The database is made at the first run, in some minutes, and kept in --cache. One API process answers the
reads; the requests come from wrk (`apt-get install wrk`) on the same machine, and take gzip as browsers do.
`missed` names the goals that were not reached.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import psutil

# this file is called as the package that it measures, which must be found first
sys.path[0] = str(Path(__file__).parents[1])

from benchmarks.load import world, wrk
from planet_chain.devnet.anvil import free_port
from planet_chain.devnet.database import EmbeddedPostgres

ROOT: Final = Path(__file__).parents[1]
READERS: Final = 64
"""Connections that read at once, each as soon as it was answered."""
AUDIENCE: Final = 256
"""Connections at half of the load, which pause between their requests."""
SENDERS: Final = 8
"""Connections that send batches at once."""
ROWS: Final = 1_000
GOALS: Final = {"trends_ratio": 0.5, "claims_ratio": 0.5, "p99_ms": 20, "intake_rows_per_s": 20_000}
_PATIENCE_S: Final = 180


@contextmanager
def api(url: str, cache: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A `planet api` on the database at `url`."""
    record = cache / "deployment.json"
    world.write_deployment(record)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLANET_")}
    said = {
        "PLANET_HOME": str(cache / "home"),
        "PLANET_DATABASE_URL": url,
        "PLANET_DEPLOYMENT_FILE": str(record),
        # one address sends everything
        "PLANET_API_READ_LIMIT": "1000000/second",
        "PLANET_API_WRITE_LIMIT": "1000000/second",
    }
    port = free_port()
    command = [sys.executable, "-m", "planet_chain.cli", "api", "--port", str(port)]
    with served(command, environment | said, cache / f"api-{port}.log", port, "/api/v1/health") as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def bare(cache: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The bare route, by the same server with the same options."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.load.bare:app", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--no-server-header"]
    with served(command, dict(os.environ), cache / "bare.log", port, "/bare") as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def served(
    command: list[str], environment: dict[str, str], log: Path, port: int, path: str
) -> Iterator[psutil.Process]:
    """`command` while it listens on `port`."""
    with log.open("wb") as sink:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=sink, stderr=sink)
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command[3]} did not start:\n{log.read_text()[-2000:]}") from None
                time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def load(server: psutil.Process, asking: list[str], connections: int, seconds: int) -> dict[str, Any]:
    """Send what is asked, and say what it took, in CPU time of `server` too."""
    before = server.cpu_times()
    took = wrk.answered(wrk.start(asking, connections, seconds))
    after = server.cpu_times()
    if took["refused"]:
        raise SystemExit(f"not every request was answered: {took}")
    worked = after.user + after.system - before.user - before.system
    took["per_s"] = took["requests"] / took["seconds"]
    took["cpu_us"] = worked / took["requests"] * 1e6
    return took


def at_half(
    server: psutil.Process, asking: Callable[..., list[str]], per_s: float, seconds: int
) -> dict[str, Any]:
    """Half of `per_s`, evenly spread. How long answers take, which pauses make up for, a first run tells."""
    round_ms = AUDIENCE / (per_s / 2) * 1000
    tried = load(server, asking(think_ms=round_ms), AUDIENCE, 2)
    waited_ms = AUDIENCE / tried["per_s"] * 1000 - round_ms
    return load(server, asking(think_ms=max(1.0, round_ms - waited_ms)), AUDIENCE, seconds)


def measure_reads(url: str, cache: Path, rounds: int, seconds: int) -> dict[str, Any]:
    """Each kind of request in turn, `rounds` times; ratios are of runs beside each other."""
    with api(url, cache) as (ours, our_process), bare(cache) as (theirs, bare_process):
        cases: dict[str, tuple[psutil.Process, Callable[..., list[str]]]] = {
            "bare": (bare_process, partial(wrk.read, theirs, "/bare")),
            "trends": (our_process, partial(wrk.read, ours, "/api/v1/trends")),
            "claims": (our_process, partial(wrk.read, ours, "/api/v1/claims/", world.PEOPLE)),
        }
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in cases}
        for process, asking in cases.values():  # what only the first requests do is nobody's figure
            load(process, asking(), READERS, 1)
        for _ in range(rounds):
            for name, (process, asking) in cases.items():
                runs[name].append(load(process, asking(), READERS, seconds))
        found: dict[str, Any] = {f"{name}_per_s": round(_median(runs[name], "per_s")) for name in cases}
        found |= {f"{name}_cpu_us": round(_median(runs[name], "cpu_us")) for name in cases}
        for name in ("trends", "claims"):
            pairs = list(zip(runs[name], runs["bare"], strict=True))
            found[f"{name}_ratio"] = round(statistics.median(a["per_s"] / b["per_s"] for a, b in pairs), 2)
            found[f"{name}_cpu_ratio"] = round(
                statistics.median(b["cpu_us"] / a["cpu_us"] for a, b in pairs), 2
            )
        for name, (process, asking) in cases.items():
            half = at_half(process, asking, found[f"{name}_per_s"], seconds)
            found |= {f"{name}_half_per_s": round(half["per_s"])}
            found |= {f"{name}_p50_ms": half["p50_ms"], f"{name}_p99_ms": half["p99_ms"]}
        found |= {"api_peak_mb": _peak_mb(our_process), "bare_peak_mb": _peak_mb(bare_process)}
    return found


def measure_intake(url: str, cache: Path, processes: int, seconds: int) -> dict[str, Any]:
    """Batches to all processes at once; what was accepted must be in the table."""
    run, key, at = uuid.uuid4().hex[:8], world.issue_key(url), world.chain_time()
    with ExitStack() as running:
        servers = [running.enter_context(api(url, cache)) for _ in range(processes)]
        started = time.perf_counter()
        senders = [
            wrk.start(
                wrk.intake(
                    address, "/api/v1/activity", f"{run}-{number}", key, ROWS, world.MEMBERS, world.POSTS, at
                ),
                max(1, SENDERS // processes),
                seconds,
            )
            for number, (address, _process) in enumerate(servers)
        ]
        answers = [wrk.answered(sender) for sender in senders]
        took = time.perf_counter() - started
    batches = sum(answer["requests"] - answer["refused"] for answer in answers)
    stored = world.count_rows(url, run)
    if stored < batches * ROWS:
        raise SystemExit(f"{batches * ROWS} rows were accepted, {stored} are there")
    longest = max(answer["seconds"] for answer in answers)
    return {
        "intake_rows_per_s": round(batches * ROWS / longest),
        "intake_batch_p99_ms": max(answer["p99_ms"] for answer in answers),
        "intake_rows_stored": stored,
        "intake_processes": processes,
        "intake_wall_s": round(took, 1),
    }


def missed(found: dict[str, Any]) -> list[str]:
    """The goals that were measured and not reached."""
    latencies = [name for name in found if name in ("trends_p99_ms", "claims_p99_ms")]
    slow = [name for name in latencies if found[name] > GOALS["p99_ms"]]
    return slow + [name for name in GOALS if name in found and found[name] < GOALS[name]]


def _peak_mb(process: psutil.Process) -> int:
    """The most memory that `process` ever had, as Linux counts it."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _median(runs: list[dict[str, Any]], figure: str) -> float:
    return float(statistics.median(run[figure] for run in runs))


def prepared(cache: Path) -> tuple[EmbeddedPostgres, str]:
    """The server and the URL of the seeded database; made the first time."""
    postgres = EmbeddedPostgres(cache / "postgres")
    if world.give_memory(postgres.url()):
        postgres.stop()
        postgres = EmbeddedPostgres(cache / "postgres")
    done = cache / "seeded"
    if not done.exists():
        postgres.drop("load")
        print("making a million leaves and a million facts; some minutes, once", file=sys.stderr)
        world.seed(postgres.create("load"))
        done.touch()
    url = postgres.create("load")
    world.warm(url)
    return postgres, url


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="one JSON document and nothing else")
    parser.add_argument("--only", choices=("reads", "intake"), help="only this part")
    parser.add_argument("--rounds", type=int, default=3, help="of each kind of read")
    parser.add_argument("--seconds", type=int, default=8, help="of each run")
    parser.add_argument("--processes", type=int, default=2, help="that take activity in")
    parser.add_argument("--cache", type=Path, default=Path(".planet/benchmarks/api"), help="what is kept")
    options = parser.parse_args()
    wrk.require()
    cache = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    postgres, url = prepared(cache)
    found: dict[str, Any] = {}
    try:
        if options.only != "intake":
            found |= measure_reads(url, cache, options.rounds, options.seconds)
        if options.only != "reads":
            found |= measure_intake(url, cache, options.processes, options.seconds)
    finally:
        postgres.stop()
    print(json.dumps(found | {"missed": missed(found)}, indent=None if options.json else 2))


if __name__ == "__main__":
    main()
