"""Write planet_chain/chain/abi/<Contract>.json from the sources; run it after changing a contract."""

import json

from planet_chain.chain.abi import ABI_DIRECTORY
from planet_chain.chain.compile import compile_contracts
from planet_chain.files import write_whole


def main() -> None:
    artifacts = compile_contracts()
    for name, artifact in sorted(artifacts.items()):
        write_whole(ABI_DIRECTORY / f"{name}.json", (json.dumps(artifact.abi, indent=2) + "\n").encode())
    for path in ABI_DIRECTORY.glob("*.json"):
        if path.stem not in artifacts:
            path.unlink()
    print(f"{len(artifacts)} ABIs in {ABI_DIRECTORY}")


if __name__ == "__main__":
    main()
