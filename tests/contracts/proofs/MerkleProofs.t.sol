// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {MerkleLib} from "contracts/libraries/MerkleLib.sol";

/// @dev The hand-written hashing of a leaf is OpenZeppelin's, for every leaf.
contract MerkleProofs is Proof {
    function check_rewardLeaf_isThatOfTheStandardTree(address account, address token, uint256 cumulative)
        external
        pure
    {
        bytes32 expected = keccak256(bytes.concat(keccak256(abi.encode(account, token, cumulative))));
        assert(MerkleLib.leafOf(account, token, cumulative) == expected);
    }

    function check_airdropLeaf_isThatOfTheStandardTree(uint256 index, address account, uint256 amount) external pure {
        bytes32 expected = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));
        assert(MerkleLib.leafOf(index, account, amount) == expected);
    }
}
