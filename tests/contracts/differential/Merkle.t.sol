// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {MerkleLib} from "contracts/libraries/MerkleLib.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The contract's hashing and the tests' tree builder against OpenZeppelin's libraries, JavaScript and Solidity.
contract MerkleDifferentialTest is Test {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    uint256 private constant TREES = 5;

    function test_vectors_ofTheJavaScriptLibrary() public view {
        string memory json = vm.readFile("tests/vectors/merkle.json");
        uint256 checked = 0;
        for (uint256 i = 0; i < TREES; ++i) {
            checked += _checkTree(json, string.concat(".trees[", vm.toString(i), "]"));
        }
        assertEq(checked, 1 + 2 + 3 + 7 + 20);
    }

    function testFuzz_rootOf_isOpenZeppelins(bytes32[] calldata proof, bytes32 leaf) public pure {
        assertEq(MerkleLib.rootOf(proof, leaf), MerkleProof.processProofCalldata(proof, leaf));
    }

    function testFuzz_leafOf_isTheEncodingsHash(address account, address token, uint256 cumulative) public pure {
        bytes32 expected = keccak256(bytes.concat(keccak256(abi.encode(account, token, cumulative))));
        assertEq(MerkleLib.leafOf(account, token, cumulative), expected);
    }

    function testFuzz_leafOf_aGiftIsTheEncodingsHash(uint256 index, address account, uint256 amount) public pure {
        bytes32 expected = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));
        assertEq(MerkleLib.leafOf(index, account, amount), expected);
    }

    function rootOf(bytes32[] calldata proof, bytes32 leaf) external pure returns (bytes32) {
        return MerkleLib.rootOf(proof, leaf);
    }

    function _checkTree(string memory json, string memory at_) private view returns (uint256 count) {
        bytes32 root = vm.parseJsonBytes32(json, string.concat(at_, ".root"));
        while (vm.keyExistsJson(json, _item(at_, ".leaves", count))) ++count;

        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory leaf = _item(at_, ".leaves", i);
            leaves[i] = MerkleTreeLib.Leaf(
                vm.parseJsonAddress(json, string.concat(leaf, "[0]")),
                vm.parseJsonAddress(json, string.concat(leaf, "[1]")),
                vm.parseUint(vm.parseJsonString(json, string.concat(leaf, "[2]")))
            );
        }
        bytes32[] memory tree = leaves.build();
        assertEq(tree[0], root, "the tests' own tree");
        for (uint256 i = 0; i < count; ++i) {
            bytes32[] memory proof = vm.parseJsonBytes32Array(json, _item(at_, ".proofs", i));
            bytes32 leaf = MerkleLib.leafOf(leaves[i].account, leaves[i].token, leaves[i].cumulative);
            assertEq(this.rootOf(proof, leaf), root, "the contract's hashing");
            assertEq(abi.encode(tree.proofOf(leaves[i])), abi.encode(proof), "the tests' own proof");
        }
    }

    function _item(string memory at_, string memory key, uint256 index) private pure returns (string memory) {
        return string.concat(at_, key, "[", vm.toString(index), "]");
    }
}
