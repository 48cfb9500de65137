"""What each action costs: gas of whole cold transactions, their 21,000 and their calldata included.

    python benchmarks/gas.py [--json]

Runs the tests in tests/contracts/gas, which say what each transaction is and fail above its goal, prints
name and gas of each, and keeps them in benchmarks/snapshots/gas.json.
"""

import argparse
import json
import os
import subprocess
from pathlib import Path

from planet_chain.files import write_whole

ROOT = Path(__file__).parents[1]
SNAPSHOT = Path(__file__).parent / "snapshots" / "gas.json"
TESTS = "tests/contracts/gas/*"


def measure() -> dict[str, int]:
    """Gas by name of the action, in alphabetical order.

    Raises:
        SystemExit: forge did not run, a transaction costs more than its goal, two have one name, or
            there are none.
    """
    tools = [str(ROOT / "node_modules" / ".bin"), str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")]
    run = subprocess.run(
        ["forge", "test", "--match-path", TESTS, "--json"],
        cwd=ROOT,
        env=os.environ | {"PATH": os.pathsep.join(tools)},
        capture_output=True,
        text=True,
    )
    try:
        suites = json.loads(run.stdout)
    except ValueError:
        raise SystemExit(f"forge test failed: {run.stderr.strip() or run.stdout.strip()}") from None
    found: dict[str, int] = {}
    for suite in suites.values():
        for test, result in suite["test_results"].items():
            if result["status"] != "Success":
                raise SystemExit(f"{test} failed: {result['reason']}")
            for actions in result["gas_snapshots"].values():
                for name, gas in actions.items():
                    if name in found:
                        raise SystemExit(f"two gas tests measure {name}")
                    found[name] = int(gas)
    if not found:
        raise SystemExit(f"no test in {TESTS} measures anything")
    return dict(sorted(found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    options = parser.parse_args()
    found = measure()
    document = json.dumps(found, indent=2)
    write_whole(SNAPSHOT, (document + "\n").encode())
    if options.json:
        print(document)
        return
    for name, gas in found.items():
        print(f"{name:24}{gas:>12,}")


if __name__ == "__main__":
    main()
