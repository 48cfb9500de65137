// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardTest} from "../support/RewardTest.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Who holds which role, how they get it slowly and lose it at once.
contract RewardRolesTest is RewardTest {
    IRewardDistributor.Role private constant SETTLER = IRewardDistributor.Role.Settler;
    IRewardDistributor.Role private constant GUARDIAN = IRewardDistributor.Role.Guardian;

    address private fresh = makeAddr("fresh");

    function test_constructor_setsEverything() public view {
        assertEq(distributor.owner(), admin);
        assertEq(distributor.settler(), settler);
        assertEq(distributor.guardianCount(), 3);
        for (uint256 i = 0; i < 3; ++i) {
            assertTrue(distributor.isGuardian(guardians[i]));
        }
        assertEq(distributor.window(), WINDOW);
        assertEq(points.distributor(), address(distributor));
    }

    function test_constructor_takesTheWindowsBounds() public {
        assertEq(new RewardDistributor(admin, settler, guardians, 24 hours).window(), 24 hours);
        assertEq(new RewardDistributor(admin, settler, guardians, 30 days).window(), 30 days);
    }

    function test_RevertWhen_WindowIsOutOfRange() public {
        _expectWindow(24 hours - 1);
        new RewardDistributor(admin, settler, guardians, 24 hours - 1);
        _expectWindow(30 days + 1);
        new RewardDistributor(admin, settler, guardians, 30 days + 1);
    }

    function test_RevertWhen_DeployedWithoutEnoughGuardians() public {
        guardians.pop();
        _expectGuardians(2);
        new RewardDistributor(admin, settler, guardians, WINDOW);
    }

    function test_RevertWhen_DeployedWithTooManyGuardians() public {
        for (uint160 i = 1; i <= 3; ++i) {
            guardians.push(address(i));
        }
        _expectGuardians(6);
        new RewardDistributor(admin, settler, guardians, WINDOW);
    }

    function test_RevertWhen_DeployedWithOneGuardianTwice() public {
        guardians.push(guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleHeld.selector, GUARDIAN, guardians[0]));
        new RewardDistributor(admin, settler, guardians, WINDOW);
    }

    function test_RevertWhen_DeployedWithZeroAddresses() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new RewardDistributor(address(0), settler, guardians, WINDOW);
        vm.expectRevert(IRewardDistributor.ZeroAddress.selector);
        new RewardDistributor(admin, address(0), guardians, WINDOW);
        guardians[1] = address(0);
        vm.expectRevert(IRewardDistributor.ZeroAddress.selector);
        new RewardDistributor(admin, settler, guardians, WINDOW);
    }

    function test_grant_takesSevenDays() public {
        uint64 dueAt = uint64(block.timestamp) + 7 days;
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RoleScheduled(GUARDIAN, fresh, dueAt, dueAt + 7 days);
        _schedule(GUARDIAN, fresh);
        assertEq(distributor.roleDueAt(GUARDIAN, fresh), dueAt);
        assertFalse(distributor.isGuardian(fresh));

        skip(7 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardDistributor.RoleNotDue.selector, GUARDIAN, fresh, dueAt, dueAt + 7 days)
        );
        distributor.executeRole(GUARDIAN, fresh);
        skip(1);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RoleGranted(GUARDIAN, fresh);
        distributor.executeRole(GUARDIAN, fresh);
        assertTrue(distributor.isGuardian(fresh));
        assertEq(distributor.guardianCount(), 4);
        assertEq(distributor.roleDueAt(GUARDIAN, fresh), 0);
    }

    function test_grant_lastsSevenDaysMore() public {
        _schedule(GUARDIAN, fresh);
        skip(14 days);
        distributor.executeRole(GUARDIAN, fresh);
        assertTrue(distributor.isGuardian(fresh));
    }

    function test_RevertWhen_GrantExpired() public {
        _schedule(GUARDIAN, fresh);
        uint64 dueAt = distributor.roleDueAt(GUARDIAN, fresh);
        skip(14 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRewardDistributor.RoleNotDue.selector, GUARDIAN, fresh, dueAt, dueAt + 7 days)
        );
        distributor.executeRole(GUARDIAN, fresh);
    }

    function test_RevertWhen_GrantWasNeverScheduled() public {
        _schedule(GUARDIAN, fresh);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleNotDue.selector, SETTLER, fresh, 0, 0));
        distributor.executeRole(SETTLER, fresh);
    }

    function test_RevertWhen_GrantIsExecutedTwice() public {
        _grant(GUARDIAN, fresh);
        vm.prank(admin);
        distributor.revokeRole(GUARDIAN, fresh);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleNotDue.selector, GUARDIAN, fresh, 0, 0));
        distributor.executeRole(GUARDIAN, fresh);
    }

    function test_RevertWhen_AnotherChangesRoles() public {
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, settler);
        vm.startPrank(settler);
        vm.expectRevert(refusal);
        distributor.scheduleRole(SETTLER, fresh);
        vm.expectRevert(refusal);
        distributor.revokeRole(GUARDIAN, guardians[0]);
    }

    function test_RevertWhen_ScheduledForNobodyOrForWhoHasIt() public {
        vm.startPrank(admin);
        vm.expectRevert(IRewardDistributor.ZeroAddress.selector);
        distributor.scheduleRole(SETTLER, address(0));
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleHeld.selector, SETTLER, settler));
        distributor.scheduleRole(SETTLER, settler);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleHeld.selector, GUARDIAN, guardians[2]));
        distributor.scheduleRole(GUARDIAN, guardians[2]);
    }

    function test_RevertWhen_SixthGuardianIsGranted() public {
        _grant(GUARDIAN, makeAddr("guardian 4"));
        _grant(GUARDIAN, makeAddr("guardian 5"));
        _schedule(GUARDIAN, fresh);
        skip(7 days);
        _expectGuardians(6);
        distributor.executeRole(GUARDIAN, fresh);
    }

    function test_newSettler_replacesTheOldAndKeepsThePendingRoot() public {
        _schedule(SETTLER, fresh);
        skip(7 days);
        propose(ROOT, noTotals());
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RoleRevoked(SETTLER, settler);
        distributor.executeRole(SETTLER, fresh);
        assertEq(distributor.settler(), fresh);
        (bytes32 root,,) = distributor.pending();
        assertEq(root, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotSettler.selector, settler));
        vm.prank(settler);
        distributor.withdraw();
        vm.prank(fresh);
        distributor.withdraw();
    }

    function test_revoke_takesTheSettlersPendingRootWithIt() public {
        propose(ROOT, noTotals());
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RoleRevoked(SETTLER, settler);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RootWithdrawn(1, ROOT);
        vm.prank(admin);
        distributor.revokeRole(SETTLER, settler);
        assertEq(distributor.settler(), address(0));
        (bytes32 root,,) = distributor.pending();
        assertEq(root, 0);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotSettler.selector, settler));
        propose(ROOT, noTotals());
        _grant(SETTLER, settler);
        propose(ROOT, noTotals());
    }

    function test_revoke_withoutAPendingRoot() public {
        vm.prank(admin);
        distributor.revokeRole(SETTLER, settler);
        assertEq(distributor.settler(), address(0));
    }

    function test_revoke_takesAGuardianAtOnce() public {
        _grant(GUARDIAN, fresh);
        propose(ROOT, noTotals());
        vm.prank(admin);
        distributor.revokeRole(GUARDIAN, guardians[0]);
        assertFalse(distributor.isGuardian(guardians[0]));
        assertEq(distributor.guardianCount(), 3);
        (bytes32 root,,) = distributor.pending();
        assertEq(root, ROOT, "a guardian's going says nothing about the root");
    }

    function test_revoke_cancelsAScheduledGrant() public {
        _schedule(GUARDIAN, fresh);
        vm.prank(admin);
        distributor.revokeRole(GUARDIAN, fresh);
        assertEq(distributor.guardianCount(), 3);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleNotDue.selector, GUARDIAN, fresh, 0, 0));
        distributor.executeRole(GUARDIAN, fresh);
    }

    function test_RevertWhen_FewerThanThreeGuardiansWouldRemain() public {
        _expectGuardians(2);
        vm.prank(admin);
        distributor.revokeRole(GUARDIAN, guardians[0]);
    }

    function test_RevertWhen_RevokingWhatIsNotHeld() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RoleNotHeld.selector, GUARDIAN, fresh));
        distributor.revokeRole(GUARDIAN, fresh);
    }

    function test_admin_isHandedOverInTwoSteps() public {
        vm.prank(admin);
        distributor.transferOwnership(fresh);
        assertEq(distributor.owner(), admin);
        vm.prank(fresh);
        distributor.acceptOwnership();
        assertEq(distributor.owner(), fresh);
    }

    function _schedule(IRewardDistributor.Role role, address account) private {
        vm.prank(admin);
        distributor.scheduleRole(role, account);
    }

    function _grant(IRewardDistributor.Role role, address account) private {
        _schedule(role, account);
        skip(7 days);
        distributor.executeRole(role, account);
    }

    function _expectWindow(uint64 window) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.WindowOutOfRange.selector, window, 24 hours, 30 days));
    }

    function _expectGuardians(uint256 count) private {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.GuardiansOutOfRange.selector, count, 3, 5));
    }
}
