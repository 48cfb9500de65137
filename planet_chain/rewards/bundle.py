"""The epoch bundle, format `planet-epoch/1`: a directory that holds everything a settlement reads.

Source: docs/math/settlement.md, section 1.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from planet_chain.core.amounts import format_amount, parse_amount
from planet_chain.core.epoch import (
    Counted,
    Cumulative,
    Interaction,
    Member,
    Params,
    Post,
    Scarcity,
    Tables,
)
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.directory import write_directory
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.manifest import MANIFEST, TABLES, Manifest, dump_manifest, parse_manifest
from planet_chain.rewards.rules import checked
from planet_chain.rewards.tables import table_bytes, table_rows

__all__ = [
    "Bundle",
    "BundleRefused",
    "Counted",
    "Cumulative",
    "Interaction",
    "Manifest",
    "Member",
    "Params",
    "Post",
    "Scarcity",
    "Tables",
    "bundle_files",
    "bundle_from",
    "read_bundle",
    "write_bundle",
]

MEMBERS, POSTS, INTERACTIONS, COUNTED, CUMULATIVE = TABLES
_MISSING: Final = "is missing; the bundle is not whole"


@dataclass(frozen=True)
class Bundle:
    """A week of activity, whole and valid."""

    manifest: Manifest
    tables: Tables
    inputs_hash: str
    """0x sha256 of manifest.json, which names the sha256 of every table: it stands for all of the bundle."""


def read_bundle(directory: Path) -> Bundle:
    """The bundle in `directory`.

    Raises:
        BundleRefused: it is not whole or breaks a rule, by file, row and reason.
    """
    return bundle_from({name: _read(directory, name) for name in (MANIFEST, *TABLES)})


def bundle_from(files: Mapping[str, bytes]) -> Bundle:
    """The bundle whose files have these bytes.

    Raises:
        BundleRefused: it is not whole or breaks a rule, by file, row and reason.
    """
    for name in (MANIFEST, *TABLES):
        if name not in files:
            raise BundleRefused(name, None, _MISSING)
    manifest, hashes = parse_manifest(files[MANIFEST])
    expect_hashes({name: hashlib.sha256(files[name]).hexdigest() for name in TABLES}, hashes)
    tables = Tables(
        [Member(*row) for row in table_rows(MEMBERS, files[MEMBERS])],
        [Post(*row) for row in table_rows(POSTS, files[POSTS])],
        [Interaction(*row) for row in table_rows(INTERACTIONS, files[INTERACTIONS])],
        [Counted(*row) for row in table_rows(COUNTED, files[COUNTED])],
        [total_of(*row) for row in enumerate(table_rows(CUMULATIVE, files[CUMULATIVE]), 1)],
    )
    inputs_hash = "0x" + hashlib.sha256(files[MANIFEST]).hexdigest()
    return Bundle(manifest, checked(tables, manifest.params.actions), inputs_hash)


def write_bundle(directory: Path, manifest: Manifest, tables: Tables) -> Bundle:
    """Write a bundle to `directory`, all of it or nothing, and give back what a reader of it sees.

    Rows are put in order, so that the same rows give the same bytes. A directory that holds the same bundle
    already is left as it is.

    Raises:
        BundleRefused: the bundle would be refused by its readers.
        DirectoryTaken: the directory holds something else.
        CannotWrite: the disk refused.
    """
    files = bundle_files(manifest, tables)
    bundle = bundle_from(files)
    write_directory(directory, files)
    return bundle


def bundle_files(manifest: Manifest, tables: Tables) -> dict[str, bytes]:
    """The files of the bundle that states `manifest` and `tables`: name -> bytes.

    Raises:
        BundleRefused: a row breaks a rule.
    """
    tables = checked(tables, manifest.params.actions)
    totals = [(row.account, row.token, format_amount(row.amount)) for row in tables.cumulative]
    files = {
        MEMBERS: table_bytes(MEMBERS, sorted(tables.members, key=itemgetter(0))),
        POSTS: table_bytes(POSTS, sorted(tables.posts)),
        INTERACTIONS: table_bytes(INTERACTIONS, sorted(tables.interactions)),
        COUNTED: table_bytes(COUNTED, sorted(tables.counted)),
        CUMULATIVE: table_bytes(CUMULATIVE, sorted(totals)),
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return {MANIFEST: dump_manifest(manifest, hashes), **files}


def expect_hashes(found: Mapping[str, str], stated: Mapping[str, str]) -> None:
    """Refuse a table whose sha256 is not the one that the manifest states."""
    for name in TABLES:
        if found[name] != stated[name]:
            raise BundleRefused(name, None, f"has sha256 {found[name]}, but the manifest says {stated[name]}")


def open_file(directory: Path, name: str) -> BufferedReader:
    """A file of the bundle in `directory`.

    Raises:
        BundleRefused: it is missing, or cannot be read.
    """
    try:
        return (directory / name).open("rb")
    except FileNotFoundError as error:
        raise BundleRefused(name, None, _where(directory, name)) from error
    except OSError as error:
        raise BundleRefused(name, None, f"cannot be read in {directory}: {error.strerror}") from error


def _where(directory: Path, name: str) -> str:
    """What to do about a file that is missing."""
    if not directory.is_dir():
        return f"is missing: there is no directory {directory}"
    inside = directory / "bundle"
    return f"{_MISSING} in {directory}" + (f"; try {inside}" if (inside / name).is_file() else "")


def total_of(number: int, row: Sequence[Any]) -> Cumulative:
    """What row `number` of cumulative.parquet states.

    Raises:
        BundleRefused: its amount is malformed.
    """
    account, token, amount = row
    try:
        return Cumulative(account, token, parse_amount(amount))
    except PlanetError as error:
        raise BundleRefused(CUMULATIVE, number, f"amount: {error}") from error


def _read(directory: Path, name: str) -> bytes:
    with open_file(directory, name) as file:
        try:
            return file.read()
        except OSError as error:
            raise BundleRefused(name, None, f"cannot be read in {directory}: {error.strerror}") from error
