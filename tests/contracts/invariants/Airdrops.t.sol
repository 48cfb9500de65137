// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropHandler} from "./AirdropHandler.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What each invariant says is in README.md beside this file.
/// forge-config: default.invariant.fail-on-revert = true
contract AirdropsInvariants is Test {
    AirdropHandler private handler;
    IAirdrops private airdrops;

    function setUp() public {
        handler = new AirdropHandler();
        airdrops = handler.contractAddress();
        bytes4[] memory selectors = new bytes4[](7);
        (selectors[0], selectors[1]) = (handler.createOne.selector, handler.claimOne.selector);
        (selectors[2], selectors[3]) = (handler.claimMany.selector, handler.sweepOne.selector);
        (selectors[4], selectors[5]) = (handler.donate.selector, handler.rebase.selector);
        selectors[6] = handler.wait.selector;
        targetSelector(FuzzSelector(address(handler), selectors));
        targetContract(address(handler));
    }

    function invariant_nothingIsPaidThatIsNotDueNorRefusedThatIs() public view {
        assertEq(handler.broken(), "");
    }

    /// @dev The rebasing token's campaigns are left out: their money changes by itself.
    function invariant_whatWentInIsClaimedSweptOrHeld() public view {
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            AirdropHandler.Book memory book = handler.bookOf(i);
            if (book.token == handler.tokens(2)) continue;
            assertEq(book.given + book.donated, book.claimed + book.swept + airdrops.held(i + 1));
        }
    }

    function invariant_everybodyHasWhatTheirLeavesAndSweepsPaid() public view {
        for (uint256 i = 0; i < 4; ++i) {
            address person = handler.people(i);
            for (uint256 j = 0; j < 2; ++j) {
                address token = handler.tokens(j);
                assertEq(handler.balanceOf(person, token), handler.received(person, token));
            }
        }
    }

    function invariant_campaignsNeverChangeAndNothingLiesOutsideOfVaults() public view {
        assertEq(airdrops.campaignCount(), handler.bookCount());
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            AirdropHandler.Book memory book = handler.bookOf(i);
            IAirdrops.Campaign memory campaign = airdrops.campaignOf(i + 1);
            assertEq(campaign.token, book.token);
            assertEq(campaign.funder, book.funder);
            assertEq(campaign.start, book.start);
            assertEq(campaign.end, book.end);
            assertEq(campaign.swept, book.isSwept);
            assertEq(handler.balanceOf(address(airdrops), book.token), 0);
        }
    }

    /// @dev At the end every leaf that its campaign can pay is paid, then every funder sweeps, and no vault holds any.
    function afterInvariant() public {
        handler.rebase(100);
        vm.warp(block.timestamp + 60 days);
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            uint256 leaves = handler.giftsOf(i).length;
            for (uint256 j = 0; j < leaves; ++j) {
                handler.claimOne(i, j, j);
            }
            if (airdrops.held(i + 1) != 0) handler.sweepOne(i, 0, 0);
            assertEq(airdrops.held(i + 1), 0);
        }
        assertEq(handler.broken(), "");
    }
}
