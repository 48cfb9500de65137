// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {RewardHandler} from "./RewardHandler.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Points} from "contracts/Points.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {Test} from "forge-std/Test.sol";

/// @dev In prose: README.md beside this file. The handler does only what must succeed, so every revert is a failure.
/// forge-config: default.invariant.fail-on-revert = true
contract RewardDistributorInvariants is Test {
    RewardHandler private handler;
    RewardDistributor private distributor;
    Points private points;

    function setUp() public {
        vm.warp(1_800_000_000);
        handler = new RewardHandler(2 days);
        distributor = handler.distributor();
        points = handler.points();
        targetContract(address(handler));
    }

    function invariant_booksOfMoneyAndPointsBalance() public view {
        assertEq(handler.broken(), "");
        for (uint256 i = 0; i < 2; ++i) {
            address token = handler.tokens(i);
            uint256 funded = distributor.funded(token);
            uint256 paid = handler.paidOut(token);
            uint256 donated = handler.donated(token);
            assertLe(paid, funded, "never more than was funded");
            assertLe(paid, distributor.total(token), "never more than was announced");
            assertLe(distributor.total(token), funded, "nothing announced without money");
            assertEq(
                IERC20(token).balanceOf(address(distributor)), funded - paid + donated, "nothing lost, nothing made"
            );
            assertEq(distributor.paid(token), paid > donated ? paid - donated : 0);
        }

        uint256 minted = handler.paidOut(address(points));
        assertEq(points.totalSupply(), minted - handler.burned());
        assertEq(distributor.paid(address(points)), minted);
        assertLe(minted, distributor.total(address(points)));
    }

    function invariant_everyClaimPaysOnce() public view {
        for (uint256 i = 0; i < handler.ACCOUNTS(); ++i) {
            address account = handler.accounts(i);
            for (uint256 j = 0; j < 3; ++j) {
                address token = handler.tokens(j);
                assertEq(distributor.claimed(account, token), handler.received(account, token));
                if (j < 2) assertEq(IERC20(token).balanceOf(account), handler.received(account, token));
            }
        }
    }

    function invariant_totalsAndEpochsOnlyGrowUnderThreeToFiveGuardians() public view {
        for (uint256 i = 0; i < 3; ++i) {
            assertGe(distributor.total(handler.tokens(i)), handler.highestTotal(handler.tokens(i)));
        }
        assertEq(distributor.epochCount(), handler.epochCount());

        uint256 count = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if (distributor.isGuardian(handler.watchers(i))) ++count;
        }
        assertEq(distributor.guardianCount(), count);
        assertGe(count, 3);
        assertLe(count, 5);
    }

    /// @dev At the end of each run every leaf of every epoch, the oldest first, is still paid in full to its account.
    function afterInvariant() public {
        for (uint256 epoch = 0; epoch < handler.epochCount(); ++epoch) {
            for (uint256 i = 0; i < handler.ACCOUNTS() * 3; ++i) {
                (MerkleTreeLib.Leaf memory leaf, bytes32[] memory proof) = handler.leafOf(epoch, i);
                if (distributor.claimed(leaf.account, leaf.token) >= leaf.cumulative) continue;
                vm.prank(leaf.account);
                distributor.claim(leaf.account, leaf.token, leaf.cumulative, proof);
                assertEq(distributor.claimed(leaf.account, leaf.token), leaf.cumulative);
            }
        }
        invariant_totalsAndEpochsOnlyGrowUnderThreeToFiveGuardians();
    }
}
