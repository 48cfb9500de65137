// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SplitLib} from "contracts/libraries/SplitLib.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Every split of tests/vectors/split.json: the same file that `hamilton` in Python is checked against.
contract SplitDifferentialTest is Test {
    struct Split {
        uint256 pool;
        uint256[] weights;
        uint256[] shares;
    }

    function test_split_agreesWithTheVectors() public view {
        Split[] memory splits = _read();
        assertGt(splits.length, 300);
        for (uint256 i = 0; i < splits.length; ++i) {
            uint256[] memory shares = SplitLib.splitLargestRemainder(splits[i].pool, splits[i].weights);
            assertEq(shares, splits[i].shares, vm.toString(i));
        }
    }

    function _read() private view returns (Split[] memory) {
        string memory row = "Row(uint256 pool,uint256[] weights,uint256[] shares)";
        string memory json = vm.readFile("tests/vectors/split.json");
        return abi.decode(vm.parseJsonTypeArray(json, "$", row), (Split[]));
    }
}
