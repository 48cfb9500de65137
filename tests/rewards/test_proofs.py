from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.errors import InvalidAddress
from planet_chain.core.merkle import Leaf, build_tree, verify
from planet_chain.rewards.errors import CannotWrite
from planet_chain.rewards.proofs import NoProofFile, open_proofs, write_proofs
from tests.core.test_merkle import leaf, leaves


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leaves)
def test_every_proof_of_the_file_is_that_of_the_tree(tmp_path: Path, rows: list[Leaf]) -> None:
    tree = build_tree(rows)
    write_proofs(tmp_path / "proofs", tree)
    with open_proofs(tmp_path / "proofs") as proofs:
        assert proofs.root == tree.root
        for number, row in enumerate(tree.leaves):
            found = proofs.find("0x" + row.account[2:].upper(), row.token)
            assert found == (row, tree.proof(number))
            assert verify(proofs.root, *found)


def test_who_has_no_leaf_has_no_proof(tmp_path: Path) -> None:
    write_proofs(tmp_path / "proofs", build_tree([leaf(number) for number in (2, 4, 6)]))
    with open_proofs(tmp_path / "proofs") as proofs:
        for number in (1, 3, 5, 7):
            assert proofs.find(leaf(number).account, leaf(number).token) is None
        assert proofs.find(leaf(2).account, leaf(2).account) is None
        with pytest.raises(InvalidAddress):
            proofs.find("0x12", leaf(2).token)


def test_a_tree_without_leaves_proves_nothing(tmp_path: Path) -> None:
    write_proofs(tmp_path / "proofs", build_tree([]))
    with open_proofs(tmp_path / "proofs") as proofs:
        assert proofs.root == ZERO_HASH
        assert proofs.find(leaf(1).account, leaf(1).token) is None


def test_what_is_no_whole_file_of_proofs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "proofs"
    write_proofs(path, build_tree([leaf(1), leaf(2)]))
    whole = path.read_bytes()
    for data in (b"", whole[:-1], whole + b"\0", b"x" + whole[1:], whole[:10]):
        path.write_bytes(data)
        with pytest.raises(NoProofFile), open_proofs(path):
            pass
    with pytest.raises(NoProofFile), open_proofs(tmp_path / "nowhere"):
        pass


def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_proofs(tmp_path / "proofs", build_tree([leaf(1)]))
    assert not list(tmp_path.iterdir())
