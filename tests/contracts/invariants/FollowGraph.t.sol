// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowHandler} from "./FollowHandler.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What each invariant says is in README.md beside this file.
/// forge-config: default.invariant.fail-on-revert = true
contract FollowGraphInvariants is Test {
    FollowHandler private handler;

    function setUp() public {
        handler = new FollowHandler();
        bytes4[] memory selectors = new bytes4[](5);
        (selectors[0], selectors[1]) = (handler.followOne.selector, handler.unfollowOne.selector);
        (selectors[2], selectors[3]) = (handler.revokeOne.selector, handler.registerAgain.selector);
        selectors[4] = handler.followAndUnfollow.selector;
        targetSelector(FuzzSelector(address(handler), selectors));
        targetContract(address(handler));
    }

    function invariant_onlyTheFanDecidesAndOnlyTheVerifiedGainFollowers() public view {
        assertEq(handler.broken(), "");
    }

    function invariant_aTokenExistsExactlyWhileItsHolderFollows() public view {
        for (uint256 i = 0; i < handler.fanCount(); ++i) {
            for (uint256 j = 0; j < handler.creatorCount(); ++j) {
                (address fan, address creator) = (handler.fans(i), handler.creators(j));
                bool follows = handler.follows(fan, creator);
                assertEq(handler.ownerOf(handler.idOf(fan, creator)), follows ? fan : address(0));
                assertEq(handler.isFollowing(fan, creator), follows);
            }
        }
    }

    function invariant_balanceIsTheNumberFollowed() public view {
        for (uint256 i = 0; i < handler.fanCount(); ++i) {
            assertEq(handler.balanceOf(handler.fans(i)), handler.count(handler.fans(i)));
        }
    }

    /// @dev At the end everybody leaves everybody, revoked or not, and nothing remains stored.
    function afterInvariant() public {
        handler.leaveAll();
        for (uint256 i = 0; i < handler.fanCount(); ++i) {
            assertEq(handler.balanceOf(handler.fans(i)), 0);
            assertEq(handler.stateOf(handler.fans(i)), keccak256(abi.encode(0, 0, 0)));
        }
    }
}
