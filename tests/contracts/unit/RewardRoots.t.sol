// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardTest} from "../support/RewardTest.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev From proposal to activation: who may, when, and with which totals.
contract RewardRootsTest is RewardTest {
    bytes32 private constant SECOND = keccak256("a second root");

    function test_propose_queues() public {
        IRewardDistributor.TokenTotal[] memory totals = totalsOf(address(usdt), 5e6, address(points), 7e6);
        uint64 activatableAt = uint64(block.timestamp) + WINDOW;
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RootProposed(1, ROOT, INPUTS, totals, activatableAt);
        propose(ROOT, totals);

        (bytes32 root, bytes32 inputsHash, uint64 at_) = distributor.pending();
        assertEq(root, ROOT);
        assertEq(inputsHash, INPUTS);
        assertEq(at_, activatableAt);
        assertEq(abi.encode(distributor.pendingTotals()), abi.encode(totals));
        assertEq(distributor.epochOf(ROOT), 0);
    }

    function test_propose_takesEightTokens() public {
        propose(ROOT, _manyTotals(8));
        assertEq(distributor.pendingTotals().length, 8);
    }

    function test_RevertWhen_ProposerIsNotSettler() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotSettler.selector, admin));
        distributor.propose(ROOT, INPUTS, noTotals());
    }

    function test_RevertWhen_RootIsKnown() public {
        activate(ROOT, noTotals());
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RootKnown.selector, ROOT));
        propose(ROOT, noTotals());
    }

    function test_RevertWhen_AnotherRootIsPending() public {
        propose(ROOT, noTotals());
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RootPending.selector, ROOT));
        propose(SECOND, noTotals());
    }

    function test_RevertWhen_TooManyTokens() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TooManyTokens.selector, 9, 8));
        propose(ROOT, _manyTotals(9));
    }

    function test_RevertWhen_TokensAreNotAscending() public {
        IRewardDistributor.TokenTotal[] memory totals = _manyTotals(2);
        (totals[0], totals[1]) = (totals[1], totals[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TokensNotAscending.selector, totals[1].token));
        propose(ROOT, totals);
        totals[0] = totals[1];
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TokensNotAscending.selector, totals[1].token));
        propose(ROOT, totals);
        totals[0].token = address(0);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TokensNotAscending.selector, address(0)));
        propose(ROOT, totals);
    }

    function test_RevertWhen_TotalFalls() public {
        fund(5e6);
        activate(ROOT, totalsOf(address(usdt), 5e6));
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.TotalFell.selector, address(usdt), 5e6 - 1, 5e6));
        propose(SECOND, totalsOf(address(usdt), 5e6 - 1));
    }

    function test_withdraw_makesRoomAndTheRootMayComeAgain() public {
        propose(ROOT, totalsOf(address(usdt), 5e6));
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RootWithdrawn(1, ROOT);
        vm.prank(settler);
        distributor.withdraw();
        (bytes32 root, bytes32 inputsHash, uint64 activatableAt) = distributor.pending();
        assertEq(root, 0);
        assertEq(inputsHash, 0);
        assertEq(activatableAt, 0);
        assertEq(distributor.pendingTotals().length, 0);
        propose(ROOT, noTotals());
    }

    function test_RevertWhen_WithdrawnByAnother() public {
        propose(ROOT, noTotals());
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotSettler.selector, address(this)));
        distributor.withdraw();
    }

    function test_RevertWhen_NothingIsPending() public {
        vm.prank(settler);
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.withdraw();
        vm.prank(guardians[0]);
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.reject(ROOT, "nothing");
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.activate();
    }

    function test_reject_evenAfterTheWindow() public {
        propose(ROOT, totalsOf(address(usdt), 5e6));
        skip(WINDOW + 1);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RootRejected(1, ROOT, guardians[1], "leaf 7 differs");
        vm.prank(guardians[1]);
        distributor.reject(ROOT, "leaf 7 differs");
        assertEq(distributor.nextRejectionAt(guardians[1]), block.timestamp + 7 days);
        assertEq(distributor.pendingTotals().length, 0);
        vm.expectRevert(IRewardDistributor.NothingPending.selector);
        distributor.activate();
    }

    function test_reject_onceInSevenDaysEach() public {
        _rejectBy(guardians[0]);
        propose(ROOT, noTotals());
        skip(7 days - 1);
        uint64 nextAt = uint64(block.timestamp + 1);
        vm.prank(guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RejectedTooSoon.selector, guardians[0], nextAt));
        distributor.reject(ROOT, "again");
        vm.prank(guardians[1]);
        distributor.reject(ROOT, "another guardian");
        skip(1);
        _rejectBy(guardians[0]);
    }

    function test_RevertWhen_RejectedByAnother() public {
        propose(ROOT, noTotals());
        vm.prank(settler);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotGuardian.selector, settler));
        distributor.reject(ROOT, "no");
    }

    function test_RevertWhen_AnotherRootIsRejected() public {
        propose(SECOND, noTotals());
        vm.prank(guardians[0]);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.RootNotPending.selector, ROOT, SECOND));
        distributor.reject(ROOT, "slow");
        assertEq(distributor.nextRejectionAt(guardians[0]), 0);
        (bytes32 root,,) = distributor.pending();
        assertEq(root, SECOND);
    }

    function test_activate_numbersEpochsAndKeepsTotals() public {
        fund(5e6);
        propose(ROOT, totalsOf(address(usdt), 5e6, address(points), 9e6));
        skip(WINDOW);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RootActivated(1, ROOT);
        distributor.activate();
        assertEq(distributor.epochOf(ROOT), 1);
        assertEq(distributor.epochCount(), 1);
        assertEq(distributor.total(address(usdt)), 5e6);
        assertEq(distributor.total(address(points)), 9e6);
        (bytes32 root,,) = distributor.pending();
        assertEq(root, 0);

        activate(SECOND, noTotals());
        assertEq(distributor.epochOf(SECOND), 2);
        assertEq(distributor.total(address(usdt)), 5e6, "a token left out keeps its total");
    }

    function test_RevertWhen_WindowIsOpen() public {
        propose(ROOT, noTotals());
        uint64 activatableAt = uint64(block.timestamp) + WINDOW;
        skip(WINDOW - 1);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.WindowOpen.selector, activatableAt));
        distributor.activate();
        skip(1);
        distributor.activate();
    }

    function test_RevertWhen_NotFunded() public {
        fund(5e6 - 1);
        propose(ROOT, totalsOf(address(usdt), 5e6));
        skip(WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.NotFunded.selector, address(usdt), 5e6, 5e6 - 1));
        distributor.activate();
        fund(1);
        distributor.activate();
    }

    function test_fund_counts() public {
        usdt.mint(sponsor, 5e6);
        vm.startPrank(sponsor);
        usdt.approve(address(distributor), 5e6);
        vm.expectEmit(address(distributor));
        emit IRewardDistributor.RewardsFunded(address(usdt), sponsor, 2e6);
        distributor.fund(address(usdt), 2e6);
        distributor.fund(address(usdt), 3e6);
        assertEq(distributor.funded(address(usdt)), 5e6);
        assertEq(usdt.balanceOf(address(distributor)), 5e6);
    }

    function test_RevertWhen_FundingNothing() public {
        vm.expectRevert(IRewardDistributor.ZeroAmount.selector);
        distributor.fund(address(usdt), 0);
    }

    function test_RevertWhen_FundingPoints() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.UnsupportedToken.selector, address(points)));
        distributor.fund(address(points), 1);
    }

    function test_RevertWhen_FundingNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardDistributor.UnsupportedToken.selector, bob));
        distributor.fund(bob, 1);
    }

    function _rejectBy(address guardian) private {
        propose(ROOT, noTotals());
        vm.prank(guardian);
        distributor.reject(ROOT, "differs");
    }

    function _manyTotals(uint256 count) private pure returns (IRewardDistributor.TokenTotal[] memory totals) {
        totals = new IRewardDistributor.TokenTotal[](count);
        for (uint256 i = 0; i < count; ++i) {
            totals[i] = IRewardDistributor.TokenTotal(address(uint160(1000 + i)), i);
        }
    }
}
