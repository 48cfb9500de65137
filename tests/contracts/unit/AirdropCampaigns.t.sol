// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {AirdropVault} from "contracts/AirdropVault.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";

/// @dev How campaigns are made and swept.
contract AirdropCampaignsTest is AirdropTest {
    bytes32 private constant ROOT = keccak256("a root");

    function test_create_putsTheMoneyIntoAVaultOfItsOwn() public {
        address vault = airdrops.vaultOf(1);
        usdt.mint(funder, 8e6);
        vm.startPrank(funder);
        usdt.approve(address(airdrops), 8e6);
        vm.expectEmit(address(airdrops));
        emit IAirdrops.CampaignCreated(1, funder, address(usdt), ROOT, 8e6, start, end, POST);
        assertEq(airdrops.create(address(usdt), 8e6, ROOT, start, end, POST), 1);
        vm.stopPrank();

        IAirdrops.Campaign memory made = airdrops.campaignOf(1);
        assertEq(made.token, address(usdt));
        assertEq(made.start, start);
        assertEq(made.end, end);
        assertFalse(made.swept);
        assertEq(made.funder, funder);
        assertEq(made.root, ROOT);
        assertEq(airdrops.campaignCount(), 1);
        assertEq(airdrops.held(1), 8e6);
        assertEq(usdt.balanceOf(vault), 8e6);
        assertEq(usdt.balanceOf(address(airdrops)), 0);
        assertEq(AirdropVault(vault).airdrops(), address(airdrops));
        assertEq(AirdropVault(airdrops.vaultImplementation()).airdrops(), address(airdrops));
    }

    function test_create_countsAndKeepsVaultsApart() public {
        create(airdrops, funder, address(usdt), 8e6, ROOT);
        assertEq(create(airdrops, bob, address(usdt), 5e6, ROOT), 2);
        assertNotEq(airdrops.vaultOf(1), airdrops.vaultOf(2));
        assertEq(airdrops.held(1), 8e6);
        assertEq(airdrops.held(2), 5e6);
        assertEq(airdrops.campaignOf(2).funder, bob);
    }

    function test_create_startInThePastMeansNow() public {
        (start, end) = (0, start + 24 hours);
        create(airdrops, funder, address(usdt), 1, ROOT);
        assertEq(airdrops.campaignOf(1).start, block.timestamp);
    }

    function test_create_withWhatWasSentToTheVaultBefore() public {
        usdt.mint(airdrops.vaultOf(1), 7);
        create(airdrops, funder, address(usdt), 8e6, ROOT);
        assertEq(airdrops.held(1), 8e6 + 7);
    }

    function test_create_untilTheLatestEnd() public {
        start += 365 days;
        end = uint64(block.timestamp + 5 * 365 days);
        create(airdrops, funder, address(usdt), 1, ROOT);
        assertEq(airdrops.campaignOf(1).end, end);
    }

    function test_RevertWhen_AmountIsZero() public {
        vm.expectRevert(IAirdrops.ZeroAmount.selector);
        airdrops.create(address(usdt), 0, ROOT, start, end, POST);
    }

    function test_RevertWhen_RootIsZero() public {
        vm.expectRevert(IAirdrops.RootIsZero.selector);
        airdrops.create(address(usdt), 1, 0, start, end, POST);
    }

    function test_RevertWhen_EndIsOutOfRange() public {
        uint256 most = start + 5 * 365 days;
        _expectEndOutOfRange(start + 24 hours - 1, start + 24 hours, most);
        airdrops.create(address(usdt), 1, ROOT, 0, start + 24 hours - 1, POST);
        _expectEndOutOfRange(start + 24 hours, start + 25 hours, most);
        airdrops.create(address(usdt), 1, ROOT, start + 1 hours, start + 24 hours, POST);
        _expectEndOutOfRange(most + 1, start + 24 hours, most);
        airdrops.create(address(usdt), 1, ROOT, start, uint64(most + 1), POST);
        _expectEndOutOfRange(end, uint256(type(uint64).max) + 24 hours, most);
        airdrops.create(address(usdt), 1, ROOT, type(uint64).max, end, POST);
    }

    function test_RevertWhen_TokenIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.UnsupportedToken.selector, bob));
        airdrops.create(bob, 1, ROOT, start, end, POST);
    }

    function test_sweep_sendsTheRestAnywhere() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        claim(campaign, gifts, 0);
        vm.warp(end);
        vm.expectEmit(address(airdrops));
        emit IAirdrops.CampaignSwept(campaign, address(0xcafe), 3e6);
        vm.prank(funder);
        assertEq(airdrops.sweep(campaign, address(0xcafe)), 3e6);

        assertEq(usdt.balanceOf(address(0xcafe)), 3e6);
        assertEq(airdrops.held(campaign), 0);
        assertTrue(airdrops.campaignOf(campaign).swept);
    }

    function test_sweep_again_forWhatCameLater() public {
        (uint256 campaign,) = standard();
        vm.warp(end);
        sweep(campaign);
        usdt.mint(airdrops.vaultOf(campaign), 4);
        assertEq(sweep(campaign), 4);
        assertEq(usdt.balanceOf(funder), 8e6 + 4);
    }

    function test_RevertWhen_SweptEarly() public {
        (uint256 campaign,) = standard();
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotEnded.selector, campaign, end));
        sweep(campaign);
    }

    function test_RevertWhen_SweptByAnother() public {
        (uint256 campaign,) = standard();
        vm.warp(end);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NotFunder.selector, campaign, bob));
        airdrops.sweep(campaign, bob);
    }

    function test_RevertWhen_SweptToNowhere() public {
        (uint256 campaign,) = standard();
        vm.warp(end);
        vm.startPrank(funder);
        address[3] memory nowhere = [address(0), address(airdrops), airdrops.vaultOf(campaign)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAirdrops.InvalidRecipient.selector, nowhere[i]));
            airdrops.sweep(campaign, nowhere[i]);
        }
    }

    function test_RevertWhen_NothingIsLeftToSweep() public {
        (uint256 campaign, Gift[] memory gifts) = standard();
        airdrops.claimMany(claimsFor(campaign, gifts));
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.NothingToSweep.selector, campaign));
        sweep(campaign);
    }

    function test_RevertWhen_CampaignIsUnknown() public {
        for (uint256 campaign = 0; campaign < 2; ++campaign) {
            _expectUnknown(campaign);
            airdrops.sweep(campaign, bob);
            _expectUnknown(campaign);
            airdrops.claim(campaign, 0, bob, 1, new bytes32[](0));
            assertEq(airdrops.held(campaign), 0);
            assertEq(airdrops.campaignOf(campaign).funder, address(0));
        }
    }

    function test_RevertWhen_AVaultIsAskedByAnybodyElse() public {
        (uint256 campaign,) = standard();
        AirdropVault vault = AirdropVault(airdrops.vaultOf(campaign));
        vm.prank(funder);
        vm.expectRevert(abi.encodeWithSelector(AirdropVault.NotAirdrops.selector, funder));
        vault.pay(address(usdt), funder, 1);
    }

    function _expectEndOutOfRange(uint256 end_, uint256 least, uint256 most) private {
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.EndOutOfRange.selector, end_, least, most));
    }

    function _expectUnknown(uint256 campaign) private {
        vm.expectRevert(abi.encodeWithSelector(IAirdrops.UnknownCampaign.selector, campaign));
    }
}
