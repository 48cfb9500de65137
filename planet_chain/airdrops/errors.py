"""What can be wrong with an airdrop before and after it is made."""

from pathlib import Path

from planet_chain.core.errors import PlanetError


class AirdropRefused(PlanetError):
    """An airdrop that cannot be built as it was asked for."""

    def __init__(self, sentence: str) -> None:
        super().__init__("airdrop-refused", sentence)


class ListRefused(PlanetError):
    """A list of accounts breaks a rule of its format; nothing of it is used.

    Args:
        row: in the file, the header is 1; None when the whole file is meant.
    """

    def __init__(self, name: str, row: int | None, reason: str) -> None:
        place = name if row is None else f"{name}, row {row}"
        super().__init__("list-refused", f"{place}: {reason}")
        self.row = row


class NoAirdrop(PlanetError):
    """A directory holds no airdrop, or a damaged one."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(
            "no-airdrop", f"{directory} is no airdrop: {reason}; `planet airdrop build` writes one."
        )


class AirdropDiffers(PlanetError):
    """What was published does not follow from what it says it is made of."""

    def __init__(self, what: str, said: str, found: str) -> None:
        super().__init__(
            "airdrop-differs", f"{what} is {said}, but {found} was derived; do not rely on this airdrop."
        )
