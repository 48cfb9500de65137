"""Whatever the schema allows or forbids is answered as the schema says, and never with a 5xx."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from planet_chain.api.dependencies import COOKIE
from tests.api.access import RULES, paths
from tests.api.scene import CREATOR, FAN, STRANGER, Scene

pytestmark = pytest.mark.timeout(900)

_CONFIG: Final = Path(__file__).with_name("schemathesis.toml")
_MISSED: Final = {"401", "403", "405"}
"""Statuses that tell nothing about an operation: nobody was let in, or the method was another."""
_LAST: Final = "DELETE /api/v1/session"
"""Signs out whoever asks: nobody is signed in after it."""
_ENDLESS: Final = "GET /api/v1/stream"
_PREFIX: Final = "/api/v1/"


def fuzz(served: str, directory: Path, config: str, *more: str) -> str:
    """What schemathesis printed about the API at `served`; it has to find nothing."""
    configured = directory / "schemathesis.toml"
    configured.write_text(_CONFIG.read_text() + config)
    program = str(Path(sys.executable).with_name("schemathesis"))
    command = [program, f"--config-file={configured}", "run", f"{served}/openapi.json", *more]
    found = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=880, check=False)
    assert found.returncode == 0, found.stdout[-30_000:] + found.stderr[-2000:]
    return found.stdout


def credentials(session: str, key: str) -> str:
    """Configuration: signed in as the page is, with an API key besides."""
    return f'\n[auth.openapi.Session]\napi_key = "{session}"\n[auth.openapi.ApiKey]\nbearer = "{key}"\n'


def dictionaries(scene: Scene) -> str:
    """Configuration: what exists in the scene, half of the time; most answers were "there is none" else."""
    people = [account.address for account in (CREATOR, FAN, STRANGER)]
    words: Mapping[str, list[str | int]] = {
        **{name: [value] for name, value in paths(scene).items()},
        "address": [*people],
        "number": [1, 2],
        "units": ["1", "1000000", str(10**18)],
    }
    bound = {f"path.{name}": name for name in ("token", "address", "community", "post", "file", "number")}
    bound |= {f"{place}.{name}": name for place in ("query", "body") for name in ("token", "post", "address")}
    bound |= {f"body.{name}": "address" for name in ("account", "creator", "to", "beneficiary", "recipient")}
    bound |= {f"query.{name}": "units" for name in ("quote_in", "tokens_in", "balance")}
    bound |= {f"body.{name}": "units" for name in ("quote_in", "tokens_in", "amount", "prize", "price")}
    given = (f"\n[dictionaries.{name}]\nvalues = {json.dumps(values)}" for name, values in words.items())
    lines = (f'"{place}" = {{ dictionary = "{name}", probability = 0.5 }}' for place, name in bound.items())
    return "\n".join([*given, "\n[parameters]", *lines, ""])


def statuses(served: str, key: str) -> dict[str, set[str]]:
    """ "METHOD template" -> every status that the process at `served` answered, by its own count."""
    answer = httpx.get(f"{served}/metrics", headers={"Authorization": f"Bearer {key}"})
    found = defaultdict(set)
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            if sample.name == "planet_api_requests_total":
                labels = sample.labels
                found[f"{labels['method']} {labels['route']}"].add(labels["status"])
    return dict(found)


def operations(served: str) -> set[str]:
    """ "METHOD template" of everything in the schema that ends."""
    schema = httpx.get(f"{served}/openapi.json").json()
    every = {f"{method.upper()} {path}" for path, found in schema["paths"].items() for method in found}
    return every - {_ENDLESS}


def cases(printed: str) -> int:
    """How many test cases schemathesis says that it generated."""
    said = re.search(r"([\d,]+) generated", printed)
    assert said is not None, printed[-2000:]
    return int(said[1].replace(",", ""))


def test_schemathesis_finds_nothing_of_whoever_may_do_everything(
    scene: Scene, served: str, tmp_path: Path
) -> None:
    """All checks, with the session of a creator and a key of every scope: no operation stays closed."""
    session = scene.signed_in(CREATOR).cookies[COOKIE]
    config = credentials(session, scene.key) + dictionaries(scene)
    page = f"--header=Origin: {served.removesuffix('/api/v1')}"
    printed = fuzz(served, tmp_path, config, page, f"--exclude-name={_LAST}")
    assert cases(printed) >= 2_000
    answered = statuses(served, scene.key)
    closed = {each for each in operations(served) - {_LAST} if not answered.get(each, set()) - _MISSED}
    assert closed == set()


def test_schemathesis_finds_nothing_of_nobody(scene: Scene, served: str, tmp_path: Path) -> None:
    """Without credentials what is somebody's stays closed, and everything else is open."""
    fuzz(served, tmp_path, dictionaries(scene), "--phases=examples,fuzzing", "--max-examples=3")
    answered = statuses(served, scene.key)
    somebodys = {_named(route) for route, rule in RULES.items() if rule.anonymous == 401}
    closed = {each for each in operations(served) if not answered.get(each, set()) - _MISSED}
    assert closed <= somebodys
    assert not any(status < "300" for each in somebodys for status in answered[each])


def _named(route: str) -> str:
    method, _, path = route.partition(" ")
    return f"{method} {_PREFIX}{path}"
