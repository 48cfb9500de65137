"""The errors that Planet Chain raises on purpose: one stable code and one sentence each."""


class PlanetError(Exception):
    """What a user, a creator or an operator can do something about.

    Args:
        code: kebab-case and stable, for programs: `"invalid-amount"`.
        sentence: what is wrong and what to do, for people.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class InvalidAmount(PlanetError):
    """A text is no amount, or an amount is outside of what its place allows."""

    def __init__(self, sentence: str) -> None:
        super().__init__("invalid-amount", sentence)


class NegativeAmount(PlanetError):
    """An amount that must be at least zero is below it."""

    def __init__(self, name: str, amount: int) -> None:
        super().__init__("negative-amount", f"{name} is {amount}; it must be 0 or more")
        self.amount = amount


class InvalidAddress(PlanetError):
    """A text is no 20-byte address."""

    def __init__(self, text: str) -> None:
        super().__init__("invalid-address", f"{text!r} is no address; write 0x and 40 hexadecimal digits")
        self.text = text


class InvalidHash(PlanetError):
    """A text is no 32-byte hash."""

    def __init__(self, text: str) -> None:
        super().__init__("invalid-hash", f"{text!r} is no 32-byte hash; write 0x and 64 hexadecimal digits")
        self.text = text


class ConservationBroken(PlanetError):
    """Money appeared or vanished in a computation. A defect of the program, never of its input."""

    def __init__(self, place: str, expected: int, found: int) -> None:
        super().__init__(
            "conservation-broken",
            f"{place} must come to {expected} smallest units but comes to {found};"
            " nothing was written, please report this",
        )
        self.expected = expected
        self.found = found
