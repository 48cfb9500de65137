// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {WeakAirdrops} from "../weak/WeakAirdrops.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {RebasingToken} from "../weird/RebasingToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {SenderFeeToken} from "../weird/SenderFeeToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";

/// @dev Funders who want back what they gave, and campaigns that want another's money, by tokens that misbehave. Each
/// attack is made on the contract, where it fails, and on a copy without the defence, where it succeeds.
contract AirdropMoneyAttacks is AirdropTest {
    address private attacker = makeAddr("attacker");

    function test_sweepEarly_takesNothingFromTheFans() public {
        assertEq(_sweepEarly(airdrops), 0);
        assertEq(_sweepEarly(_weak(WeakAirdrops.Weakness.SweepsEarly)), 8e6);
    }

    function test_sweepByAnother_paysNobody() public {
        assertEq(_sweepAsAnother(airdrops), 0);
        assertEq(_sweepAsAnother(_weak(WeakAirdrops.Weakness.AnybodySweeps)), 8e6);
    }

    /// @dev The victim's campaign in the same token lies beside the attacker's.
    function test_sweepTwice_takesNothingFromAnotherCampaign() public {
        assertEq(_sweepTwice(airdrops), 8e6);
        assertEq(_sweepTwice(_weak(WeakAirdrops.Weakness.SharesOneVaultAndSweepsTwice)), 16e6);
    }

    /// @dev A campaign that was credited with what never arrived is claimed from the victim's money.
    function test_feeOnTransfer_cannotDrainAnotherCampaign() public {
        (FeeOnTransferToken one, FeeOnTransferToken other) = (new FeeOnTransferToken(), new FeeOnTransferToken());
        assertEq(_drainByFee(airdrops, one), 0);
        assertGt(_drainByFee(_weak(WeakAirdrops.Weakness.SharesOneVault), other), 0);
    }

    /// @dev The token's fee, charged to whoever sends, begins after both campaigns were made.
    function test_senderFee_isTakenFromItsOwnCampaign() public {
        assertEq(_drainBySenderFee(airdrops), 0);
        assertEq(_drainBySenderFee(_weak(WeakAirdrops.Weakness.SharesOneVault)), 90_000);
    }

    /// @dev Everybody's balance halves; the attacker hurries to claim the nominal amount.
    function test_rebase_isBorneByEachCampaignItself() public {
        assertEq(_drainByRebase(airdrops), 0);
        assertEq(_drainByRebase(_weak(WeakAirdrops.Weakness.SharesOneVault)), 10e6);
    }

    function test_rebase_leavesTheRestToTheFunder() public {
        RebasingToken token = new RebasingToken();
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(airdrops, funder, address(token), 8e6, rootOf(gifts));
        token.rebase(50);
        claim(campaign, gifts, 1);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotEnoughHeld.selector, campaign, 5e6, 1e6));
        claim(campaign, gifts, 0);
        vm.warp(end);
        assertEq(sweep(campaign), 1e6);
    }

    /// @dev In the middle of the payment the same leaf is claimed again.
    function test_reentrancy_ofAClaimPaysOnce() public {
        assertEq(_reenter(airdrops), 5e6);
        assertEq(_reenter(_weak(WeakAirdrops.Weakness.PaysFirst)), 10e6);
    }

    /// @dev In the middle of a payment out of one campaign nothing at all can be begun, in none.
    function test_reentrancy_ofAnythingIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(airdrops, address(token), address(token), 8e6, rootOf(gifts));
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        vm.warp(end);
        bytes[4] memory calls = [
            abi.encodeCall(airdrops.claim, (campaign, 1, bob, 3e6, claims[1].proof)),
            abi.encodeCall(airdrops.claimMany, (claims)),
            abi.encodeCall(airdrops.sweep, (campaign, attacker)),
            abi.encodeCall(airdrops.create, (address(token), 1, POST, start, end + 30 days, POST))
        ];
        uint256 clean = vm.snapshotState();
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(airdrops), calls[i]);
            claim(campaign, gifts, 0);
            assertTrue(token.called());
            assertFalse(token.succeeded());
            assertEq(bytes4(token.result()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            vm.revertToState(clean);
        }
    }

    function test_paused_harmsOnlyItsOwnCampaignAndOnlyForTheTime() public {
        PausableToken token = new PausableToken();
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(airdrops, funder, address(token), 8e6, rootOf(gifts));
        (uint256 other,) = standard();
        token.setPaused(true);
        vm.warp(end);
        vm.expectRevert(PausableToken.Paused.selector);
        claim(campaign, gifts, 0);
        vm.expectRevert(PausableToken.Paused.selector);
        sweep(campaign);
        claim(other, gifts, 0);

        token.setPaused(false);
        claim(campaign, gifts, 0);
        assertEq(token.balanceOf(alice), 5e6, "the pause has cost no claim");
    }

    function test_blocked_vaultOrAccountHarmsNoOtherCampaign() public {
        PausableToken token = new PausableToken();
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(airdrops, funder, address(token), 8e6, rootOf(gifts));
        uint256 dirty = create(airdrops, attacker, address(token), 8e6, rootOf(gifts));
        token.setBlocked(airdrops.vaultOf(dirty), true);
        token.setBlocked(alice, true);
        vm.expectRevert(abi.encodeWithSelector(PausableToken.Blocked.selector, alice));
        claim(campaign, gifts, 0);
        assertFalse(airdrops.isClaimed(campaign, 0));
        claim(campaign, gifts, 1);
        assertEq(token.balanceOf(bob), 3e6);
    }

    function test_noReturn_isClaimedAndSwept() public {
        NoReturnToken token = new NoReturnToken();
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = create(airdrops, funder, address(token), 8e6, rootOf(gifts));
        claim(campaign, gifts, 0);
        vm.warp(end);
        assertEq(sweep(campaign), 3e6);
        assertEq(token.balanceOf(alice), 5e6);
    }

    function test_falseReturn_isRefused() public {
        FalseReturnToken token = new FalseReturnToken();
        token.mint(attacker, 8e6);
        vm.prank(attacker);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        airdrops.create(address(token), 8e6, POST, start, end, POST);
    }

    /// @return what the funder took before the end
    function _sweepEarly(IAirdrops target) private returns (uint256) {
        uint256 campaign = create(target, funder, address(usdt), 8e6, rootOf(twoGifts(5e6, 3e6)));
        vm.prank(funder);
        try target.sweep(campaign, funder) {} catch {}
        return usdt.balanceOf(funder);
    }

    /// @return what somebody who is not the funder took after the end
    function _sweepAsAnother(IAirdrops target) private returns (uint256) {
        uint256 campaign = create(target, funder, address(usdt), 8e6, rootOf(twoGifts(5e6, 3e6)));
        uint256 clean = vm.snapshotState();
        vm.warp(end);
        vm.prank(attacker);
        try target.sweep(campaign, attacker) {} catch {}
        uint256 taken = usdt.balanceOf(attacker);
        vm.revertToState(clean);
        return taken;
    }

    /// @return taken by the attacker, back from a campaign of 8e6
    function _sweepTwice(IAirdrops target) private returns (uint256 taken) {
        uint256 clean = vm.snapshotState();
        create(target, funder, address(usdt), 8e6, rootOf(twoGifts(5e6, 3e6)));
        uint256 campaign = create(target, attacker, address(usdt), 8e6, rootOf(twoGifts(1, 1)));
        vm.warp(end);
        vm.startPrank(attacker);
        for (uint256 i = 0; i < 3; ++i) {
            try target.sweep(campaign, attacker) {} catch {}
        }
        vm.stopPrank();
        taken = usdt.balanceOf(attacker);
        vm.revertToState(clean);
    }

    /// @return what is missing of the money that arrived for the victim's campaign
    function _drainByFee(IAirdrops target, FeeOnTransferToken token) private returns (uint256) {
        uint256 arrived = 0;
        uint256 campaign = 0;
        token.mint(funder, 100e6);
        token.mint(attacker, 100e6);
        Gift[] memory gifts = twoGifts(1, 1);
        gifts[0] = Gift(0, attacker, 100e6);
        bytes32 root = rootOf(gifts);
        for (uint256 i = 0; i < 2; ++i) {
            vm.startPrank(i == 0 ? funder : attacker);
            token.approve(address(target), 100e6);
            try target.create(address(token), 100e6, root, start, end, POST) returns (uint256 made) {
                campaign = made;
            } catch {}
            vm.stopPrank();
            if (i == 0) arrived = token.balanceOf(target.vaultOf(1));
        }
        try target.claim(campaign, 0, attacker, 100e6, proofOf(gifts, 0)) {} catch {}
        uint256 left = token.balanceOf(target.vaultOf(1));
        return left < arrived ? arrived - left : 0;
    }

    /// @return what is missing of the victim's 10e6 after the attacker's claims
    function _drainBySenderFee(IAirdrops target) private returns (uint256) {
        SenderFeeToken token = new SenderFeeToken();
        Gift[] memory gifts = _tenths();
        create(target, funder, address(token), 10e6, POST);
        uint256 campaign = create(target, attacker, address(token), 10e6, rootOf(gifts));
        token.setCharges(true);
        for (uint256 i = 0; i < 9; ++i) {
            claim(target, campaign, gifts, i);
        }
        address vault = target.vaultOf(1);
        uint256 due = vault == target.vaultOf(2) ? 11e6 : 10e6;
        return due - token.balanceOf(vault);
    }

    /// @return what the attacker has of the victim's half after the rebase
    function _drainByRebase(IAirdrops target) private returns (uint256) {
        RebasingToken token = new RebasingToken();
        Gift[] memory gifts = twoGifts(1, 1);
        gifts[0] = Gift(0, attacker, 10e6);
        create(target, funder, address(token), 10e6, POST);
        uint256 campaign = create(target, attacker, address(token), 10e6, rootOf(gifts));
        token.rebase(50);
        try target.claim(campaign, 0, attacker, 10e6, proofOf(gifts, 0)) {} catch {}
        return token.balanceOf(attacker);
    }

    /// @return what alice got for one leaf of 5e6
    function _reenter(IAirdrops target) private returns (uint256) {
        ReentrantToken token = new ReentrantToken();
        Gift[] memory gifts = twoGifts(5e6, 5e6);
        uint256 campaign = create(target, funder, address(token), 10e6, rootOf(gifts));
        bytes32[] memory proof = proofOf(gifts, 0);
        token.arm(address(target), abi.encodeCall(target.claim, (campaign, 0, alice, 5e6, proof)));
        try target.claim(campaign, 0, alice, 5e6, proof) {} catch {}
        assertTrue(token.called());
        return token.balanceOf(alice);
    }

    /// @dev Ten leaves of a million for the attacker.
    function _tenths() private view returns (Gift[] memory gifts) {
        gifts = new Gift[](10);
        for (uint256 i = 0; i < 10; ++i) {
            gifts[i] = Gift(i, attacker, 1e6);
        }
    }

    function _weak(WeakAirdrops.Weakness weakness) private returns (IAirdrops) {
        return new WeakAirdrops(weakness);
    }
}
