"""What can be wrong with a bundle or with a result."""

from pathlib import Path

from planet_chain.core.errors import PlanetError


class BundleRefused(PlanetError):
    """A bundle breaks a rule of its format: nothing of it is settled.

    Args:
        file: of the bundle, such as `"posts.parquet"`.
        row: in that table, the first is 1; None when the whole file is meant.
        reason: what is wrong, and what is right.
    """

    def __init__(self, file: str, row: int | None, reason: str) -> None:
        place = file if row is None else f"{file}, row {row}"
        super().__init__("bundle-refused", f"{place}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


class RootDiffers(PlanetError):
    """A bundle is whole, but it does not lead to the root that somebody announced."""

    def __init__(self, announced: str, derived: str) -> None:
        super().__init__(
            "root-differs",
            f"the bundle leads to root {derived}, not to {announced}; do not accept the announced root",
        )
        self.announced = announced
        self.derived = derived


class DirectoryTaken(PlanetError):
    """A directory that should be written holds something else already."""

    def __init__(self, directory: Path, found: str) -> None:
        super().__init__(
            "directory-taken",
            f"{directory} already holds {found}; nothing was overwritten, name another directory",
        )
        self.directory = directory
        self.found = found


class CannotWrite(PlanetError):
    """The disk refused: nothing was left half-written."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__("cannot-write", f"cannot write {directory}: {reason}; nothing was left half-written")
        self.directory = directory
        self.reason = reason
