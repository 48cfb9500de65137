"""The files of a closed week, as the worker left them under the home directory."""

from pathlib import Path
from typing import Any, Final, Literal

from fastapi.responses import FileResponse

from planet_chain.api.errors import NotFound
from planet_chain.api.schemas.rewards import BundleFile, BundleOut
from planet_chain.api.service import Service
from planet_chain.rewards.manifest import MANIFEST, parse_manifest
from planet_chain.store.rewards import Epoch

FileName = Literal[
    "manifest.json",
    "members.parquet",
    "posts.parquet",
    "interactions.parquet",
    "counted.parquet",
    "cumulative.parquet",
]
_PARQUET: Final = "application/vnd.apache.parquet"
DOWNLOAD: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file's bytes.",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            _PARQUET: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
_FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
_TREE: Final = "tree.json"


def bundle_of(service: Service, epoch: Epoch, url: str) -> BundleOut:
    """What the bundle of `epoch` consists of.

    Args:
        url: path of the bundle, below which its files are.
    Raises:
        NotFound: it was not exported yet, or lies on another machine.
    """
    directory = service.epochs / str(epoch.number) / "bundle"
    manifest = _existing(directory / MANIFEST, epoch)
    _content, hashes = parse_manifest(manifest.read_bytes())
    inputs_hash = epoch.inputs_hash or ""
    hashes = {MANIFEST: inputs_hash.removeprefix("0x"), **hashes}
    files = [
        BundleFile(
            name=name,
            bytes=_existing(directory / name, epoch).stat().st_size,
            sha256=digest,
            url=f"{url}/{name}",
        )
        for name, digest in hashes.items()
    ]
    tree = url.removesuffix("/bundle") + f"/{_TREE}" if _tree_of(service, epoch).is_file() else None
    verify = f"planet verify bundle --root {epoch.root}" if epoch.root else "planet verify bundle"
    return BundleOut(
        epoch=epoch.number, inputs_hash=inputs_hash, root=epoch.root, files=files, tree=tree, verify=verify
    )


def bundle_file(service: Service, epoch: Epoch, name: FileName) -> FileResponse:
    """File `name` of the bundle of `epoch`."""
    path = _existing(service.epochs / str(epoch.number) / "bundle" / name, epoch)
    kind = "application/json" if name == MANIFEST else _PARQUET
    return FileResponse(path, media_type=kind, filename=name, headers=_FOR_EVER)


def tree(service: Service, epoch: Epoch) -> FileResponse:
    """The Merkle tree of `epoch`."""
    path = _existing(_tree_of(service, epoch), epoch)
    return FileResponse(path, media_type="application/json", filename=_TREE, headers=_FOR_EVER)


def _tree_of(service: Service, epoch: Epoch) -> Path:
    return service.epochs / str(epoch.number) / "result" / _TREE


def _existing(path: Path, epoch: Epoch) -> Path:
    if not path.is_file():
        raise NotFound("file", f"{path.name} of epoch {epoch.number} here yet; the epoch is {epoch.state}")
    return path
