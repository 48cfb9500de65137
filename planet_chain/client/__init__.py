"""The API of Planet Chain from Python: `Planet` waits, `AsyncPlanet` awaits. docs/guides/developer.md."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from planet_chain.client.operations import AsyncOperations, Operations
from planet_chain.client.transport import Problem

__all__ = ["AsyncPlanet", "Planet", "Problem"]

_Item = TypeVar("_Item", covariant=True)


class _Page(Protocol[_Item]):
    @property
    def items(self) -> Sequence[_Item]: ...
    @property
    def next(self) -> str | None: ...


class Planet(Operations):
    """Every operation as a method, and lists from their first page to their last."""

    def every(self, operation: Callable[..., _Page[_Item]], *given: Any, **asked: Any) -> Iterator[_Item]:
        """Each item of a list, such as `every(planet.list_posts, topic="defi")`, page after page."""
        cursor: str | None = None
        while True:
            page = operation(*given, cursor=cursor, **asked)
            yield from page.items
            cursor = page.next
            if cursor is None:
                return


class AsyncPlanet(AsyncOperations):
    """As `Planet`, for callers that await."""

    async def every(
        self, operation: Callable[..., Awaitable[_Page[_Item]]], *given: Any, **asked: Any
    ) -> AsyncIterator[_Item]:
        """Each item of a list, page after page."""
        cursor: str | None = None
        while True:
            page = await operation(*given, cursor=cursor, **asked)
            for item in page.items:
                yield item
            cursor = page.next
            if cursor is None:
                return
