"""What runs inside of a measured process of ours: prints the seconds of the work, without the start."""

import sys
import time
from pathlib import Path

from indexer.follow import index_once, writing
from indexer.replay import replay
from planet_chain.chain.deployment import Deployment
from planet_chain.store.database import connect


def main(what: str, database_url: str, *rest: str) -> None:
    """`index DATABASE RPC RECORD`, or `replay DATABASE`."""
    if what == "replay":
        begun = time.monotonic()
        with writing(database_url) as writer, connect(database_url) as reader:
            replay(writer, reader)
    else:
        rpc_url, record = rest
        deployment = Deployment.load(Path(record))
        begun = time.monotonic()
        index_once(database_url, deployment, rpc_url)
    print(time.monotonic() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
