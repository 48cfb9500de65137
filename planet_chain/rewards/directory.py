"""Directories that appear whole or not at all."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from planet_chain.core.errors import PlanetError
from planet_chain.rewards.errors import CannotWrite, DirectoryTaken
from planet_chain.rewards.tables import table_rows

Content = bytes | Callable[[], Iterable[bytes]]
"""What a file holds, or what gives it a piece at a time, when it is too large for memory."""


def write_directory(directory: Path, files: Mapping[str, Content]) -> None:
    """Make `directory` hold exactly `files`; a crash at any moment leaves it whole or absent.

    A directory with the same content is left alone: Parquet counts as the same when its rows are.

    Raises:
        DirectoryTaken: it holds something else.
        CannotWrite: the disk refused.
    """
    directory = directory.resolve()
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(
            tempfile.mkdtemp(prefix=f".{directory.name}.", suffix=".partial", dir=directory.parent)
        )
        try:
            _fill(partial, files)
            _move(partial, directory, files)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise CannotWrite(directory, error.strerror or str(error)) from error


def _fill(directory: Path, files: Mapping[str, Content]) -> None:
    directory.chmod(0o755)  # mkdtemp makes it private; a bundle is public
    for name, data in files.items():
        with (directory / name).open("xb") as file:
            file.writelines([data] if isinstance(data, bytes) else data())
            file.flush()
            os.fsync(file.fileno())
    _sync(directory)


def _move(partial: Path, directory: Path, files: Mapping[str, Content]) -> None:
    try:
        partial.rename(directory)  # replaces an empty directory, never a full one
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        _expect_same(directory, files)
    else:
        _sync(directory.parent)


def _expect_same(directory: Path, files: Mapping[str, Content]) -> None:
    if not directory.is_dir():
        raise DirectoryTaken(directory, "a file")
    found = {path.name for path in directory.iterdir()}
    strange = sorted(found ^ files.keys())
    if strange:
        raise DirectoryTaken(directory, "other files" if strange[0] in found else "only a part of the files")
    for name, data in files.items():
        path = directory / name
        if not (_same(name, path.read_bytes(), data) if isinstance(data, bytes) else _holds(path, data())):
            raise DirectoryTaken(directory, f"another {name}")


def _same(name: str, one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    if not name.endswith(".parquet"):
        return False
    with contextlib.suppress(PlanetError):  # what cannot be read is not the same
        return table_rows(name, one) == table_rows(name, other)
    return False


def _holds(path: Path, pieces: Iterable[bytes]) -> bool:
    with path.open("rb") as file:
        return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
