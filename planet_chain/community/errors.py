"""What can be wrong with what the community sends."""

from pathlib import Path

from planet_chain.core.errors import PlanetError


class RowRefused(PlanetError):
    """A row of a batch breaks a rule: nothing of the batch was taken.

    Args:
        row: its index in the batch, the first is 0.
        field: of the row, such as `"member"`.
        reason: what is wrong, and what is right.
    """

    def __init__(self, row: int, field: str, reason: str) -> None:
        super().__init__("row-refused", f"row {row}, {field}: {reason}; nothing of the batch was taken")
        self.row = row
        self.field = field
        self.reason = reason


class BatchTooLarge(PlanetError):
    """More rows in a batch than one transaction takes."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__("batch-too-large", f"the batch has {rows} rows; send at most {most} at once")


class PostUnknown(PlanetError):
    """There is no such post."""

    def __init__(self, post: str) -> None:
        super().__init__("post-unknown", f"there is no post {post!r}")


class PostRefused(PlanetError):
    """A post breaks a rule: it was not published."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__("post-refused", f"{field}: {reason}; the post was not published")
        self.field = field
        self.reason = reason


class TextRefused(PlanetError):
    """The words of a question or an answer cannot be taken: nothing was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__("text-refused", f"The words were not kept: {reason}.")


class ModerationRefused(PlanetError):
    """A report, an appeal or a decision cannot be: nothing was written.

    Args:
        field: of the request, such as `"reason"`.
        reason: what is wrong, and what is right.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__("moderation-refused", f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NotTheAuthor(PlanetError):
    """Only the author may do this."""

    def __init__(self, post: str) -> None:
        super().__init__("not-the-author", f"post {post!r} is somebody else's; only its author may appeal")


class NoMember(PlanetError):
    """An account speaks for no member of the community."""

    def __init__(self, account: str) -> None:
        super().__init__(
            "no-member",
            f"no member's rewards go to {account}; have the community name this address as your payout",
        )


class MemberUnclear(PlanetError):
    """An account speaks for several members."""

    def __init__(self, members: list[str]) -> None:
        super().__init__("member-unclear", f"say as which member: {', '.join(members)}")


class ReportsTooMany(PlanetError):
    """A person reports more than moderators can read."""

    def __init__(self, most: int) -> None:
        super().__init__("reports-too-many", f"you reported {most} posts within a day; go on tomorrow")
        self.seconds = 86_400


class DraftUnknown(PlanetError):
    """There is no such draft of this account."""

    def __init__(self, draft: str) -> None:
        super().__init__("unknown-draft", f"you have no draft {draft!r}")


class DraftChanged(PlanetError):
    """A draft was saved elsewhere since it was read."""

    def __init__(self, draft: str, version: int) -> None:
        super().__init__(
            "draft-changed",
            f"draft {draft} was saved elsewhere since you read it and is at version {version}; read it again,"
            " so that nothing is lost",
        )
        self.version = version


class DraftRefused(PlanetError):
    """A draft breaks a rule: it was not saved."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__("draft-refused", f"{field}: {reason}; the draft was not saved")
        self.field = field
        self.reason = reason


class TaggerUnknown(PlanetError):
    """No tagger has this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            "tagger-unknown", f"{name!r} is no tagger; set PLANET_TAGGER to one of {', '.join(known)}"
        )


class TaggerMissing(PlanetError):
    """A tagger needs a package that is not installed."""

    def __init__(self, name: str, extra: str) -> None:
        super().__init__(
            "tagger-missing",
            f"the tagger {name} needs packages that are not installed: pip install planet-chain[{extra}]",
        )


class KeyRefused(PlanetError):
    """A request brings no API key, or one that nobody issued or that was revoked."""

    def __init__(self) -> None:
        super().__init__(
            "key-refused",
            "the API key is missing, unknown or revoked; make one with planet key create and send it as"
            " Authorization: Bearer pk_…",
        )


class ScopeMissing(PlanetError):
    """An API key may not do this."""

    def __init__(self, scope: str) -> None:
        super().__init__(
            "scope-missing", f"the API key lacks the scope {scope}; make one with planet key create"
        )
        self.scope = scope


class UnknownScope(PlanetError):
    """No such scope exists."""

    def __init__(self, scope: str, known: tuple[str, ...]) -> None:
        super().__init__("unknown-scope", f"{scope!r} is no scope; the scopes are {', '.join(known)}")


class KeyUnknown(PlanetError):
    """There is no API key with this number."""

    def __init__(self, number: int) -> None:
        super().__init__("key-unknown", f"there is no API key {number}; planet key list shows them")


class FileRefused(PlanetError):
    """A line of a file cannot be taken: nothing of the file was.

    Args:
        line: of the file, the first is 1; None when the file as a whole is meant.
        reason: what is wrong, and what is right.
    """

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        place = str(path) if line is None else f"{path}:{line}"
        super().__init__("file-refused", f"{place}: {reason}; nothing of the file was taken")
        self.path = path
        self.line = line
        self.reason = reason
