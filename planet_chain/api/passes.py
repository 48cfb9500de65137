"""Passes of gates: short-lived tokens (RFC 7519) that others verify with our public keys alone.

The private keys are a JWK set (RFC 7517) in a file of its owner's. The first one signs; all are published, so
that a pass of yesterday's key is good until it expires.
"""

import json
import secrets
from pathlib import Path
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole

SECONDS: Final = 300
"""A pass that was stolen, or whose bearer sold their tokens, is good for so long."""
TYPE: Final = "planet-pass+jwt"
"""`typ` of the header: no other token of ours can be taken for a pass (RFC 8725)."""
ALGORITHM: Final = "ES256"
"""What every JWT library and stream server verifies; EdDSA is not, and its name is changing (RFC 9864)."""
_KEPT: Final = 3


class PassesUnavailable(PlanetError):
    """There is no key to sign passes with."""

    def __init__(self) -> None:
        super().__init__(
            "passes-unavailable",
            "This service gives no passes: its operator has to make a key, `planet gate new-key`.",
        )


class InvalidPassKeys(PlanetError):
    """The file with the keys is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "invalid-pass-keys", f"{path} is no JWK set of private P-256 keys; restore it or move it away."
        )


def account_id(chain_id: int, address: str) -> str:
    """`address` on its chain, as CAIP-10 writes it: `eip155:196:0x976E…`."""
    return f"eip155:{chain_id}:{checksum_address(address)}"


def new_key(path: Path) -> str:
    """Put a fresh key before those in the file at `path`, which is made when missing; returns its kid.

    Raises:
        InvalidPassKeys: the file is none.
    """
    keys = read_keys(path) if path.exists() else []
    fresh = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    kept = [fresh, *keys][:_KEPT]
    whole = {"keys": [key.as_dict(private=True) for key in kept]}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(whole, indent=2) + "\n").encode(), 0o600)
    return str(fresh.kid)


def read_keys(path: Path) -> list[ECKey]:
    """The keys in the file at `path`, the one that signs first.

    Raises:
        PassesUnavailable: there is none.
        InvalidPassKeys: the file is damaged.
    """
    try:
        keys = [ECKey.import_key(entry) for entry in json.loads(path.read_bytes())["keys"]]
    except OSError:
        raise PassesUnavailable from None
    except (ValueError, TypeError, KeyError, JoseError):
        raise InvalidPassKeys(path) from None
    if not keys or not all(key.is_private and key.curve_name == "P-256" for key in keys):
        raise InvalidPassKeys(path)
    return keys


def public_keys(keys: list[ECKey]) -> list[dict[str, Any]]:
    """What everybody may know of `keys`."""
    return [key.as_dict(private=False) for key in keys]


def signed_pass(
    key: ECKey, issuer: str, audience: str, subject: str, block: int, now: int, until: int
) -> str:
    """A pass.

    Args:
        issuer: our origin.
        audience: CAIP-10 of the community's token.
        subject: CAIP-10 of the bearer.
        block: the finalized one as of which the bearer may enter.
        now, until: unix seconds.
    """
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "iat": now,
        "nbf": now,
        "exp": until,
        "jti": secrets.token_urlsafe(16),
        "block": block,
    }
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])
