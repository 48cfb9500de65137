"""Write the generated half of planet_chain/client from web/openapi.json; a test compares them."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "planet_chain" / "client"
SCHEMA = ROOT / "web" / "openapi.json"


def made() -> dict[str, str]:
    """The generated files by name, as ruff formats them."""
    # by its path: importing it would import what it is about to write
    generator = runpy.run_path(str(CLIENT / "generator.py"))
    schema = json.loads(SCHEMA.read_text())
    return {f"{name}.py": _formatted(generator[name](schema)) for name in ("models", "operations")}


def _formatted(source: str) -> str:
    command = [str(Path(sys.executable).with_name("ruff")), "format", "--stdin-filename", "x.py", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True, cwd=ROOT).stdout


if __name__ == "__main__":
    for name, source in made().items():
        (CLIENT / name).write_text(source)
