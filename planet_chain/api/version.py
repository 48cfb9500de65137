"""Which release this is."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final


def _version() -> str:
    try:
        return version("planet-chain")
    except PackageNotFoundError:  # run from a checkout
        return "0.0.0+checkout"


VERSION: Final = _version()
