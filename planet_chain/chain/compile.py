"""The contracts, compiled from their sources with the settings of foundry.toml, exactly as forge does it."""

import contextlib
import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from planet_chain.core.errors import PlanetError
from planet_chain.core.keccak import keccak
from planet_chain.files import write_whole

ROOT: Final = Path(__file__).parents[2]
_SOLC: Final = ROOT / "scripts" / "solc"


class CompilationFailed(PlanetError):
    """The compiler is missing, or refused the sources."""

    def __init__(self, reason: str) -> None:
        super().__init__("compilation-failed", f"The contracts do not compile: {reason}")


@dataclass(frozen=True)
class Artifact:
    """One compiled contract.

    Attributes:
        abi: as the compiler gives it.
        bytecode: 0x-hex creation code, without constructor arguments.
        deployed_bytecode: 0x-hex runtime code, its immutables zero.
        source: path of its file below the checkout: `contracts/Tips.sol`.
        immutables: (start, length) in bytes of each place in the runtime code that the constructor fills.
    """

    name: str
    abi: list[dict[str, Any]]
    bytecode: str
    deployed_bytecode: str
    source: str
    immutables: tuple[tuple[int, int], ...] = ()

    @property
    def bytecode_hash(self) -> str:
        """0x-hex Keccak-256 of the runtime code with its immutables zero."""
        return self.hash_of(bytes.fromhex(self.deployed_bytecode[2:]))

    def hash_of(self, code: bytes) -> str:
        """0x-hex Keccak-256 of runtime `code` from a chain, with what the constructor filled in zeroed.

        It equals `bytecode_hash` exactly when `code` was made from this artifact.
        """
        blank = bytearray(code)
        for start, length in self.immutables:
            blank[start : start + length] = bytes(length)
        # shorter code must not match by being padded
        return "0x" + keccak(bytes(blank[: len(code)])).hex()


def compile_contracts(cache: Path = ROOT / ".planet" / "build") -> dict[str, Artifact]:
    """Every deployable contract below contracts/, by name; compiled once for each state of the sources.

    Args:
        cache: directory of earlier results; a result that was damaged is made again.
    Raises:
        CompilationFailed: no compiler, an error or a warning.
    """
    request = _request()
    key = hashlib.sha256(json.dumps([request, _toolchain()], sort_keys=True).encode()).hexdigest()
    cached = cache / f"{key[:32]}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return {entry["name"]: _artifact(entry) for entry in json.loads(cached.read_bytes())}
    artifacts = {artifact.name: artifact for artifact in _artifacts(_run(request))}
    write_whole(cached, json.dumps([asdict(artifact) for artifact in artifacts.values()]).encode())
    return artifacts


def syntax_trees(sources: Iterable[str]) -> dict[str, Any]:
    """The compiler's syntax tree of each of `sources`, paths below the checkout; comments are in it.

    Raises:
        CompilationFailed: one does not parse.
    """
    request = _request()
    request["sources"] = {source: {"content": (ROOT / source).read_text()} for source in sources}
    request["settings"]["outputSelection"] = {"*": {"": ["ast"]}}
    found = _run(request)["sources"]
    return {source: found[source]["ast"] for source in request["sources"]}


def storage_layouts() -> dict[str, dict[str, Any]]:
    """How the storage of every contract lies, abstract ones too, by name, without the compiler's own numbers.

    Each has `storage`, rows of slot, offset and bytes (from the right of the slot), name and type; and
    `structs`, the same rows for every struct in it, by type.

    Raises:
        CompilationFailed: an error or a warning.
    """
    request = _request()
    request["settings"]["outputSelection"] = {"*": {"*": ["storageLayout"]}}
    layouts: dict[str, dict[str, Any]] = {}
    for source, contracts in _run(request)["contracts"].items():
        if source.startswith("contracts/") and source.count("/") == 1:
            layouts |= {name: _layout(output["storageLayout"]) for name, output in contracts.items()}
    return dict(sorted(layouts.items()))


def _layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    types = layout["types"] or {}

    def rows(places: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "slot": int(place["slot"]),
                "offset": place["offset"],
                "bytes": int(types[place["type"]]["numberOfBytes"]),
                "name": place["label"],
                "type": types[place["type"]]["label"],
            }
            for place in places
        ]

    structs = {kind["label"]: rows(kind["members"]) for kind in types.values() if "members" in kind}
    return {"storage": rows(layout["storage"]), "structs": dict(sorted(structs.items()))}


def _request() -> dict[str, Any]:
    profile = tomllib.loads((ROOT / "foundry.toml").read_text())["profile"]["default"]
    sources = sorted((ROOT / profile["src"]).rglob("*.sol"))
    return {
        "language": "Solidity",
        "sources": {str(path.relative_to(ROOT)): {"content": path.read_text()} for path in sources},
        "settings": {
            "remappings": profile["remappings"],
            "optimizer": {"enabled": profile["optimizer"], "runs": profile["optimizer_runs"]},
            "evmVersion": profile["evm_version"],
            "viaIR": profile["via_ir"],
            "metadata": {
                "bytecodeHash": profile["bytecode_hash"],
                "appendCBOR": profile["cbor_metadata"],
            },
            "outputSelection": {
                "*": {
                    "*": [
                        "abi",
                        "evm.bytecode.object",
                        "evm.deployedBytecode.object",
                        "evm.deployedBytecode.immutableReferences",
                    ]
                }
            },
        },
    }


def _toolchain() -> str:
    # fixes the compiler and the imported libraries, which would be slow to hash themselves
    return (ROOT / "package-lock.json").read_text()


def _run(request: dict[str, Any]) -> dict[str, Any]:
    from solcx import compile_standard
    from solcx.exceptions import SolcError

    try:
        result: dict[str, Any] = compile_standard(
            request, base_path=ROOT, allow_paths=ROOT / "node_modules", solc_binary=_SOLC
        )
    except SolcError as error:
        raise CompilationFailed(error.message or str(error)) from None
    except (OSError, ValueError) as error:
        raise CompilationFailed(
            f"{_SOLC} does not work ({error}); run ./planet once, it installs it"
        ) from error
    warnings = [problem["formattedMessage"] for problem in result.get("errors", []) if _is_ours(problem)]
    if warnings:
        raise CompilationFailed("\n".join(warnings))
    return result


def _is_ours(problem: Mapping[str, Any]) -> bool:
    place = problem.get("sourceLocation") or {}
    return problem["severity"] == "warning" and not place.get("file", "").startswith("node_modules/")


def _artifacts(result: Mapping[str, Any]) -> Iterator[Artifact]:
    for source, contracts in result["contracts"].items():
        if not source.startswith("contracts/") or source.startswith("contracts/libraries/"):
            continue
        for name, output in contracts.items():
            code = output["evm"]["deployedBytecode"]
            if not code["object"]:
                continue  # an interface
            places = [place for uses in code.get("immutableReferences", {}).values() for place in uses]
            yield Artifact(
                name=name,
                abi=output["abi"],
                bytecode="0x" + output["evm"]["bytecode"]["object"],
                deployed_bytecode="0x" + code["object"],
                source=source,
                immutables=tuple(sorted((place["start"], place["length"]) for place in places)),
            )


def _artifact(entry: dict[str, Any]) -> Artifact:
    return Artifact(
        **{**entry, "immutables": tuple((start, length) for start, length in entry["immutables"])}
    )
