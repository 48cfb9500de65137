// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipBook} from "./MembershipBook.sol";
import {MembershipHandler} from "./MembershipHandler.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What each invariant says is in README.md beside this file.
/// forge-config: default.invariant.fail-on-revert = true
contract MembershipInvariants is Test {
    MembershipHandler private handler;
    IMembership private membership;
    MockUSDT0 private usdt;

    function setUp() public {
        handler = new MembershipHandler();
        membership = handler.contractAddress();
        usdt = MockUSDT0(membership.quote());
        bytes4[] memory selectors = new bytes4[](14);
        (selectors[0], selectors[1]) = (handler.joinOne.selector, handler.renewOne.selector);
        (selectors[2], selectors[3]) = (handler.cancelOne.selector, handler.giveOne.selector);
        (selectors[4], selectors[5]) = (handler.acceptOne.selector, handler.returnOne.selector);
        (selectors[6], selectors[7]) = (handler.moveOne.selector, handler.collectSome.selector);
        (selectors[8], selectors[9]) = (handler.withdrawOne.selector, handler.releaseOne.selector);
        (selectors[10], selectors[11]) = (handler.changeTier.selector, handler.judge.selector);
        (selectors[12], selectors[13]) = (handler.donate.selector, handler.wait.selector);
        targetSelector(FuzzSelector(address(handler), selectors));
        targetContract(address(handler));
    }

    function invariant_everythingHappensExactlyWhenItIsDue_onSeatsThereAre() public view {
        assertEq(handler.broken(), "");
        for (uint256 i = 0; i < 3; ++i) {
            for (uint32 tier = i == 0 ? 3 : 1; tier <= (i == 0 ? 4 : 2); ++tier) {
                (,,, uint256 taken, uint256 minted) = handler.offers(i, tier);
                IMembership.Tier memory terms = membership.termsOf(handler.creators(i), tier);
                assertEq(terms.taken, taken);
                assertEq(terms.minted, minted);
                // The most seats that were ever offered.
                assertLe(taken, 4);
            }
        }
    }

    function invariant_balanceIsRefundsEarningsGiftsCreditsAndDonations() public view {
        uint256 owed = handler.donated();
        MembershipBook.Page[] memory living = handler.living();
        for (uint256 i = 0; i < living.length; ++i) {
            (uint256 holder, uint256 givers) = membership.refundOf(living[i].id);
            owed += holder + givers + membership.earnedOf(living[i].id);
        }
        for (uint256 i = 1; i <= handler.promiseCount(); ++i) {
            owed += membership.giftOf(i).paid;
        }
        for (uint256 i = 0; i < 4; ++i) {
            owed += membership.creditOf(handler.people(i));
        }
        for (uint256 i = 0; i < 3; ++i) {
            owed += membership.earningsOf(handler.creators(i)) + membership.creditOf(handler.creators(i));
        }
        assertEq(usdt.balanceOf(address(membership)), owed);
    }

    function invariant_earnedIsPaidMinusRefund() public view {
        uint256[3] memory waiting;
        MembershipBook.Page[] memory living = handler.living();
        for (uint256 i = 0; i < living.length; ++i) {
            MembershipBook.Page memory one = living[i];
            waiting[one.creator] += handler.refundOf(one.current) + handler.refundOf(one.next)
            + membership.earnedOf(one.id);
        }
        for (uint256 i = 0; i < 3; ++i) {
            uint256 earnings = membership.earningsOf(handler.creators(i));
            assertEq(earnings, handler.earnings(i));
            assertEq(handler.collected(i) + earnings + waiting[i], handler.paidFor(i) - handler.refunded(i));
        }
    }

    function invariant_lotsAndRefundsAreWhatWasBoughtAndGiven_grantedTimeRefundsNothing() public view {
        MembershipBook.Page[] memory living = handler.living();
        for (uint256 i = 0; i < living.length; ++i) {
            MembershipBook.Page memory one = living[i];
            _expectLots(one);
            (uint256 current, uint256 next) = (handler.refundOf(one.current), handler.refundOf(one.next));
            uint256 ofHolder =
                (one.current.giver == address(0) ? current : 0) + (one.next.giver == address(0) ? next : 0);
            (uint256 holder, uint256 givers) = membership.refundOf(one.id);
            assertEq(holder, ofHolder);
            assertEq(holder + givers, current + next);
            if (one.current.paid + one.next.paid == 0) assertEq(holder + givers, 0);
        }
    }

    function invariant_passesAreHeldByWhomTheBookSays_andBurnedOnesNeverReturn() public {
        uint256[4] memory held;
        MembershipBook.Page[] memory pages = handler.living();
        for (uint256 i = 0; i < pages.length; ++i) {
            assertEq(membership.ownerOf(pages[i].id), pages[i].holder);
            assertEq(membership.locked(pages[i].id), pages[i].isSoulbound);
            if (pages[i].isSoulbound) assertEq(pages[i].holder, address(uint160(pages[i].id)));
            for (uint256 j = 0; j < 4; ++j) {
                if (handler.people(j) == pages[i].holder) ++held[j];
            }
        }
        for (uint256 j = 0; j < 4; ++j) {
            assertEq(membership.balanceOf(handler.people(j)), held[j]);
        }
        uint256[] memory gone = handler.gone();
        for (uint256 i = 0; i < gone.length; ++i) {
            try membership.ownerOf(gone[i]) {
                assertTrue(false, "an id has returned");
            } catch {}
        }
    }

    /// @dev At the end everybody leaves, gifts go back, everything is collected and withdrawn: nothing but donations stays.
    function afterInvariant() public {
        for (uint256 i = 0; i < handler.pageCount(); ++i) {
            handler.cancelOne(i, 1);
        }
        skip(31 days);
        for (uint256 i = 0; i < handler.promiseCount(); ++i) {
            handler.returnOne(i, 0);
        }
        for (uint256 i = 0; i < 5; ++i) {
            handler.withdrawOne(i);
        }
        for (uint256 i = 0; i < 3; ++i) {
            handler.collectSome(i, 0);
            handler.withdrawAs(handler.creators(i));
        }
        assertEq(handler.broken(), "");
        assertEq(usdt.balanceOf(address(membership)), handler.donated());
    }

    function _expectLots(MembershipBook.Page memory one) private view {
        (IMembership.Lot memory current, IMembership.Lot memory next, address giver, address nextGiver) =
            membership.lotsOf(one.id);
        assertEq(
            abi.encode(current.paid, current.start, current.lengthDays, giver, current.collected),
            abi.encode(one.current)
        );
        assertEq(abi.encode(next.paid, next.start, next.lengthDays, nextGiver, next.collected), abi.encode(one.next));
        assertEq(membership.expiresAt(one.id), handler.expiryOf(one));
    }
}
