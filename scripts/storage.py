"""Write benchmarks/snapshots/storage/<Contract>.json from the sources; run it after changing a contract."""

import json
from pathlib import Path

from planet_chain.chain.compile import storage_layouts
from planet_chain.files import write_whole

LAYOUTS = Path(__file__).parents[1] / "benchmarks" / "snapshots" / "storage"


def main() -> None:
    layouts = storage_layouts()
    LAYOUTS.mkdir(exist_ok=True)
    for name, layout in layouts.items():
        write_whole(LAYOUTS / f"{name}.json", (json.dumps(layout, indent=2) + "\n").encode())
    for path in LAYOUTS.glob("*.json"):
        if path.stem not in layouts:
            path.unlink()
    print(f"{len(layouts)} storage layouts in {LAYOUTS}")


if __name__ == "__main__":
    main()
