"""Versions as entity tags: who changes something says which version they have seen (RFC 9110, `If-Match`)."""

from typing import Annotated

from fastapi import Depends, Header

from planet_chain.core.errors import PlanetError


class VersionMissing(PlanetError):
    """A change does not say what it changes."""

    def __init__(self) -> None:
        super().__init__(
            "version-missing", "Send If-Match with the ETag that you read, so that nobody's change is lost."
        )


def version_tag(version: int) -> str:
    """The entity tag of `version`."""
    return f'"{version}"'


def _version(
    if_match: Annotated[
        str | None,
        Header(
            pattern=r'^(W/)?"[1-9][0-9]{0,17}"$',
            examples=['"3"'],
            description="The ETag of the version that is changed.",
        ),
    ] = None,
) -> int:
    if if_match is None:
        raise VersionMissing
    # a proxy that compresses makes tags weak; a number means the same either way
    return int(if_match.removeprefix("W/").strip('"'))


VersionDep = Annotated[int, Depends(_version)]
"""The version that a request changes."""
