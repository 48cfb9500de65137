"""Write the generated half of planet_chain/client from web/openapi.json; a test compares them."""

import json
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "planet_chain" / "client"
FOLDERS = ("models", "operations")
# ours, although the files are formatted elsewhere
CONFIG = [f"--config={ROOT / 'pyproject.toml'}", "--config=lint.isort.known-first-party=['planet_chain']"]
SCHEMA = ROOT / "web" / "openapi.json"


def made() -> dict[str, str]:
    """The generated files by their path below planet_chain/client, as ruff formats them."""
    # by its path: importing it would import what it is about to write
    generator = runpy.run_path(str(CLIENT / "generator.py"))
    modules: dict[str, str] = generator["modules"](json.loads(SCHEMA.read_text()))
    with tempfile.TemporaryDirectory() as directory:
        _write(Path(directory), modules)
        for command in (["check", "--select", "F401,I", "--fix"], ["format"]):
            ruff = [str(Path(sys.executable).with_name("ruff")), *command, *CONFIG]
            subprocess.run([*ruff, "--quiet", directory], check=True, cwd=ROOT)
        return {name: (Path(directory) / name).read_text() for name in modules}


def written() -> dict[str, str]:
    """The generated files that are there."""
    files = [file for folder in FOLDERS for file in (CLIENT / folder).glob("*.py")]
    return {str(file.relative_to(CLIENT)): file.read_text() for file in files}


def _write(directory: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        (directory / name).parent.mkdir(exist_ok=True)
        (directory / name).write_text(source)


if __name__ == "__main__":
    files = made()
    for gone in set(written()) - set(files):
        (CLIENT / gone).unlink()
    _write(CLIENT, files)
