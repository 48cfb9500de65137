// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {WeakAirdrops} from "../weak/WeakAirdrops.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";

/// @dev What is paid, to whom, how often, and when.
contract AirdropClaimsTest is AirdropTest {
    function test_claim_paysTheAccountWhoeverCalls() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        assertFalse(airdrops.isClaimed(campaign, 0));
        vm.expectEmit(address(airdrops));
        emit IAirdrops.AirdropClaimed(campaign, alice, address(usdt), 0, 5e6);
        vm.prank(bob);
        claim(campaign, gifts, 0);
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(airdrops.held(campaign), 3e6);
        assertTrue(airdrops.isClaimed(campaign, 0));
        assertFalse(airdrops.isClaimed(campaign, 1));
    }

    function test_claim_ofATreeWithOneLeaf() public {
        Gift[] memory gifts = new Gift[](1);
        gifts[0] = Gift(7, alice, 5e6);
        claim(campaignOf(gifts, 5e6), gifts, 0);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function test_claim_ofTheSameTreeInAnotherCampaignIsAnotherGift() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        uint256 again = campaignOf(gifts, 8e6);
        claim(campaign, gifts, 0);
        claim(again, gifts, 0);
        assertEq(usdt.balanceOf(alice), 10e6);
        assertEq(airdrops.held(campaign), airdrops.held(again));
    }

    /// @dev As long as the money is there it is the account's.
    function test_claim_afterTheEndUntilSwept() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        vm.warp(end + 1000 days);
        claim(campaign, gifts, 0);
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(sweep(campaign), 3e6);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.AlreadySwept.selector, campaign));
        claim(campaign, gifts, 1);
    }

    function test_claim_fromTheStartItself() public {
        start += 1 hours;
        (uint256 campaign, Gift[] memory gifts) = standard();
        vm.warp(start - 1);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotStarted.selector, campaign, start));
        claim(campaign, gifts, 0);
        vm.warp(start);
        claim(campaign, gifts, 0);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function test_RevertWhen_ClaimedTwice() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        claim(campaign, gifts, 1);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.AlreadyClaimed.selector, campaign, 1));
        claim(campaign, gifts, 1);
    }

    function test_RevertWhen_IndexWasClaimedByAnotherLeaf() public {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        gifts[1].index = 0;
        uint256 campaign = campaignOf(gifts, 8e6);
        claim(campaign, gifts, 0);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.AlreadyClaimed.selector, campaign, 0));
        claim(campaign, gifts, 1);
    }

    function test_RevertWhen_ProofIsOfAnotherLeafOrCampaign() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        bytes32[] memory proof = proofOf(gifts, 0);
        _expectInvalidProof(campaign, 1, alice, 5e6);
        airdrops.claim(campaign, 1, alice, 5e6, proof);
        _expectInvalidProof(campaign, 0, bob, 5e6);
        airdrops.claim(campaign, 0, bob, 5e6, proof);
        _expectInvalidProof(campaign, 0, alice, 5e6 + 1);
        airdrops.claim(campaign, 0, alice, 5e6 + 1, proof);
        _expectInvalidProof(campaign, 0, alice, 5e6);
        airdrops.claim(campaign, 0, alice, 5e6, new bytes32[](0));
        uint256 other = campaignOf(twoGifts(1, 1), 8e6);
        _expectInvalidProof(other, 0, alice, 5e6);
        airdrops.claim(other, 0, alice, 5e6, proof);
    }

    function test_RevertWhen_TheTreeGivesMoreThanThereIs() public {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 campaign = campaignOf(gifts, 7e6);
        claim(campaign, gifts, 0);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotEnoughHeld.selector, campaign, 3e6, 2e6));
        claim(campaign, gifts, 1);
        usdt.mint(airdrops.vaultOf(campaign), 1e6);
        claim(campaign, gifts, 1);
        assertEq(airdrops.held(campaign), 0);
    }

    function test_RevertWhen_TheLeafIsOfNothing() public {
        Gift[] memory gifts = twoGifts(0, 3e6);
        uint256 campaign = campaignOf(gifts, 3e6);
        vm.expectRevert(IAirdrops.ZeroAmount.selector);
        claim(campaign, gifts, 0);
    }

    function test_RevertWhen_TheLeafPaysNobody() public {
        address[3] memory nobodies = [address(0), address(airdrops), airdrops.vaultOf(1)];
        Gift[] memory gifts = new Gift[](3);
        for (uint256 i = 0; i < 3; ++i) {
            gifts[i] = Gift(i, nobodies[i], 1);
        }
        uint256 campaign = campaignOf(gifts, 3);
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAirdrops.InvalidRecipient.selector, nobodies[i]));
            claim(campaign, gifts, i);
        }
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        vm.expectRevert(IAirdrops.NothingDue.selector);
        airdrops.claimMany(claims);
    }

    /// @dev Of six claims over four campaigns the two that are due are paid.
    function test_claimMany_paysWhatIsDueAndSkipsTheRest() public {
        Gift[] memory gifts = twoGifts(5e6, 3e6);
        uint256 open = campaignOf(gifts, 8e6);
        uint256 swept = campaignOf(gifts, 8e6);
        vm.warp(end);
        sweep(swept);
        (start, end) = (end + 1 hours, end + 30 days);
        uint256 later = campaignOf(gifts, 8e6);
        (start, gifts[0].amount) = (0, 0);
        uint256 short = campaignOf(gifts, 3e6 - 1);
        gifts[0].amount = 5e6;
        claim(open, gifts, 0);

        IAirdrops.Claim[] memory claims = new IAirdrops.Claim[](6);
        (claims[0], claims[1]) = (claimFor(open, gifts, 0), claimFor(open, gifts, 1));
        (claims[2], claims[3]) = (claimFor(swept, gifts, 0), claimFor(later, gifts, 0));
        gifts[0].amount = 0;
        (claims[4], claims[5]) = (claimFor(short, gifts, 0), claimFor(short, gifts, 1));
        uint256[] memory paid = airdrops.claimMany(claims);

        uint256[6] memory expected = [uint256(0), 3e6, 0, 0, 0, 0];
        for (uint256 i = 0; i < 6; ++i) {
            assertEq(paid[i], expected[i]);
        }
        assertEq(usdt.balanceOf(alice), 5e6);
        assertEq(usdt.balanceOf(bob), 3e6);
        usdt.mint(airdrops.vaultOf(short), 1);
        assertEq(airdrops.claimMany(claims)[5], 3e6);
    }

    function test_claimMany_paysTheSameLeafOnce() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        claims[1] = claims[0];
        uint256[] memory paid = airdrops.claimMany(claims);
        assertEq(paid[0], 5e6);
        assertEq(paid[1], 0);
        assertEq(usdt.balanceOf(alice), 5e6);
    }

    function test_RevertWhen_ClaimManyPaysNothing() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        airdrops.claimMany(claims);
        vm.expectRevert(IAirdrops.NothingDue.selector);
        airdrops.claimMany(claims);
        vm.expectRevert(IAirdrops.NothingDue.selector);
        airdrops.claimMany(new IAirdrops.Claim[](0));
    }

    function test_RevertWhen_ClaimManyHasAWrongProofOrCampaign() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        IAirdrops.Claim[] memory claims = claimsFor(campaign, gifts);
        claims[1].amount += 1;
        _expectInvalidProof(campaign, 1, bob, 3e6 + 1);
        airdrops.claimMany(claims);
        claims[1].campaign = 9;
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.UnknownCampaign.selector, 9));
        airdrops.claimMany(claims);
    }

    function _expectInvalidProof(uint256 campaign, uint256 index, address account, uint256 amount) private {
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.InvalidProof.selector, campaign, index, account, amount));
    }
}

/// @dev The copy that the attacks weaken does all of this too, as long as nothing is taken away from it.
contract WeakAirdropsTest is AirdropClaimsTest {
    function deploy() internal override returns (IAirdrops) {
        return new WeakAirdrops(WeakAirdrops.Weakness.None);
    }
}
