"""The example of a stream for members: a real origin and player, real segments, passes of a real service."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import httpx
import pytest
from eth_account import Account
from eth_account.messages import encode_defunct

from planet_chain.api import passes
from planet_chain.devnet.accounts import DevAccount
from tests.api.scene import CREATOR, FAN, Scene

EXAMPLE = Path(__file__).parents[2] / "examples" / "gate-stream"
FRAMES = 36


@pytest.fixture
def service(served: str) -> str:
    return served.removesuffix("/api/v1")


@pytest.fixture
def origin(scene: Scene, service: str, tmp_path: Path) -> Iterator[str]:
    """Where the example plays the stream of the scene's community."""
    subprocess.run([sys.executable, EXAMPLE / "stream.py", tmp_path / "media"], check=True, timeout=60)
    command = [sys.executable, EXAMPLE / "origin.py", "--service", service, "--port", "0"]
    command += ["--community", passes.account_id(31337, scene.token), "--media", tmp_path / "media"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@contextmanager
def signed_in(service: str, account: DevAccount) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{service}/api/v1/", headers={"Origin": service}, timeout=30) as client:
        message = client.get("nonce", params={"address": account.address}).json()["message"]
        signature = Account.sign_message(encode_defunct(text=message), account.key).signature.to_0x_hex()
        client.post("session", json={"message": message, "signature": signature}).raise_for_status()
        yield client


def frames(url: str) -> int:
    """How many pictures a player gets to see."""
    with av.open(url) as container:
        return sum(1 for _ in container.decode(video=0))


def made_up(scene: Scene, service: str, **changed: Any) -> str:
    """A pass as the service would sign it, but for what is `changed`."""
    now = int(time.time())
    said = {
        "issuer": service,
        "audience": passes.account_id(31337, scene.token),
        "subject": passes.account_id(31337, FAN.address),
        "block": 1,
        "now": now,
        "until": now + 300,
        "key": passes.read_keys(scene.settings.pass_keys)[0],
    } | changed
    return passes.signed_pass(**said)


def test_members_watch_and_nobody_else(scene: Scene, service: str, origin: str, tmp_path: Path) -> None:
    rules = {"rules": [{"kind": "balance", "at_least": "1"}]}
    with signed_in(service, CREATOR) as creator:
        creator.put(f"gates/{scene.token}", json=rules).raise_for_status()
    with signed_in(service, FAN) as fan:
        given = fan.post(f"gates/{scene.token}/passes").raise_for_status().json()["jwt"]

    assert frames(f"{origin}?pass={given}") == FRAMES
    playlist = httpx.get(origin, headers={"Authorization": f"Bearer {given}"})
    segments = [line for line in playlist.text.splitlines() if not line.startswith("#")]
    assert len(segments) >= 3
    segment = origin.replace("live.m3u8", segments[1])
    assert httpx.get(segment, params={"pass": given}).content[:1] == b"\x47"  # how MPEG-TS begins

    with pytest.raises(av.error.HTTPUnauthorizedError):
        frames(origin)
    other = tmp_path / "other.json"
    passes.new_key(other)
    now = int(time.time())
    refused = {
        "": "none at all",
        given[:-4] + "AAAA": "a signature of nobody",
        made_up(scene, service, audience=passes.account_id(31337, "0x" + "12" * 20)): "another community's",
        made_up(scene, service, audience=passes.account_id(196, scene.token)): "another chain's",
        made_up(scene, service, issuer="https://evil.example"): "another service's",
        made_up(scene, service, now=now - 600, until=now - 300): "an expired one",
        made_up(scene, service, now=now + 600, until=now + 900): "one of tomorrow",
        made_up(scene, service, key=passes.read_keys(other)[0]): "by another key",
    }
    assert len(refused) == 8
    for text, what in refused.items():
        for url in (origin, segment):
            assert httpx.get(url, params={"pass": text}).status_code == 401, what
    assert frames(f"{origin}?pass={made_up(scene, service)}") == FRAMES


def test_no_path_leads_out_of_the_stream(scene: Scene, service: str, origin: str) -> None:
    good = {"pass": made_up(scene, service)}
    base = origin.removesuffix("live.m3u8")
    for path in ("../pyproject.toml", "%2e%2e/%2e%2e/etc/passwd", "live.m3u8/..", "stream.py", ""):
        assert httpx.get(base + path, params=good).status_code == 404
