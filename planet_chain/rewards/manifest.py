"""The manifest of an epoch bundle, format `planet-epoch/1`: rules, money and the hashes of the tables."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from planet_chain.core.addresses import lower_address, lower_hash
from planet_chain.core.amounts import AMOUNT_LIMIT, format_amount, parse_amount
from planet_chain.core.epoch import DWELL, ONE, Params, Scarcity
from planet_chain.core.errors import PlanetError
from planet_chain.core.pool import SHARE_MOST, Growth
from planet_chain.rewards.errors import BundleRefused

FORMAT: Final = "planet-epoch/1"
MANIFEST: Final = "manifest.json"
TABLES: Final = (
    "members.parquet",
    "posts.parquet",
    "interactions.parquet",
    "counted.parquet",
    "cumulative.parquet",
)
SHORTEST_EPOCH: Final = 7 * 86_400
"""Seconds. A shorter epoch would pay its full pool for less than a week of attention."""

_Result = TypeVar("_Result")

_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_DEEPEST = 8
_SHA256 = re.compile(r"[0-9a-f]{64}")
_INT64_MAX: Final = 2**63 - 1
_ACTION_WORTH_MAX: Final = 16
_GROWTH: Final = "growth"
_VALUES_MOST: Final = 2**40 - 1
_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "dwell_cap": (1, 600),
    "dwell_unit": (60, 3600),
    "action_seconds": (1, 600),
    "halvings_max": (0, 20),
    "pair_k": (1, 1000),
    "share_cap": (1, ONE // 4),
    "full_attention": (1, 86_400),
    "whale_divisor": (1, 1000),
    "boost_max": (ONE, 2 * ONE),
    "base_bp": (0, 10_000),
    "carry_pools": (0, 1000),
    "base_price": (0, AMOUNT_LIMIT - 1),
    "creator_divisor": (1, 1000),
    "wash_divisor": (9, 1000),
    "point_unit": (1, 10**18),
    "points_cap": (0, 10**6),
    "cluster_bits": (30, 30),
}
_SCARCITY_RANGES: Final[Mapping[str, tuple[int, int]]] = {"target_bp": (0, 10_000), "supply": (0, 2**40)}


def _no_scarcity() -> Mapping[str, Scarcity]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Manifest:
    """Everything about an epoch that is not a row. Amounts in smallest units, times in unix seconds."""

    epoch: int
    """1 for the first."""
    opens_at: int
    closes_at: int
    chain_id: int
    distributor: str
    """Lower-case address of the contract that the root goes to."""
    token: str
    """Lower-case address of the pool's token."""
    points: str
    """Lower-case address of the points token."""
    pool: int
    """Fresh money of this epoch."""
    carry_in: int
    """What earlier epochs left over."""
    unit: int
    """Smallest units of `token` in one value unit."""
    seed: str
    """0x hash of the first block finalized after `closes_at`, so that nobody knew it while acting."""
    params: Params = field(default_factory=Params)
    scarcity: Mapping[str, Scarcity] = field(default_factory=_no_scarcity)
    """Content type -> its scarcity; a type without one is neither scarce nor plenty."""
    growth: Growth | None = None
    """The rule that the pool came from. None, for a pool that somebody set, leaves no key in the file."""


def dump_manifest(manifest: Manifest, files: Mapping[str, str]) -> bytes:
    """The bytes of manifest.json: keys sorted, no spaces, so that one manifest has one hash.

    Args:
        files: table file -> sha256 hex of its bytes.
    """
    document = _plain(manifest) | {"format": FORMAT, "files": dict(files)}
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(manifest: Manifest) -> dict[str, Any]:
    """`manifest` as JSON values: amounts are text."""
    plain = {entry.name: getattr(manifest, entry.name) for entry in fields(manifest)}
    for name in ("pool", "carry_in", "unit"):
        plain[name] = format_amount(plain[name])
    params = {entry.name: getattr(manifest.params, entry.name) for entry in fields(Params)}
    plain["params"] = params | {"actions": dict(manifest.params.actions)}
    plain["scarcity"] = {name: asdict(row) for name, row in manifest.scarcity.items()}
    if manifest.growth is None:
        del plain["growth"]
    else:
        plain["growth"] = asdict(manifest.growth) | {"base": format_amount(manifest.growth.base)}
    return plain


def parse_manifest(data: bytes) -> tuple[Manifest, dict[str, str]]:
    """The manifest that `data` states, and its files (name -> sha256 hex).

    Raises:
        BundleRefused: a key is missing, unknown or outside of its range.
    """
    document = _object("the manifest", _load(data))
    if document.get("format") != FORMAT:
        _refuse(f'format is {document.get("format")!r}, not "{FORMAT}"')
    names = [entry.name for entry in fields(Manifest) if entry.name != _GROWTH or _GROWTH in document]
    _exact_keys("the manifest", document, [*names, "format", "files"])
    params = _params(document["params"])
    manifest = Manifest(
        epoch=_integer("epoch", document["epoch"], 1, _INT64_MAX),
        opens_at=_integer("opens_at", document["opens_at"], 0, _INT64_MAX),
        closes_at=_integer("closes_at", document["closes_at"], 0, _INT64_MAX),
        chain_id=_integer("chain_id", document["chain_id"], 1, _INT64_MAX),
        distributor=_text("distributor", document["distributor"], lower_address),
        token=_text("token", document["token"], lower_address),
        points=_text("points", document["points"], lower_address),
        pool=_text("pool", document["pool"], parse_amount),
        carry_in=_text("carry_in", document["carry_in"], parse_amount),
        unit=_text("unit", document["unit"], parse_amount),
        seed=_text("seed", document["seed"], lower_hash),
        params=params,
        scarcity=_scarcity(document["scarcity"], params.boost_max),
        growth=_growth(document[_GROWTH]) if _GROWTH in document else None,
    )
    if manifest.token == manifest.points:
        _refuse(f"token and points are both {manifest.token}; they must differ")
    if manifest.pool + manifest.carry_in >= AMOUNT_LIMIT:
        _refuse("pool and carry_in together are 2**256 or more")
    if manifest.growth and manifest.pool != (grown := manifest.growth.pool(manifest.unit)):
        _refuse(f"pool is {manifest.pool}; by its growth it is {grown}")
    length = manifest.closes_at - manifest.opens_at
    if length < SHORTEST_EPOCH:
        _refuse(f"the epoch lasts {length} s; the shortest lasts {SHORTEST_EPOCH} s")
    return manifest, _files(document["files"])


def _params(value: Any) -> Params:
    found = _object("params", value)
    _exact_keys("params", found, [entry.name for entry in fields(Params)])
    actions = {
        action: _integer(f"params.actions.{action}", worth, 0, _ACTION_WORTH_MAX)
        for action, worth in _object("params.actions", found["actions"]).items()
    }
    if DWELL in actions:
        _refuse(f"params.actions names {DWELL}, which is no action")
    if sum(actions.values()) > _ACTION_WORTH_MAX:
        _refuse(f"params.actions sum to {sum(actions.values())}; they sum to {_ACTION_WORTH_MAX} at most")
    numbers = {name: _integer(f"params.{name}", found[name], *_RANGES[name]) for name in _RANGES}
    return Params(actions=MappingProxyType(actions), **numbers)


def _scarcity(value: Any, boost_max: int) -> Mapping[str, Scarcity]:
    ranges = dict(_SCARCITY_RANGES) | {"previous": (ONE, boost_max)}
    rows = {}
    for content_type, row in _object("scarcity", value).items():
        name = f"scarcity.{content_type}"
        _exact_keys(name, _object(name, row), list(ranges))
        rows[content_type] = Scarcity(
            **{key: _integer(f"{name}.{key}", row[key], *ranges[key]) for key in ranges}
        )
    return MappingProxyType(rows)


def _growth(value: Any) -> Growth:
    found = _object(_GROWTH, value)
    _exact_keys(_GROWTH, found, [entry.name for entry in fields(Growth)])
    return Growth(
        base=_text(f"{_GROWTH}.base", found["base"], parse_amount),
        share_bp=_integer(f"{_GROWTH}.share_bp", found["share_bp"], 0, SHARE_MOST),
        last=_integer(f"{_GROWTH}.last", found["last"], 0, _VALUES_MOST),
        before=_integer(f"{_GROWTH}.before", found["before"], 0, _VALUES_MOST),
    )


def _files(value: Any) -> dict[str, str]:
    found = _object("files", value)
    _exact_keys("files", found, list(TABLES))
    for name, digest in found.items():
        if not (isinstance(digest, str) and _SHA256.fullmatch(digest)):
            _refuse(f"files.{name} is {digest!r}; write a sha256 as 64 lower-case hexadecimal digits")
    return found


def _load(data: bytes) -> Any:
    if _depth(data) > _DEEPEST:
        _refuse(f"is no JSON manifest: it nests deeper than {_DEEPEST}")
    try:
        return json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        _refuse(f"is no JSON: {error}")


def _depth(data: bytes) -> int:
    """How deep `data` nests: the decoder recurses, and hostile text must not overflow its stack."""
    depth = deepest = 0
    for token in _BRACKETS.finditer(data):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(token[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            _refuse(f"{name} is stated twice")
        found[name] = value
    return found


def _refuse_constant(constant: str) -> NoReturn:
    _refuse(f"{constant} is no number here")


def _object(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"{name} is no JSON object")
    return value


def _exact_keys(name: str, found: Mapping[str, Any], wanted: list[str]) -> None:
    missing = [key for key in wanted if key not in found]
    unknown = [key for key in found if key not in wanted]
    if missing:
        _refuse(f"{name} lacks {', '.join(missing)}")
    if unknown:
        _refuse(f"{name} has the unknown {', '.join(unknown)}")


def _integer(name: str, value: Any, least: int, most: int) -> int:
    if type(value) is not int:  # a bool is an int too, and 1.0 is none
        _refuse(f"{name} is {value!r}; write a whole number")
    if not least <= value <= most:
        _refuse(f"{name} is {value}; it must be in {least}..{most}")
    return value


def _text(name: str, value: Any, parse: Callable[[str], _Result]) -> _Result:
    if not isinstance(value, str):
        _refuse(f"{name} is {value!r}; write it as text")
    try:
        return parse(value)
    except PlanetError as error:
        _refuse(f"{name}: {error}")


def _refuse(reason: str) -> NoReturn:
    raise BundleRefused(MANIFEST, None, reason)
