// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SplitLib} from "contracts/libraries/SplitLib.sol";
import {stdError} from "forge-std/StdError.sol";
import {Test} from "forge-std/Test.sol";

contract SplitLibFuzzTest is Test {
    /// @dev The whole pool is given, each share is less than one unit from its exact part, and no greater remainder is
    /// passed over for a smaller one.
    function testFuzz_split_isExactAndFair(uint128 pool, uint32[] memory given) public pure {
        uint256[] memory weights = _weightsOf(given);
        uint256[] memory shares = SplitLib.splitLargestRemainder(pool, weights);
        uint256 sum = 0;
        uint256 total = 0;
        for (uint256 i = 0; i < weights.length; ++i) {
            sum += weights[i];
            total += shares[i];
        }
        assertEq(total, pool);
        for (uint256 i = 0; i < weights.length; ++i) {
            uint256 rounded = shares[i] - uint256(pool) * weights[i] / sum;
            assertLe(rounded, 1);
            for (uint256 j = 0; j < weights.length; ++j) {
                uint256 other = shares[j] - uint256(pool) * weights[j] / sum;
                (uint256 mine, uint256 theirs) = (uint256(pool) * weights[i] % sum, uint256(pool) * weights[j] % sum);
                if (rounded > other) assertTrue(mine > theirs || (mine == theirs && i < j));
            }
        }
    }

    /// @dev Twice the weight in all places changes nothing.
    function testFuzz_split_isOfProportionsOnly(uint128 pool, uint32[] memory given) public pure {
        uint256[] memory weights = _weightsOf(given);
        uint256[] memory shares = SplitLib.splitLargestRemainder(pool, weights);
        for (uint256 i = 0; i < weights.length; ++i) {
            weights[i] *= 2;
        }
        assertEq(SplitLib.splitLargestRemainder(pool, weights), shares);
    }

    /// forge-config: default.allow-internal-expect-revert = true
    function test_RevertWhen_NobodyHasAWeight() public {
        vm.expectRevert(stdError.divisionError);
        SplitLib.splitLargestRemainder(1, new uint256[](3));
    }

    /// @return weights one to ten, the first above 0
    function _weightsOf(uint32[] memory given) private pure returns (uint256[] memory weights) {
        weights = new uint256[](given.length == 0 ? 1 : given.length > 10 ? 10 : given.length);
        for (uint256 i = 0; i < given.length && i < 10; ++i) {
            weights[i] = given[i];
        }
        if (weights[0] == 0) weights[0] = 1;
    }
}
