"""Writing a file whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write `data` to `path` so that a reader, or a power cut, sees the old file or the new one, never half.

    Args:
        path: its directory is made when missing.
        mode: permissions of the file, from the first byte on.
    Raises:
        OSError: with `path` as its file name; nothing is left behind.
    """
    handle = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, handle = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(handle, path)
        _sync_directory(path.parent)
    except OSError as error:
        if handle is not None:
            with contextlib.suppress(OSError):
                os.unlink(handle)
        # the temporary name means nothing to whoever reads the message
        raise OSError(error.errno, error.strerror, str(path)) from error


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
