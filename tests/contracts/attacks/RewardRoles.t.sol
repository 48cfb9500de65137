// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardTest} from "../support/RewardTest.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Stolen keys: what a settler, a guardian or an admin turned thief can and cannot do.
contract RewardRoleAttacks is RewardTest {
    bytes32 private constant BAD = keccak256("a bad root");

    function test_stolenSettler_cannotOverwriteAPendingRoot() public {
        propose(ROOT, noTotals());
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RootPending.selector, ROOT));
        propose(BAD, noTotals());
    }

    function test_stolenSettler_restartsTheWindowWithEveryRoot() public {
        propose(ROOT, noTotals());
        skip(WINDOW - 1);
        vm.prank(settler);
        distributor.withdraw();
        propose(BAD, noTotals());
        uint64 activatableAt = uint64(block.timestamp) + WINDOW;
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.WindowOpen.selector, activatableAt));
        distributor.activate();
    }

    /// @dev It exhausts the guardians' rejections in a row, then the admin's revocation still stops its last root.
    function test_stolenSettler_isStoppedByRevocationWhenGuardiansAreSpent() public {
        for (uint256 i = 0; i < guardians.length; ++i) {
            propose(BAD, noTotals());
            vm.prank(guardians[i]);
            distributor.reject(BAD, "differs");
        }
        propose(BAD, noTotals());
        vm.prank(admin);
        distributor.revokeRole(IRewardDistributor.Role.Settler, settler);
        skip(WINDOW);
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.activate();
        assertEq(distributor.epochOf(BAD), 0);
    }

    function test_stolenGuardian_delaysOnceAWeekAndNoMore() public {
        propose(ROOT, noTotals());
        vm.startPrank(guardians[0]);
        distributor.reject(ROOT, "spite");
        vm.stopPrank();
        propose(ROOT, noTotals());
        uint64 nextAt = distributor.nextRejectionAt(guardians[0]);
        vm.prank(guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RejectedTooSoon.selector, guardians[0], nextAt));
        distributor.reject(ROOT, "spite");
        skip(WINDOW);
        distributor.activate();
        assertEq(distributor.epochOf(ROOT), 1);
    }

    /// @dev Going and coming back must not give a guardian a second rejection.
    function test_stolenGuardian_isNotRefreshedByItsAdmin() public {
        _grant(IRewardDistributor.Role.Guardian, makeAddr("guardian 4"));
        propose(ROOT, noTotals());
        skip(1 days);
        vm.prank(guardians[0]);
        distributor.reject(ROOT, "once");
        uint64 nextAt = distributor.nextRejectionAt(guardians[0]);
        vm.prank(admin);
        distributor.revokeRole(IRewardDistributor.Role.Guardian, guardians[0]);
        assertEq(distributor.nextRejectionAt(guardians[0]), nextAt);
    }

    function test_stolenAdmin_cannotSwitchTheVetoOff() public {
        vm.startPrank(admin);
        for (uint256 i = 0; i < guardians.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.GuardiansOutOfRange.selector, 2, 3, 5));
            distributor.revokeRole(IRewardDistributor.Role.Guardian, guardians[i]);
        }
    }

    /// @dev Nobody can be made settler within the notice, nor by a grant announced long ago.
    function test_stolenAdmin_cannotMakeASettlerWithoutNotice() public {
        address thief = makeAddr("thief");
        vm.prank(admin);
        distributor.scheduleRole(IRewardDistributor.Role.Settler, thief);
        uint64 dueAt = uint64(block.timestamp) + 7 days;
        bytes memory refusal = abi.encodeWithSelector(
            IRewardDistributor.RoleNotDue.selector, IRewardDistributor.Role.Settler, thief, dueAt, dueAt + 7 days
        );
        vm.expectRevert(refusal);
        distributor.executeRole(IRewardDistributor.Role.Settler, thief);
        skip(300 days);
        vm.expectRevert(refusal);
        distributor.executeRole(IRewardDistributor.Role.Settler, thief);
    }

    function test_noRole_takesMoneyOut() public {
        bytes32[] memory proof = allocate(alice, address(usdt), 5e6);
        vm.startPrank(admin);
        distributor.revokeRole(IRewardDistributor.Role.Settler, settler);
        distributor.renounceOwnership();
        vm.stopPrank();
        assertEq(usdt.balanceOf(address(distributor)), 10e6);
        distributor.claim(alice, address(usdt), 5e6, proof);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function _grant(IRewardDistributor.Role role, address account) private {
        vm.prank(admin);
        distributor.scheduleRole(role, account);
        skip(7 days);
        distributor.executeRole(role, account);
    }
}
