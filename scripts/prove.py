"""Prove what tests/contracts/proofs states, for every value of every argument: one line for each statement.

    python scripts/prove.py [CONTRACTS, a regular expression]

Makes the environment of halmos in .planet/proofs when its lock has changed; exits with 1 unless all is
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".planet" / "proofs"
LOCK = ROOT / "requirements-prove.lock"
BIN = HOME / "venv" / "bin"


def set_up() -> None:
    stamp = HOME / "lock"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return
    HOME.mkdir(parents=True, exist_ok=True)
    uv = str(ROOT / ".venv" / "bin" / "uv")
    subprocess.run([uv, "venv", "-q", "--clear", "-p", sys.executable, str(HOME / "venv")], check=True)
    wanted = ["-p", str(BIN / "python"), "--require-hashes", "-r", str(LOCK)]
    subprocess.run([uv, "pip", "install", "-q", *wanted], check=True)
    stamp.write_bytes(LOCK.read_bytes())


def prove(contracts: str) -> dict[str, tuple[bool, float]]:
    """Each statement -> whether it is proved, and in how many seconds."""
    answer = HOME / "answer.json"
    answer.unlink(missing_ok=True)
    tools = [str(BIN), str(ROOT / ".venv" / "bin"), str(ROOT / "node_modules" / ".bin"), os.environ["PATH"]]
    settings = {"FOUNDRY_PROFILE": "proofs", "PATH": os.pathsep.join(tools)}
    command = [str(BIN / "halmos"), "--forge-build-out", ".planet/proofs/out", "--no-status"]
    command += ["--match-contract", contracts, "--json-output", str(answer)]
    command += ["--loop", "5", "--solver-timeout-assertion", "120s"]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, stdout=sys.stderr, check=False)
    if not answer.exists():
        raise SystemExit("halmos gave no answer; what it said stands above")
    found: dict[str, tuple[bool, float]] = {}
    for suite, results in json.loads(answer.read_text())["test_results"].items():
        contract = suite.rpartition(":")[2].removesuffix("Proofs")
        for one in results:
            statement = one["name"].partition("(")[0].removeprefix("check_")
            found[f"{contract}: {statement}"] = one["exitcode"] == 0, one["time"][0]
    return found


if __name__ == "__main__":
    set_up()
    found = prove(sys.argv[1] if len(sys.argv) > 1 else "Proofs$")
    for statement, (proved, seconds) in found.items():
        print(f"{statement:72}{'proved' if proved else 'NOT PROVED':12}{seconds:6.1f} s")
    raise SystemExit(0 if found and all(proved for proved, _ in found.values()) else 1)
