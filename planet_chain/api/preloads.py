"""What a path of the page needs, told with the page itself: browsers ask for it before any script runs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

_FILE: Final = "preloads.json"
_ORIGINAL: Final = "en"


class Route(NamedTuple):
    """A path of the page.

    Attributes:
        parts: of the path, one that varies begins with a colon.
        files: scripts and styles that its page consists of, below the build.
        reads: what its page asks the API first; `:name` stands for the path's own part.
    """

    parts: Sequence[str]
    files: Sequence[str]
    reads: Sequence[str]


class Preloads:
    """The list that a build of the page brings.

    Args:
        directory: the build; one without a list preloads nothing.
    """

    def __init__(self, directory: Path) -> None:
        file = directory / _FILE
        listed: dict[str, Any] = json.loads(file.read_text()) if file.is_file() else {}
        self.texts: Mapping[str, Sequence[str]] = listed.get("texts", {})
        self.reads: Sequence[str] = listed.get("reads", ())
        self.routes = [
            Route(route["path"].split("/"), route["files"], route["reads"])
            for route in listed.get("routes", ())
        ]

    def link(self, path: str, languages: str) -> str:
        """Value of the Link header for the page at `path`, "" when it needs nothing more.

        Args:
            languages: the reader's Accept-Language, for a path that names no language.
        """
        parts = path.split("/")
        named = len(parts) > 1 and parts[1] in self.texts
        language = parts[1] if named else self._preferred(languages)
        return ", ".join(self._links(language, [parts[0], *parts[2:]] if named else parts))

    def _links(self, language: str, parts: Sequence[str]) -> Iterator[str]:
        yield from map(_file, self.texts.get(language, ()))
        for route in self.routes:
            values = _values(route.parts, parts)
            if values is None:
                continue
            yield from map(_file, route.files)
            for read in (*route.reads, *self.reads):
                yield f"<{_filled(read, values)}>; rel=preload; as=fetch; crossorigin"
            return

    def _preferred(self, languages: str) -> str:
        """As the page itself chooses: the first language of the reader that it speaks."""
        for asked in languages.lower().split(","):
            for language in self.texts:
                if asked.strip().startswith(language[:2]):
                    return language
        return _ORIGINAL


def _file(name: str) -> str:
    if name.endswith(".css"):
        return f"</{name}>; rel=preload; as=style; crossorigin"
    return f"</{name}>; rel=modulepreload"


def _values(wanted: Sequence[str], given: Sequence[str]) -> Mapping[str, str] | None:
    """The `:names` of a route and what stands there in a path; None when the path is another one's."""
    if len(wanted) != len(given):
        return None
    pairs = list(zip(wanted, given, strict=True))
    if any(one != other for one, other in pairs if not one.startswith(":")):
        return None
    values = {one: other for one, other in pairs if one.startswith(":")}
    return values if all(values.values()) else None


def _filled(read: str, values: Mapping[str, str]) -> str:
    # quoted: what somebody typed into the address must not become a header of ours
    return "/".join(quote(values[part], safe="") if part in values else part for part in read.split("/"))
