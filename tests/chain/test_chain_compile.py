"""What Python compiles is what forge compiles, and what is committed."""

import dataclasses
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from planet_chain.chain import compile as compiling
from planet_chain.chain.abi import ABI_DIRECTORY, UnknownContract, abi_of, contract_names
from planet_chain.chain.compile import ROOT, Artifact, CompilationFailed, compile_contracts


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory of what forge makes of the same sources, all its own settings taken from foundry.toml."""
    place = tmp_path_factory.mktemp("forge")
    tools = f"{ROOT / '.venv' / 'bin'}:{ROOT / 'node_modules' / '.bin'}:{os.environ['PATH']}"
    subprocess.run(
        ["forge", "build", "contracts", "--out", place / "out", "--cache-path", place / "cache"],
        cwd=ROOT,
        env={**os.environ, "PATH": tools},
        check=True,
        capture_output=True,
    )
    return place / "out"


def only(*names: str) -> dict[str, Any]:
    """The compiler's input with these contracts alone; what they import is found by the compiler."""
    request = compiling._request()
    wanted = {f"contracts/{name}.sol" for name in names}
    request["sources"] = {path: source for path, source in request["sources"].items() if path in wanted}
    return request


def test_forge_and_python_make_the_same_bytecode_of_every_contract(
    forged: Path, artifacts: dict[str, Artifact]
) -> None:
    assert {
        "CreatorRegistry",
        "CommunityMarket",
        "CommunityToken",
        "Tips",
        "Points",
        "RewardDistributor",
    } <= set(artifacts)
    for name, artifact in artifacts.items():
        forge = json.loads((forged / Path(artifact.source).name / f"{name}.json").read_text())
        assert artifact.bytecode == forge["bytecode"]["object"], name
        assert artifact.deployed_bytecode == forge["deployedBytecode"]["object"], name


def test_committed_abis_are_those_of_the_sources(artifacts: dict[str, Artifact]) -> None:
    assert set(contract_names()) == set(artifacts), "run scripts/abi.py"
    for name, artifact in artifacts.items():
        assert json.loads((ABI_DIRECTORY / f"{name}.json").read_text()) == artifact.abi, (
            f"{name}: run scripts/abi.py"
        )


def test_a_second_compilation_is_read_from_the_cache(
    tmp_path: Path, artifacts: dict[str, Artifact], monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = (compile_contracts(tmp_path), list(tmp_path.iterdir()))[1]
    monkeypatch.setattr(compiling, "_SOLC", tmp_path / "no-compiler")
    assert compile_contracts(tmp_path) == artifacts
    kept.write_text('[{"half":')
    with pytest.raises(CompilationFailed, match="no-compiler"):
        compile_contracts(tmp_path)


def test_a_changed_setting_is_another_compilation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = only("Tips")
    monkeypatch.setattr(compiling, "_request", lambda: request)
    before = compile_contracts(tmp_path)["Tips"]
    request["settings"]["optimizer"]["runs"] = 1
    assert compile_contracts(tmp_path)["Tips"].bytecode != before.bytecode


def test_an_error_names_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = only("Tips")
    request["sources"]["contracts/Broken.sol"] = {"content": "contract Broken {"}
    monkeypatch.setattr(compiling, "_request", lambda: request)
    with pytest.raises(CompilationFailed, match=r"contracts/Broken\.sol:1"):
        compile_contracts(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_warning_in_our_own_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = only()
    head = "// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\n"
    source = head + "contract Idle { function f() external { uint256 x; } }"
    request["sources"]["contracts/Idle.sol"] = {"content": source}
    monkeypatch.setattr(compiling, "_request", lambda: request)
    with pytest.raises(CompilationFailed, match="Unused local variable"):
        compile_contracts(tmp_path)


def test_runtime_hash_ignores_immutables_and_nothing_else(artifacts: dict[str, Artifact]) -> None:
    points = artifacts["Points"]
    blank = bytes.fromhex(points.deployed_bytecode[2:])
    start, length = points.immutables[0]
    filled = blank[:start] + b"\x11" * length + blank[start + length :]
    assert points.hash_of(filled) == points.bytecode_hash
    other = bytes([filled[0] ^ 1]) + filled[1:]
    assert points.hash_of(other) != points.bytecode_hash
    assert points.hash_of(filled[:-1]) != points.bytecode_hash
    assert dataclasses.replace(points, immutables=()).hash_of(filled) != points.bytecode_hash


def test_abi_of_knows_the_names_of_a_record_and_refuses_others() -> None:
    assert abi_of("USDT0") == abi_of("MockUSDT0")
    with pytest.raises(UnknownContract, match=r"'Nothing'.*Tips"):
        abi_of("Nothing")
