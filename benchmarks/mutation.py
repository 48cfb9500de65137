"""How many small mistakes in the money contracts do the tests notice? Made by Gambit, killed by forge.

    python benchmarks/mutation.py [--contract CommunityMarket] [--minutes 60] [--sample 200] [--json]

Each mutant of a contract and of the code it is made of is compiled and tested alone, in a copy of the
sources, against the tests of that contract: unit, fuzz, attacks and short invariants, until the first one
fails. What does not compile, and what compiles to the very same bytecode, is no mutant. Mutants are tried in
an order drawn from a fixed seed, so that a run cut short has tried a random sample. Outcomes are kept in
.planet/mutation: running it again goes on, and tries survivors again when the tests have changed. The score
and every survivor, with the answer given to it there, stand in benchmarks/snapshots/mutation.json.
"""

import argparse
import fnmatch
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planet_chain.files import write_whole

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".planet" / "mutation"
SNAPSHOT = Path(__file__).parent / "snapshots" / "mutation.json"
LOCK = Path(__file__).parent / "gambit.lock"
SUBJECTS: Final = {
    "CommunityMarket": (("CommunityMarket", "libraries/CurveLib"), ("*Market*", "*Curve*")),
    "Airdrops": (("Airdrops", "AirdropVault"), ("*Airdrop*",)),
    "RewardDistributor": (("RewardDistributor", "RewardRoles"), ("*Reward*",)),
    "Membership": (("Membership*",), ("*Membership*",)),
}
"""Contract -> the sources it is made of, and the names of the tests that must notice."""
KINDS: Final = ("unit", "fuzz", "attacks", "invariants")
SECONDS: Final = 300
"""A mutant that keeps the tests busy for so long is noticed."""


@dataclass(frozen=True)
class Mutant:
    """One source with one mistake.

    Attributes:
        source: path below the checkout.
        text: the whole source with the mistake.
        line: number of the changed line in the original.
        was: that line.
        became: the line, or lines, in its place.
    """

    source: str
    text: str
    line: int
    was: str
    became: str

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.source}\n{self.was}\n{self.became}\n{self.text}".encode()).hexdigest()[
            :16
        ]


def mutants_of(sources: list[Path]) -> list[Mutant]:
    """Every different mutant of `sources`, shuffled by a fixed seed."""
    found = {mutant.key: mutant for source in sources for mutant in _made_by_gambit(source)}
    ordered = [found[key] for key in sorted(found)]
    random.Random(1).shuffle(ordered)
    return ordered


def _made_by_gambit(source: Path) -> Iterator[Mutant]:
    name = str(source.relative_to(ROOT))
    work = HOME / "gambit" / source.stem
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "ast").write_text(json.dumps(_ast(name)))
    # Gambit asks an old-style compiler for the syntax tree; it gets the one made above.
    compiler = work / "solc"
    compiler.write_text(f'#!/bin/sh\nmkdir -p "$4" && cp {work}/ast "$4/{source.name}_json.ast"\n')
    compiler.chmod(0o755)
    arguments = ["mutate", "-f", name, "--skip_validate", "--solc", str(compiler), "-o", str(work / "out")]
    _run([str(_gambit()), *arguments])
    original = source.read_text().splitlines()
    for entry in json.loads((work / "out" / "gambit_results.json").read_text()):
        # The comment in which Gambit says what it did is no part of the mutant.
        mutated = (work / "out" / entry["name"]).read_text().splitlines()
        notes = [at for at, line in enumerate(mutated) if "Mutation(`" in line or "Operator(`" in line]
        for at in reversed(notes):
            del mutated[at]
        line = next((at for at, (a, b) in enumerate(zip(original, mutated, strict=False)) if a != b), None)
        if line is None:
            continue
        tail = len(original) - line - 1
        after = mutated[line : len(mutated) - tail] if tail else mutated[line:]
        yield Mutant(
            name, "\n".join(mutated) + "\n", line + 1, original[line].strip(), " ".join(map(str.strip, after))
        )


def _ast(name: str) -> Any:
    request = {
        "language": "Solidity",
        "sources": {name: {"content": (ROOT / name).read_text()}},
        "settings": {
            "remappings": ["@openzeppelin/contracts/=node_modules/@openzeppelin/contracts/"],
            "evmVersion": "cancun",
            "outputSelection": {"*": {"": ["ast"]}},
        },
    }
    answer = _run([str(ROOT / "scripts" / "solc"), "--standard-json"], given=json.dumps(request))
    return json.loads(answer)["sources"][name]["ast"]


def _gambit() -> Path:
    """Certora's mutant maker, from their wheel; nothing else of the wheel is used."""
    target = HOME / "wheel"
    binary = target / "certora_bins" / "gambit"
    if not binary.exists():
        flags = ["--no-deps", "--require-hashes", "--target", str(target)]
        _run([str(Path(sys.executable).parent / "uv"), "pip", "install", "-q", *flags, "-r", str(LOCK)])
    return binary


def _run(command: list[str], given: str | None = None) -> str:
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


class Laboratory:
    """A copy of the sources in which one contract is broken again and again."""

    def __init__(self, contract: str) -> None:
        self.contract, self.home = contract, HOME / contract
        parts, self.tests = SUBJECTS[contract]
        self.sources = [path for part in parts for path in sorted((ROOT / "contracts").glob(f"{part}.sol"))]
        self._copy()
        outcome, said = self._test(20 * SECONDS)  # everything is compiled
        if outcome != "survived":
            raise SystemExit(f"the tests of {contract} fail without any mutant:\n{said}")
        self.bytecode = self._bytecode()

    @property
    def digest(self) -> str:
        """Of the tests, whose change may kill a survivor."""
        found = sorted(path for path in (self.home / "tests").rglob("*.sol"))
        return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:16]

    def outcome_of(self, mutant: Mutant) -> str:
        """`killed`, `survived`, `invalid` (does not compile) or `same` (compiles to the same bytecode)."""
        for failures in ("fuzz", "invariant"):  # what broke another mutant is not tried first on this one
            shutil.rmtree(self.home / "cache" / failures, ignore_errors=True)
        place = self.home / mutant.source
        original = place.read_text()
        place.write_text(mutant.text)
        try:
            outcome, _ = self._test()
            return "same" if outcome == "survived" and self._bytecode() == self.bytecode else outcome
        finally:
            place.write_text(original)

    def _copy(self) -> None:
        for folder in ("contracts", "tests"):
            shutil.rmtree(self.home / folder, ignore_errors=True)
        shutil.copytree(ROOT / "contracts", self.home / "contracts")
        kept = tuple(f"{kind}/{name}" for kind in KINDS for name in self.tests)
        for path in sorted((ROOT / "tests" / "contracts").rglob("*.sol")):
            inside = str(path.relative_to(ROOT / "tests" / "contracts"))
            if path.name.endswith(".t.sol") and not any(fnmatch.fnmatch(inside, name) for name in kept):
                continue
            target = self.home / "tests" / "contracts" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        shutil.copy(ROOT / "foundry.toml", self.home)
        if not (self.home / "node_modules").exists():
            (self.home / "node_modules").symlink_to(ROOT / "node_modules")

    def _test(self, seconds: float = SECONDS) -> tuple[str, str]:
        settings = {
            "FOUNDRY_PROFILE": "quick",
            "FOUNDRY_DENY": "never",
            # The tests load the contract from its artifact, so only the mutant is compiled.
            "FOUNDRY_DYNAMIC_TEST_LINKING": "true",
            "FOUNDRY_SOLC": str(ROOT / "scripts" / "solc"),
        }
        forge = str(ROOT / "node_modules" / ".bin" / "forge")
        command = [forge, "test", "--root", str(self.home), "--fail-fast", "-j", "1"]
        try:
            done = subprocess.run(
                command, env=os.environ | settings, capture_output=True, text=True, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            return "killed", ""
        said = done.stdout + done.stderr
        if done.returncode == 0:
            return "survived", said
        if "Compiler run failed" in said:
            return "invalid", said
        if "[FAIL" not in said:
            raise SystemExit(f"forge failed: {said[-2000:]}")
        return "killed", said

    def _bytecode(self) -> list[str]:
        artifacts = [self.home / "out" / f"{path.stem}.sol" / f"{path.stem}.json" for path in self.sources]
        return [json.loads(path.read_text())["bytecode"]["object"] for path in artifacts]


def examine(contract: str, deadline: float, sample: int | None) -> dict[str, Any]:
    """Try the mutants of `contract` until the deadline (monotonic seconds), and say how many survived."""
    laboratory = Laboratory(contract)
    mutants = mutants_of(laboratory.sources)[:sample]
    kept = HOME / f"{contract}.json"
    known: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
    if known.get("tests") != laboratory.digest:
        known = {key: outcome for key, outcome in known.items() if outcome != "survived"}
        known["tests"] = laboratory.digest
    start, tried = time.monotonic(), 0
    for place, mutant in enumerate(mutants):
        if mutant.key in known:
            continue
        if time.monotonic() > deadline:
            break
        known[mutant.key] = laboratory.outcome_of(mutant)
        write_whole(kept, json.dumps(known).encode())
        tried += 1
        pace = (time.monotonic() - start) / tried
        print(
            f"\r{contract} {place + 1}/{len(mutants)}  {pace:.1f} s each", end="", file=sys.stderr, flush=True
        )
    print(file=sys.stderr)
    return summary(contract, mutants, known)


def summary(contract: str, mutants: list[Mutant], known: dict[str, str]) -> dict[str, Any]:
    """Score and survivors, with the answers that the snapshot has for them."""
    outcomes = [known.get(mutant.key) for mutant in mutants]
    killed, survived = outcomes.count("killed"), outcomes.count("survived")
    earlier = json.loads(SNAPSHOT.read_text()).get(contract, {}) if SNAPSHOT.exists() else {}
    answers = {(one["was"], one["became"]): one["answer"] for one in earlier.get("survivors", [])}
    survivors = [
        {
            "at": f"{mutant.source}:{mutant.line}",
            "was": mutant.was,
            "became": mutant.became,
            "answer": answers.get((mutant.was, mutant.became), ""),
        }
        for mutant, outcome in zip(mutants, outcomes, strict=True)
        if outcome == "survived"
    ]
    return {
        "mutants": len(mutants),
        "tried": len(mutants) - outcomes.count(None),
        "compiling": killed + survived,
        "killed": killed,
        "score": round(100 * killed / max(killed + survived, 1), 1),
        "survivors": sorted(survivors, key=lambda one: (one["at"], one["became"])),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--contract", choices=SUBJECTS, action="append", help="only this one; may be repeated"
    )
    parser.add_argument("--minutes", type=float, default=120, help="for each contract")
    parser.add_argument("--sample", type=int, help="so many mutants of each contract")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    options = parser.parse_args()
    found = json.loads(SNAPSHOT.read_text()) if SNAPSHOT.exists() else {}
    for contract in options.contract or SUBJECTS:
        found[contract] = examine(contract, time.monotonic() + 60 * options.minutes, options.sample)
        document = json.dumps(found, indent=2, ensure_ascii=False)
        write_whole(SNAPSHOT, (document + "\n").encode())
    if options.json:
        print(document)
        return
    for contract, one in found.items():
        print(f"{contract:20} {one['killed']} of {one['compiling']} killed, {one['score']} %")
        for survivor in one["survivors"]:
            answer = survivor["answer"] or "NOT ANSWERED"
            print(f"  {survivor['at']}\n    {survivor['was']}\n    {survivor['became']}\n    {answer}")


if __name__ == "__main__":
    main()
