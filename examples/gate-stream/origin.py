"""An HLS origin that plays to members only: every playlist and every segment needs a pass of the community.

It knows nothing but the service's public keys, so it goes on when the service is down. Run it beside whatever
writes the stream into a directory (ffmpeg, MediaMTX, OBS through either):

    python origin.py --service https://planet.example --community eip155:196:0x… --media DIRECTORY --port 8090
"""

import argparse
import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

TYPE = "planet-pass+jwt"
KINDS = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".ts": "video/mp2t",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
}
ASK_AGAIN_SECONDS = 10  # whoever invents kids must not have us ask the service each time


class Gate:
    """Says whose pass is good for `community`, by the public keys of `service` alone."""

    def __init__(self, service: str, community: str) -> None:
        self.service, self.community = service.rstrip("/"), community
        self._keys = KeySet([])
        self._asked = 0.0
        self._lock = threading.Lock()

    def bearer_of(self, text: str) -> str:
        """The account (CAIP-10) that the pass names; raises JoseError or ValueError for every other text."""
        token = jwt.decode(text, lambda header: self._key_of(header.headers()["kid"]), algorithms=["ES256"])
        if token.header.get("typ") != TYPE:
            raise ValueError("this is a token, but no pass")
        must = {name: {"essential": True} for name in ("exp", "nbf", "sub")}
        said = {"iss": self.service, "aud": self.community}
        must |= {name: {"essential": True, "value": value} for name, value in said.items()}
        jwt.JWTClaimsRegistry(leeway=5, **must).validate(token.claims)
        return str(token.claims["sub"])

    def _key_of(self, kid: str):
        with self._lock:
            known = {key.kid for key in self._keys.keys}
            if kid not in known and time.monotonic() - self._asked > ASK_AGAIN_SECONDS:
                self._asked = time.monotonic()
                with urllib.request.urlopen(f"{self.service}/.well-known/jwks.json", timeout=5) as answer:  # noqa: S310 (given by whoever runs this)
                    self._keys = KeySet.import_key_set(json.load(answer))
            return self._keys.get_by_kid(kid)


class Origin(BaseHTTPRequestHandler):
    """Serves files of one directory to bearers of passes: `?pass=…` or `Authorization: Bearer …`."""

    gate: Gate
    media: Path
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self) -> None:
        """A page of another site may ask, with a pass."""
        self._answer(204, b"", {"Access-Control-Allow-Headers": "Authorization"})

    def do_GET(self) -> None:
        """A playlist, whose lines get the pass added, or a segment."""
        asked = urlsplit(self.path)
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        given = given or parse_qs(asked.query).get("pass", [""])[0]
        try:
            self.gate.bearer_of(given)
        except (JoseError, ValueError, KeyError, OSError) as error:
            self._answer(401, f"No pass for this stream: {error}\n".encode(), {"WWW-Authenticate": "Bearer"})
            return
        file = self.media / Path(asked.path).name  # one flat directory: no path leads out of it
        if file.suffix not in KINDS or not file.is_file():
            self._answer(404, b"There is no such file.\n", {})
            return
        body = file.read_bytes()
        if file.suffix == ".m3u8" and not self.headers.get("Authorization"):
            body = with_pass(body.decode(), given).encode()
        self._answer(200, body, {"Content-Type": KINDS[file.suffix]})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        fixed = {"Access-Control-Allow-Origin": "*", "Cache-Control": "private, no-store"}
        for name, value in {**fixed, **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the line would hold the pass."""


def with_pass(playlist: str, given: str) -> str:
    """`playlist` whose segments ask with the same pass: players that send no header need it."""
    lines = (
        f"{line}?pass={given}" if line and not line.startswith("#") else line
        for line in playlist.splitlines()
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--service", required=True, help="address of the page, which is the issuer of passes")
    parser.add_argument("--community", required=True, help="CAIP-10 of its token: eip155:196:0x…")
    parser.add_argument(
        "--media", required=True, type=Path, help="directory with the playlist and its segments"
    )
    parser.add_argument("--port", type=int, default=8090)
    given = parser.parse_args()
    Origin.gate, Origin.media = Gate(given.service, given.community), given.media
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Origin)
    print(f"http://127.0.0.1:{server.server_port}/live.m3u8", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
