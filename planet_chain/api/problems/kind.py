"""One kind of problem, told the same for every occurrence."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True)
class Kind:
    """What a code means.

    Attributes:
        status: of an answer with this code.
        happened: one sentence, for people.
        remedy: what they can do about it.
        private: the occurrence's own sentence is for the operator alone, since it may name URLs and paths.
    """

    status: HTTPStatus
    happened: str
    remedy: str
    private: bool = False

    @property
    def sentence(self) -> str:
        """What happened and what to do, for an occurrence that must not say more."""
        return f"{self.happened} {self.remedy}"
