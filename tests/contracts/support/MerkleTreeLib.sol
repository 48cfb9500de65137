// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev OpenZeppelin's StandardMerkleTree, rebuilt from its description (github.com/OpenZeppelin/merkle-tree), so that
/// what the contracts accept is checked against a second hand: over any leaf hashes, and over those of rewards, which
/// are (address account, address token, uint256 cumulative).
library MerkleTreeLib {
    struct Leaf {
        address account;
        address token;
        uint256 cumulative;
    }

    /// @return tree nodes from the root at 0; the children of i are 2i+1 and 2i+2; leaves at the end, sorted by hash
    function build(Leaf[] memory leaves) internal pure returns (bytes32[] memory tree) {
        bytes32[] memory hashes = new bytes32[](leaves.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = hashOf(leaves[i]);
        }
        return build(hashes);
    }

    function build(bytes32[] memory hashes) internal pure returns (bytes32[] memory tree) {
        uint256 count = hashes.length;
        tree = new bytes32[](2 * count - 1);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 hash = hashes[i];
            uint256 index = tree.length - 1 - i;
            // The smallest hash stands last.
            for (; index + 1 < tree.length && tree[index + 1] > hash; ++index) {
                tree[index] = tree[index + 1];
            }
            tree[index] = hash;
        }
        for (uint256 i = count - 1; i > 0; --i) {
            tree[i - 1] = pair(tree[2 * i - 1], tree[2 * i]);
        }
    }

    function proofOf(bytes32[] memory tree, Leaf memory leaf) internal pure returns (bytes32[] memory proof) {
        return proofOf(tree, hashOf(leaf));
    }

    function proofOf(bytes32[] memory tree, bytes32 hash) internal pure returns (bytes32[] memory proof) {
        uint256 index = tree.length - 1;
        while (tree[index] != hash) --index;

        uint256 depth = 0;
        for (uint256 i = index; i > 0; i = (i - 1) / 2) {
            ++depth;
        }
        proof = new bytes32[](depth);
        for (uint256 i = 0; i < depth; ++i) {
            proof[i] = tree[index % 2 == 1 ? index + 1 : index - 1];
            index = (index - 1) / 2;
        }
    }

    function hashOf(Leaf memory leaf) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(leaf.account, leaf.token, leaf.cumulative))));
    }

    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }
}
