"""Print the API's schema as JSON; needs neither a database nor a node. The page's client is made from it."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from planet_chain.api.app import create_app
from planet_chain.config import Settings

if __name__ == "__main__":
    json.dump(create_app(Settings()).openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
