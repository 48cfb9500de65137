"""What can go wrong between this service and OKX."""

from planet_chain.core.errors import PlanetError


class NotConfigured(PlanetError):
    """An adapter has no address or no key, so nobody is asked."""

    def __init__(self, what: str, settings: str) -> None:
        super().__init__("not-configured", f"{what} is not configured here; its operator can set {settings}.")


class CredentialsUnfit(PlanetError):
    """A file of credentials cannot be used. Nothing of its content is told."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__("credentials-unfit", f"{path}: {reason}")


class UrlUnfit(PlanetError):
    """A configured URL is none that may be asked."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "url-unfit", f"{url!r} may not be asked; write https://host, or http:// to this machine alone"
        )


class OkxUnavailable(PlanetError):
    """OKX does not answer, or answers what nobody can use."""

    def __init__(self, reason: str) -> None:
        super().__init__("okx-unavailable", f"OKX cannot be asked now: {reason}.")


class OkxRefused(PlanetError):
    """OKX does not accept the key: the operator has to repair it."""

    def __init__(self, code: str) -> None:
        super().__init__("okx-refused", f"OKX refuses this service's key (its code {code}).")


class OkxBusy(PlanetError):
    """More is asked than OKX or this process allows."""

    def __init__(self) -> None:
        super().__init__("okx-busy", "OKX is asked too often at the moment; try again shortly.")


class NoRoute(PlanetError):
    """OKX knows no way to trade this."""

    def __init__(self, code: str) -> None:
        super().__init__("no-route", f"OKX knows no route for this trade (its code {code}).")
        self.okx_code = code


class FeedRefused(PlanetError):
    """What a feed says cannot be believed: nothing of it was taken."""

    def __init__(self, reason: str) -> None:
        super().__init__("feed-refused", f"The value feed {reason}; nothing of it was taken")
