// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {IERC5643} from "contracts/interfaces/IERC5643.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Gifts, granted time, and what becomes of their refunds.
contract MembershipGiftsTest is MembershipTest {
    uint256 private constant LENGTH = uint256(PERIOD) * 1 days;
    uint256 private constant WAITS = 30 days;

    function test_gift_waitsWithoutASeat() public {
        setTier(SOULBOUND, PRICE, 0);
        uint64 until = uint64(begin + WAITS);
        vm.expectEmit(address(membership));
        emit IMembership.GiftMade(1, fan, friend, creator, SOULBOUND, PRICE, PERIOD, until, POST);
        assertEq(gift(fan, friend, SOULBOUND), 1);

        assertEq(usdt.balanceOf(address(membership)), PRICE);
        assertEq(membership.giftCount(), 1);
        assertEq(membership.balanceOf(friend), 0);
        assertEq(membership.termsOf(creator, SOULBOUND).taken, 0);
        assertEq(
            abi.encode(membership.giftOf(1)),
            abi.encode(IMembership.Gift(fan, PRICE, friend, creator, SOULBOUND, PERIOD, uint40(until)))
        );
        vm.expectRevert(abi.encodeWithSelector(IMembership.TierFull.selector, creator, SOULBOUND, 0));
        accept(friend, 1);
    }

    function test_acceptGift_makesAPass_whoseRefundIsTheGivers() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        skip(WAITS);
        uint256 id = soulboundId(1, SOULBOUND, friend);
        uint64 end = uint64(begin + WAITS + LENGTH);
        vm.expectEmit(address(membership));
        emit IERC5643.SubscriptionUpdate(id, end);
        vm.expectEmit(address(membership));
        emit IMembership.GiftAccepted(giftId, id, friend, creator, SOULBOUND, PRICE, uint64(begin + WAITS), end);
        assertEq(accept(friend, giftId), id);

        assertEq(membership.ownerOf(id), friend);
        assertEq(membership.giftOf(giftId).giver, address(0));
        (,, address giver, address nextGiver) = membership.lotsOf(id);
        assertEq(giver, fan);
        assertEq(nextGiver, address(0));
        _expectRefund(id, 0, 9_666_666);

        uint256 before = usdt.balanceOf(friend);
        vm.expectEmit(address(membership));
        emit IMembership.Credited(fan, 9_666_666);
        vm.expectEmit(address(membership));
        emit IMembership.Cancelled(id, friend, creator, 0, 9_666_666);
        cancel(friend, id);
        assertEq(usdt.balanceOf(friend), before);
        assertEq(membership.creditOf(fan), 9_666_666);
    }

    function test_acceptGift_keepsThePriceThatWasPaid() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        setTier(SOULBOUND, PRICE * 2, 100);
        uint256 id = accept(friend, giftId);
        (IMembership.Lot memory lot,,,) = membership.lotsOf(id);
        assertEq(lot.paid, PRICE);
        assertEq(lot.lengthDays, PERIOD);
    }

    function test_acceptGift_prolongsTheSoulboundPassThatIsThere() public {
        uint256 id = join(friend, SOULBOUND);
        skip(1 days);
        assertEq(accept(friend, gift(fan, friend, SOULBOUND)), id);
        assertEq(membership.expiresAt(id), begin + 2 * LENGTH);
        assertEq(membership.termsOf(creator, SOULBOUND).taken, 1);
        (,, address giver, address nextGiver) = membership.lotsOf(id);
        assertEq(giver, address(0));
        assertEq(nextGiver, fan);
        // 28 whole days of the friend's own lot, all of the fan's
        _expectRefund(id, 9_333_333, PRICE);

        // The gift moves up with its giver, and a renewal behind it is the holder's own.
        vm.warp(begin + LENGTH);
        renew(friend, id);
        (,, giver, nextGiver) = membership.lotsOf(id);
        assertEq(giver, fan);
        assertEq(nextGiver, address(0));
        _expectRefund(id, PRICE, 9_666_666);
        uint256 before = usdt.balanceOf(friend);
        cancel(friend, id);
        assertEq(usdt.balanceOf(friend) - before, PRICE);
        assertEq(membership.creditOf(fan), 9_666_666);
        assertEq(membership.earningsOf(creator), 10e6 + 333_334);
    }

    function test_acceptGift_intoAnEndedPass_beginsNow() public {
        uint256 id = join(friend, SOULBOUND);
        vm.warp(begin + 2 * LENGTH);
        accept(friend, gift(fan, friend, SOULBOUND));
        assertEq(membership.expiresAt(id), begin + 3 * LENGTH);
        (,, address giver,) = membership.lotsOf(id);
        assertEq(giver, fan);
        _expectRefund(id, 0, 9_666_666);
    }

    function test_cancel_creditsTheGiversOfBothLots() public {
        address uncle = makeAddr("uncle");
        fund(uncle);
        uint256 id = accept(friend, gift(fan, friend, SOULBOUND));
        accept(friend, gift(uncle, friend, SOULBOUND));
        _expectRefund(id, 0, 9_666_666 + uint256(PRICE));
        cancel(friend, id);
        assertEq(membership.creditOf(fan), 9_666_666);
        assertEq(membership.creditOf(uncle), PRICE);
    }

    function test_acceptGift_ofATradeableTier_isAlwaysAnotherPass() public {
        join(friend, TRADEABLE);
        uint256 id = accept(friend, gift(fan, friend, TRADEABLE));
        assertEq(id, tradeableId(1, TRADEABLE, 2, friend));
        assertEq(membership.balanceOf(friend), 2);
        // Whoever buys it does not get the giver's refund.
        vm.prank(friend);
        membership.transferFrom(friend, fan, id);
        _expectRefund(id, 0, 9_666_666);
    }

    function test_RevertWhen_ThereIsNoRoomForTheGift() public {
        uint256 id = join(friend, SOULBOUND);
        renew(friend, id);
        uint256 giftId = gift(fan, friend, SOULBOUND);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NoRoom.selector, id, begin + LENGTH));
        accept(friend, giftId);
        vm.warp(begin + LENGTH);
        accept(friend, giftId);
        assertEq(membership.expiresAt(id), begin + 3 * LENGTH);
    }

    function test_RevertWhen_AcceptingWhatIsNotOnesOwnOrOver() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotReceiver.selector, giftId, fan));
        accept(fan, giftId);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownGift.selector, 2));
        accept(friend, 2);
        vm.warp(begin + WAITS + 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.GiftExpired.selector, giftId, begin + WAITS));
        accept(friend, giftId);
    }

    function test_returnGift_byTheReceiverAtAnyTime() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        vm.expectEmit(address(membership));
        emit IMembership.GiftReturned(giftId, fan, PRICE);
        vm.expectEmit(address(membership));
        emit IMembership.Credited(fan, PRICE);
        vm.prank(friend);
        membership.returnGift(giftId);
        assertEq(membership.creditOf(fan), PRICE);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownGift.selector, giftId));
        accept(friend, giftId);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownGift.selector, giftId));
        membership.returnGift(giftId);
    }

    function test_returnGift_byAnybodyWhenItIsOver_revokedOrNot() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        revoke(creator);
        vm.warp(begin + WAITS);
        vm.expectRevert(abi.encodeWithSelector(IMembership.GiftWaits.selector, giftId, begin + WAITS));
        membership.returnGift(giftId);
        skip(1);
        membership.returnGift(giftId);

        uint256 before = usdt.balanceOf(fan);
        vm.expectEmit(address(membership));
        emit IMembership.Withdrawn(fan, fan, PRICE);
        vm.prank(fan);
        assertEq(membership.withdraw(fan), PRICE);
        assertEq(usdt.balanceOf(fan) - before, PRICE);
        assertEq(usdt.balanceOf(address(membership)), 0);
    }

    function test_withdraw_sendsAllCreditsToWhereTheGiverSays() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 giftId = gift(fan, friend, TRADEABLE);
            vm.prank(friend);
            membership.returnGift(giftId);
        }
        address to = makeAddr("purse");
        vm.startPrank(fan);
        assertEq(membership.withdraw(to), 2 * uint256(PRICE));
        assertEq(usdt.balanceOf(to), 2 * uint256(PRICE));
        vm.expectRevert(abi.encodeWithSelector(IMembership.NothingToWithdraw.selector, fan));
        membership.withdraw(to);
    }

    function test_RevertWhen_WithdrawingToZeroOrWithoutCredit() public {
        uint256 giftId = gift(fan, friend, SOULBOUND);
        vm.prank(friend);
        membership.returnGift(giftId);
        vm.prank(fan);
        vm.expectRevert(IMembership.ZeroAddress.selector);
        membership.withdraw(address(0));
        vm.prank(friend);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NothingToWithdraw.selector, friend));
        membership.withdraw(friend);
    }

    function test_RevertWhen_GivingToNobody() public {
        vm.expectRevert(IMembership.ZeroAddress.selector);
        gift(fan, address(0), SOULBOUND);
        vm.expectRevert(IMembership.ZeroAddress.selector);
        grant(address(0), SOULBOUND, 1);
    }

    function test_grant_isTimeThatRefundsNothing() public {
        uint64 until = uint64(begin + WAITS);
        vm.expectEmit(address(membership));
        emit IMembership.GiftMade(1, creator, fan, creator, SOULBOUND, 0, 365, until, POST);
        uint256 giftId = grant(fan, SOULBOUND, 365);
        uint256 id = accept(fan, giftId);
        assertEq(membership.expiresAt(id), begin + 365 days);
        _expectRefund(id, 0, 0);
        assertEq(membership.earnedOf(id), 0);

        // The standard's renewal never costs more than the last lot did, and this one cost nothing.
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.PriceTooHigh.selector, PRICE, 0));
        membership.renewSubscription(id, uint64(LENGTH));
        renew(fan, id);
        _expectRefund(id, PRICE, 0);
        cancel(fan, id);
        assertEq(membership.creditOf(creator), 0);
        assertEq(membership.earningsOf(creator), 0);
        assertEq(usdt.balanceOf(address(membership)), 0);
    }

    function test_grant_returned_creditsNothing() public {
        uint256 giftId = grant(fan, SOULBOUND, 1);
        vm.expectEmit(address(membership));
        emit IMembership.GiftReturned(giftId, creator, 0);
        vm.recordLogs();
        vm.prank(fan);
        membership.returnGift(giftId);
        assertEq(vm.getRecordedLogs().length, 1, "credited with nothing");
        assertEq(membership.creditOf(creator), 0);
    }

    /// @dev Transfer, SubscriptionUpdate, Cancelled: nothing is earned, and nobody is credited.
    function test_grant_cancelled_tellsOfNoMoney() public {
        uint256 id = accept(fan, grant(fan, SOULBOUND, 30));
        vm.recordLogs();
        cancel(fan, id);
        assertEq(vm.getRecordedLogs().length, 3);
    }

    function test_RevertWhen_GrantIsOfTheWrongLength_orInAnothersTier() public {
        vm.expectRevert(abi.encodeWithSelector(IMembership.DaysOutOfRange.selector, 0, 1, 3650));
        grant(fan, SOULBOUND, 0);
        vm.expectRevert(abi.encodeWithSelector(IMembership.DaysOutOfRange.selector, 3651, 1, 3650));
        grant(fan, SOULBOUND, 3651);
        address other = newCreator("other");
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnknownTier.selector, other, SOULBOUND));
        membership.grant(fan, SOULBOUND, 1, POST);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotCreator.selector, fan));
        membership.grant(fan, SOULBOUND, 1, POST);
    }

    function _expectRefund(uint256 id, uint256 holder, uint256 givers) private view {
        (uint256 toHolder, uint256 toGivers) = membership.refundOf(id);
        assertEq(toHolder, holder);
        assertEq(toGivers, givers);
    }
}
