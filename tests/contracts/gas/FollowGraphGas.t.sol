// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowTest} from "../support/FollowTest.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test. `follow` and `follow_again` are the
/// dearest cases, creators far apart in number; most follows cost less.
/// forge-config: default.isolate = true
contract FollowGraphGasTest is FollowTest {
    uint256 private constant FOLLOW = 78_000;
    uint256 private constant FOLLOW_AGAIN = 61_000;

    address private far;
    address private farther;
    address private neighbour;

    function setUp() public override {
        super.setUp();
        skipNumbersTo(12_345);
        far = newCreator("far");
        skipNumbersTo(54_321);
        farther = newCreator("farther");
        neighbour = newCreator("neighbour");
    }

    function test_gas_follow() public {
        vm.prank(fan);
        graph.follow(far, POST);
        _check("follow", FOLLOW);
    }

    function test_gas_followAgain() public {
        vm.startPrank(fan);
        graph.follow(far, POST);
        graph.follow(farther, POST);
        _check("follow_again", FOLLOW_AGAIN);
    }

    function test_gas_followNeighbour() public {
        vm.startPrank(fan);
        graph.follow(farther, POST);
        graph.follow(neighbour, POST);
        _check("follow_neighbour", FOLLOW_AGAIN - 17_000);
    }

    function test_gas_followEarlyCreator() public {
        vm.prank(fan);
        graph.follow(creator, POST);
        _check("follow_early_creator", FOLLOW - 22_000);
    }

    function test_gas_unfollow() public {
        vm.startPrank(fan);
        graph.follow(far, POST);
        graph.follow(farther, POST);
        graph.unfollow(far);
        _check("unfollow", FOLLOW_AGAIN - 17_000);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("FollowGraph", action);
        emit log_named_uint(action, used);
        assertGt(used, 30_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
