"""The settlement and the questions' contract split money by one law: shared vectors."""

import json
from pathlib import Path

from planet_chain.core.settlement import hamilton

VECTORS = Path(__file__).parents[1] / "vectors" / "split.json"


def test_the_contract_and_we_agree_on_shared_vectors() -> None:
    vectors = json.loads(VECTORS.read_text())
    assert len(vectors) > 300
    for vector in vectors:
        scores = {f"{index:02}": int(weight) for index, weight in enumerate(vector["weights"])}
        shares = {f"{index:02}": int(share) for index, share in enumerate(vector["shares"]) if int(share) > 0}
        assert hamilton(int(vector["pool"]), scores) == shares, vector
