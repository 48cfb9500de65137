"""How commands speak: results to stdout, for people or as JSON; everything else to stderr."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final

from cyclopts import Parameter

from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


_PIPE_COLUMNS: Final = 160
"""Nobody's window is narrow here, and an address in two pieces cannot be searched for."""


class WrongUsage(PlanetError):
    """What was given does not go together: exits with 2, as an unknown option does."""

    def __init__(self, sentence: str) -> None:
        super().__init__("wrong-usage", sentence)


@Parameter(name="*")
@dataclass(frozen=True)
class Output:
    """Take one as a keyword argument, `out: Output = Output()`: it brings the options with it.

    NO_COLOR and pipes are honoured.
    """

    json: Annotated[bool, Parameter(negative=())] = False
    "Print the result as JSON on stdout, and nothing else there."

    quiet: Annotated[bool, Parameter(negative=(), name=("--quiet", "-q"))] = False
    "Say nothing about progress."

    @cached_property
    def _stdout(self) -> "Console":
        return _console(stderr=False)

    @cached_property
    def _stderr(self) -> "Console":
        return _console(stderr=True)

    def result(self, value: Mapping[str, Any] | Sequence[Any], text: str | None = None) -> None:
        """Print the one result of a command.

        Args:
            value: what --json prints; amounts are already strings.
            text: what people read; None shows `value` as one line a key.
        """
        if self.json:
            sys.stdout.write(json.dumps(value, indent=2, default=str) + "\n")
        elif text is not None:
            self._stdout.print(text, markup=False, highlight=False, soft_wrap=True)
        elif isinstance(value, Mapping):
            width = max((len(str(key)) for key in value), default=0)
            for key, entry in value.items():
                self._stdout.print(
                    f"{key!s:<{width}}  {entry}", markup=False, highlight=False, soft_wrap=True
                )
        else:
            for entry in value:
                self._stdout.print(str(entry), markup=False, highlight=False, soft_wrap=True)

    def line(self, value: Mapping[str, Any], text: str) -> None:
        """Print one of several results of a command: with --json, one line of JSON each."""
        if self.json:
            sys.stdout.write(json.dumps(value, default=str) + "\n")
            sys.stdout.flush()
        else:
            self.result({}, text)

    def table(
        self,
        rows: Sequence[Mapping[str, Any]],
        columns: Iterable[str],
        empty: str,
        **readable: Callable[[Any], str],
    ) -> None:
        """Print `rows` as a table with `columns`, or as a JSON list.

        Args:
            empty: what is said when there are none.
            readable: column -> how people read its values; JSON keeps them as they are.
        """
        if self.json:
            self.result(rows)
        elif not rows:
            self.result({}, empty)
        else:
            from rich import box
            from rich.table import Table

            table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
            shown = list(columns)
            for column in shown:
                table.add_column(column, overflow="fold")
            for row in rows:
                table.add_row(*(_plain(row.get(column), readable.get(column, str)) for column in shown))
            self._stdout.print(table)

    @property
    def is_terminal(self) -> bool:
        """Whether somebody watches stderr."""
        return self._stderr.is_terminal

    def bar(self, remembered_s: float) -> "Progress":
        """A progress bar on stderr, whose estimate is made of the last `remembered_s` seconds."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=self._stderr, speed_estimate_period=remembered_s, transient=True)

    def progress(self, sentence: str) -> None:
        """Say on stderr what happens now, unless --quiet."""
        if not self.quiet:
            self._stderr.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _plain(value: Any, readable: Callable[[Any], str]) -> Any:
    from rich.text import Text

    return Text("" if value is None else readable(value))


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    console = Console(stderr=stderr)
    if not console.is_terminal:
        console.width = max(console.width, _PIPE_COLUMNS)
    return console
