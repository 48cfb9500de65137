"""`planet api`: serve the API and the page."""

import socket
from typing import TYPE_CHECKING

from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from planet_chain.config import Settings

_PATIENCE_SECONDS = 10


class PortTaken(PlanetError):
    """Somebody listens there already."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            "port-taken",
            f"Cannot listen on {host}:{port} ({reason}); stop what uses it, or choose another with --port.",
        )


def api(*, host: str | None = None, port: int | None = None) -> None:
    """Serve the API and the page until stopped. Run as many as you like on one database.

    Parameters
    ----------
    host
        Where to listen; the default is PLANET_HOST, else this machine only.
    port
        The default is PLANET_PORT, else 8000; 0 takes a free one.
    """
    import structlog

    from planet_chain.api.logs import configure_logs
    from planet_chain.cli.system import DatabaseMissing
    from planet_chain.config import settings
    from planet_chain.store.database import migrate

    config = settings()
    config = config.model_copy(
        update={"host": host or config.host, "port": port if port is not None else config.port}
    )
    if config.database_url is None:
        raise DatabaseMissing
    with _listen(config.host, config.port) as listener:
        migrate(config.database_url)
        configure_logs()
        where = listener.getsockname()
        config = config.model_copy(update={"port": where[1]})  # 0 became a free one
        structlog.get_logger("planet.api").info("listening", url=f"http://{where[0]}:{where[1]}")
        _serve(config, listener)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(host, port, error.strerror or str(error)) from error
    return listener


def _serve(config: "Settings", listener: socket.socket) -> None:
    import uvicorn

    from planet_chain.api.app import create_app

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(config),
            access_log=False,  # the application logs each request, with its id
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE_SECONDS,
        )
    )
    server.run(sockets=[listener])
