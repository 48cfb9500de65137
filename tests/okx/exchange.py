"""A server that answers as OKX's documentation says OKX does, over real HTTP.

Sources: https://web3.okx.com/onchainos/dev-docs/trade/dex-get-quote, …/dex-error-code, and its page on REST
authentication. It checks every signature itself, with code of its own.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET, PASSPHRASE = "37c541a1-key", "B7A2-secret", "a passphrase"
Reply = tuple[int, dict[str, str], bytes]


class Exchange:
    """Where it listens, what it was asked, and what it answers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[str] = []
        self.reply: Callable[[str], Reply] = self.quote
        self.received = 123_456_789
        self.changes: dict[str, Any] = {}
        """To the one quote in `data`."""

    def quote(self, path: str) -> Reply:
        """The documented answer to `GET /api/v6/dex/aggregator/quote`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        assert urlsplit(path).path == "/api/v6/dex/aggregator/quote"
        step = {
            "dexProtocol": {"dexName": "PotatoSwap", "percent": "100"},
            "fromToken": token(asked["fromTokenAddress"]),
            "fromTokenIndex": "0",
            "toToken": token(asked["toTokenAddress"]),
            "toTokenIndex": "1",
        }
        quote = {
            "chainIndex": asked["chainIndex"],
            "contextSlot": 0,
            "dexRouterList": [step],
            "estimateGasFee": "135000",
            "fromToken": token(asked["fromTokenAddress"]),
            "fromTokenAmount": asked["amount"],
            "priceImpactPercent": "-0.4801",
            "router": f"{asked['fromTokenAddress']}--{asked['toTokenAddress']}",
            "swapMode": asked["swapMode"],
            "toToken": token(asked["toTokenAddress"]),
            "toTokenAmount": str(self.received),
            "tradeFee": "0.0012",
        }
        return body({"code": "0", "data": [quote | self.changes], "msg": ""})


def token(address: str) -> dict[str, Any]:
    """A token, as quotes describe it."""
    return {
        "decimal": "18",
        "isHoneyPot": False,
        "taxRate": "0",
        "tokenContractAddress": address,
        "tokenSymbol": "SEED",
        "tokenUnitPrice": "0.0001",
    }


def body(told: Any, status: int = 200) -> Reply:
    """A JSON answer."""
    return status, {"Content-Type": "application/json"}, json.dumps(told).encode()


def refusal(code: str, status: int) -> Reply:
    """An error as the list of error codes has it."""
    return body({"code": code, "data": [], "msg": "somebody's words"}, status)


def statement(table: bytes, at: int, secret: str = SECRET) -> Reply:
    """A signed statement of values."""
    signed = hmac.new(secret.encode(), f"{at}\n".encode() + table, hashlib.sha256).digest()
    return 200, {"X-Feed-Timestamp": str(at), "X-Feed-Signature": base64.b64encode(signed).decode()}, table


def credentials_file(directory: Path, **changes: str) -> Path:
    """A file of the credentials that `Exchange` knows, which only its user can read."""
    path = directory / "okx.json"
    path.write_text(json.dumps({"key": KEY, "secret": SECRET, "passphrase": PASSPHRASE} | changes))
    path.chmod(0o600)
    return path


@contextmanager
def exchange() -> Iterator[Exchange]:
    """An exchange on a free port."""
    holder: dict[str, Exchange] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            holder["it"].asked.append(self.path)
            status, headers, content = _denial(self) or holder["it"].reply(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the client had enough
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    holder["it"] = Exchange(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield holder["it"]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _denial(request: BaseHTTPRequestHandler) -> Reply | None:
    """What OKX says to a request that is not signed as its documentation demands."""
    told = request.headers
    if told.get("OK-ACCESS-KEY") != KEY:
        return refusal("50111", 401)
    if told.get("OK-ACCESS-PASSPHRASE") != PASSPHRASE:
        return refusal("50105", 401)
    stamp = told.get("OK-ACCESS-TIMESTAMP", "")
    try:
        at = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%f%z").timestamp()
    except ValueError:
        return refusal("50112", 401)
    if len(stamp) != len("2020-12-08T09:08:57.715Z") or abs(at - time.time()) > 30:
        return refusal("50112", 401)
    signed = hmac.new(SECRET.encode(), f"{stamp}GET{request.path}".encode(), hashlib.sha256).digest()
    is_signed = told.get("OK-ACCESS-SIGN") == base64.b64encode(signed).decode()
    return None if is_signed else refusal("50113", 401)
