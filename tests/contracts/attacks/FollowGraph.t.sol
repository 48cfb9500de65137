// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FollowTest} from "../support/FollowTest.sol";
import {MultisigWallet} from "../support/MultisigWallet.sol";
import {WeakFollowGraph} from "../weak/WeakFollowGraph.sol";
import {IFollowGraph} from "contracts/interfaces/IFollowGraph.sol";

/// @dev Each attack is made on the contract, where it fails, and on a copy without the defence, where it succeeds.
contract FollowGraphAttacks is FollowTest {
    address private attacker = makeAddr("attacker");

    function test_inflation_followingTwiceCountsOnce() public {
        assertEq(_inflate(graph), 1);
        assertEq(_inflate(_weak(WeakFollowGraph.Weakness.None)), 1);
        assertGt(_inflate(_weak(WeakFollowGraph.Weakness.CountsTwice)), 1);
    }

    /// @dev A creator gets itself revoked, or is revoked: fans must be able to leave.
    function test_trap_revocationDoesNotHoldFansFast() public {
        uint256 clean = vm.snapshotState();
        assertFalse(_trap(graph));
        vm.revertToState(clean);
        assertFalse(_trap(_weak(WeakFollowGraph.Weakness.None)));
        vm.revertToState(clean);
        assertTrue(_trap(_weak(WeakFollowGraph.Weakness.AsksOnUnfollow)));
    }

    /// @dev Nobody is made a follower by somebody who hands them a follow.
    function test_imposition_aFollowCannotBeGivenToAVictim() public {
        assertFalse(_impose(graph));
        assertFalse(_impose(_weak(WeakFollowGraph.Weakness.None)));
        assertTrue(_impose(_weak(WeakFollowGraph.Weakness.Transferable)));
    }

    /// @dev A wallet that knows nothing of ERC-721 follows like any other account.
    function test_receiver_isNeverAsked() public {
        address wallet = address(new MultisigWallet());
        assertTrue(_follows(graph, wallet));
        assertTrue(_follows(_weak(WeakFollowGraph.Weakness.None), wallet));
        assertFalse(_follows(_weak(WeakFollowGraph.Weakness.CallsTheReceiver), wallet));
    }

    function test_strangers_cannotEndAFollow() public {
        follow(fan, creator);
        vm.expectRevert(abi.encodeWithSelector(IFollowGraph.NotFollowing.selector, attacker, creator));
        unfollow(attacker, creator);
        assertTrue(graph.isFollowing(fan, creator));
    }

    /// @return how many follows the attacker counts after following one creator as often as possible
    function _inflate(IFollowGraph target) private returns (uint256) {
        vm.startPrank(attacker);
        for (uint256 i = 0; i < 3; ++i) {
            try target.follow(creator, 0) {} catch {}
        }
        vm.stopPrank();
        return target.balanceOf(attacker);
    }

    /// @return whether the fan of a creator that was revoked still follows after trying to leave
    function _trap(IFollowGraph target) private returns (bool) {
        vm.prank(fan);
        target.follow(creator, 0);
        revoke(creator);
        vm.prank(fan);
        try target.unfollow(creator) {} catch {}
        return target.isFollowing(fan, creator);
    }

    /// @return whether `fan` follows the attacker's creator without ever having asked to
    function _impose(IFollowGraph target) private returns (bool) {
        vm.startPrank(attacker);
        uint256 id = target.follow(creator, 0);
        try target.transferFrom(attacker, fan, id) {} catch {}
        vm.stopPrank();
        return target.isFollowing(fan, creator);
    }

    function _follows(IFollowGraph target, address wallet) private returns (bool) {
        vm.prank(wallet);
        try target.follow(creator, 0) {} catch {}
        return target.isFollowing(wallet, creator);
    }

    function _weak(WeakFollowGraph.Weakness weakness) private returns (IFollowGraph) {
        return IFollowGraph(address(new WeakFollowGraph(address(registry), weakness)));
    }
}
