// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {SplitLib} from "contracts/libraries/SplitLib.sol";

/// @dev For two winners and every pool and weights of 64 bits; more winners are fuzzed.
/// @custom:halmos --solver-command scripts/integers.py
contract SplitProofs is Proof {
    function check_shares_sumToThePool(uint64 pool, uint64 one, uint64 other) external pure {
        vm.assume(one > 0 || other > 0);
        uint256[] memory weights = new uint256[](2);
        (weights[0], weights[1]) = (one, other);
        uint256[] memory shares = SplitLib.splitLargestRemainder(pool, weights);
        unchecked {
            assert(shares[0] + shares[1] == pool);
        }
    }
}
