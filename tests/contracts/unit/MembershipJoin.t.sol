// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC5192} from "contracts/interfaces/IERC5192.sol";
import {IERC5643} from "contracts/interfaces/IERC5643.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Joining and renewing.
contract MembershipJoinTest is MembershipTest {
    uint256 private constant LENGTH = uint256(PERIOD) * 1 days;

    function test_join_soulbound() public {
        uint256 id = soulboundId(1, SOULBOUND, fan);
        uint64 end = uint64(begin + LENGTH);
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(address(0), fan, id);
        vm.expectEmit(address(membership));
        emit IERC5192.Locked(id);
        vm.expectEmit(address(membership));
        emit IERC5643.SubscriptionUpdate(id, end);
        vm.expectEmit(address(membership));
        emit IMembership.Joined(id, fan, creator, SOULBOUND, PRICE, uint64(begin), end, POST);
        assertEq(join(fan, SOULBOUND), id);

        assertEq(membership.ownerOf(id), fan);
        assertEq(membership.balanceOf(fan), 1);
        assertTrue(membership.locked(id));
        assertEq(membership.expiresAt(id), end);
        assertEq(membership.soulboundIdOf(creator, SOULBOUND, fan), id);
        assertEq(usdt.balanceOf(address(membership)), PRICE);
        _expectTierOf(id, SOULBOUND, 1, 0);
        _expectLot(id, PRICE, begin, PERIOD);
    }

    function test_join_tradeable_countsSerials() public {
        uint256 id = tradeableId(1, TRADEABLE, 1, fan);
        vm.expectEmit(address(membership));
        emit IERC721.Transfer(address(0), fan, id);
        vm.expectEmit(address(membership));
        emit IERC5192.Unlocked(id);
        assertEq(join(fan, TRADEABLE), id);
        assertEq(join(fan, TRADEABLE), tradeableId(1, TRADEABLE, 2, fan));
        assertEq(join(friend, TRADEABLE), tradeableId(1, TRADEABLE, 3, friend));

        assertEq(membership.balanceOf(fan), 2);
        assertFalse(membership.locked(id));
        _expectTierOf(id, TRADEABLE, 3, 3);
    }

    function test_join_paysTheLowerPrice() public {
        setTier(SOULBOUND, 3, 100);
        uint256 id = join(fan, SOULBOUND);
        assertEq(usdt.balanceOf(address(membership)), 3);
        _expectLot(id, 3, begin, PERIOD);
    }

    function test_join_takesTheLastSeat_andNoMore() public {
        setTier(SOULBOUND, PRICE, 1);
        uint256 id = join(fan, SOULBOUND);
        _expectFull(1);
        join(friend, SOULBOUND);
        cancel(fan, id);
        join(friend, SOULBOUND);
        setTier(SOULBOUND, PRICE, 0);
        _expectFull(0);
        join(fan, SOULBOUND);
    }

    function test_RevertWhen_JoiningTwice() public {
        uint256 id = join(fan, SOULBOUND);
        // Even when the tier is full besides.
        setTier(SOULBOUND, PRICE, 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.AlreadyMember.selector, id));
        join(fan, SOULBOUND);
        vm.warp(begin + LENGTH + 100 days);
        vm.expectRevert(abi.encodeWithSelector(IMembership.AlreadyMember.selector, id));
        join(fan, SOULBOUND);
    }

    function test_RevertWhen_ThePriceRose() public {
        setTier(SOULBOUND, PRICE + 1, 100);
        bytes memory refusal = abi.encodeWithSelector(IMembership.PriceTooHigh.selector, PRICE + 1, PRICE);
        vm.expectRevert(refusal);
        join(fan, SOULBOUND);
        vm.expectRevert(refusal);
        gift(fan, friend, SOULBOUND);
    }

    function test_RevertWhen_ThereIsNoSuchTier() public {
        bytes memory refusal = abi.encodeWithSelector(IMembership.UnknownTier.selector, creator, 3);
        vm.expectRevert(refusal);
        join(fan, 3);
        vm.expectRevert(refusal);
        gift(fan, friend, 3);
        vm.expectRevert(refusal);
        grant(fan, 3, 1);
    }

    function test_RevertWhen_NotApproved() public {
        address poor = makeAddr("poor");
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(membership), 0, PRICE)
        );
        join(poor, SOULBOUND);
    }

    function test_RevertWhen_TheCreatorIsRevoked_nothingNewBegins() public {
        uint256 id = join(fan, SOULBOUND);
        uint256 giftId = gift(fan, friend, SOULBOUND);
        revoke(creator);
        bytes memory refusal = abi.encodeWithSelector(IMembership.NotCreator.selector, creator);
        vm.expectRevert(refusal);
        join(friend, SOULBOUND);
        vm.expectRevert(refusal);
        renew(fan, id);
        vm.expectRevert(refusal);
        gift(fan, friend, SOULBOUND);
        vm.expectRevert(refusal);
        grant(friend, SOULBOUND, 1);
        vm.expectRevert(refusal);
        accept(friend, giftId);
        assertFalse(membership.isRenewable(id));
    }

    function test_renew_addsANextLotBehindTheCurrent() public {
        uint256 id = join(fan, SOULBOUND);
        skip(10 days);
        uint64 start = uint64(begin + LENGTH);
        uint64 end = uint64(begin + 2 * LENGTH);
        vm.expectEmit(address(membership));
        emit IERC5643.SubscriptionUpdate(id, end);
        vm.expectEmit(address(membership));
        emit IMembership.Renewed(id, fan, creator, SOULBOUND, PRICE, start, end, POST);
        renew(fan, id);

        assertEq(membership.expiresAt(id), end);
        (IMembership.Lot memory current, IMembership.Lot memory next,,) = membership.lotsOf(id);
        assertEq(abi.encode(current), abi.encode(IMembership.Lot(PRICE, 0, uint40(begin), PERIOD)));
        assertEq(abi.encode(next), abi.encode(IMembership.Lot(PRICE, 0, uint40(start), PERIOD)));
        assertEq(usdt.balanceOf(address(membership)), 2 * uint256(PRICE));
    }

    function test_renew_makesRoomWhenTheCurrentLotIsOver() public {
        uint256 id = join(fan, SOULBOUND);
        renew(fan, id);
        assertFalse(membership.isRenewable(id));
        vm.warp(begin + LENGTH - 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NoRoom.selector, id, begin + LENGTH));
        renew(fan, id);
        vm.warp(begin + LENGTH);
        assertTrue(membership.isRenewable(id));
        vm.expectEmit(address(membership));
        emit IMembership.Earned(id, creator, PRICE);
        renew(fan, id);

        assertEq(membership.expiresAt(id), begin + 3 * LENGTH);
        assertEq(membership.earningsOf(creator), PRICE);
        (IMembership.Lot memory current, IMembership.Lot memory next,,) = membership.lotsOf(id);
        assertEq(current.start, begin + LENGTH);
        assertEq(next.start, begin + 2 * LENGTH);
    }

    function test_renew_afterAllTimeIsOver_beginsNow() public {
        uint256 id = join(fan, SOULBOUND);
        renew(fan, id);
        vm.warp(begin + 2 * LENGTH + 5 days);
        renew(fan, id);
        assertEq(membership.expiresAt(id), begin + 3 * LENGTH + 5 days);
        assertEq(membership.earningsOf(creator), 2 * uint256(PRICE));
        _expectLot(id, PRICE, begin + 2 * LENGTH + 5 days, PERIOD);
    }

    function test_renew_keepsTheSeatOfAFullOrClosedTier() public {
        uint256 id = join(fan, SOULBOUND);
        setTier(SOULBOUND, PRICE, 0);
        renew(fan, id);
        assertEq(membership.expiresAt(id), begin + 2 * LENGTH);
    }

    function test_renewSubscription_isOnePeriodAtNoHigherPrice() public {
        uint256 id = join(fan, SOULBOUND);
        setTier(SOULBOUND, PRICE - 1, 100);
        vm.expectEmit(address(membership));
        emit IMembership.Renewed(
            id, fan, creator, SOULBOUND, PRICE - 1, uint64(begin + LENGTH), uint64(begin + 2 * LENGTH), 0
        );
        vm.startPrank(fan);
        membership.renewSubscription(id, uint64(LENGTH));
        vm.stopPrank();

        // The last lot was cheaper, so that is the limit now.
        setTier(SOULBOUND, PRICE, 100);
        vm.warp(begin + LENGTH);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.PriceTooHigh.selector, PRICE, PRICE - 1));
        membership.renewSubscription(id, uint64(LENGTH));
    }

    function test_RevertWhen_StandardRenewalIsDearerThanBefore() public {
        uint256 id = join(fan, SOULBOUND);
        setTier(SOULBOUND, PRICE + 1, 100);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.PriceTooHigh.selector, PRICE + 1, PRICE));
        membership.renewSubscription(id, uint64(LENGTH));
    }

    function test_RevertWhen_RenewingWithALowerLimit() public {
        uint256 id = join(fan, SOULBOUND);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.PriceTooHigh.selector, PRICE, PRICE - 1));
        membership.renew(id, PRICE - 1, POST);
    }

    function test_RevertWhen_DurationIsNotThePeriod() public {
        uint256 id = join(fan, SOULBOUND);
        uint64[3] memory wrong = [uint64(0), uint64(LENGTH - 1), uint64(2 * LENGTH)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(fan);
            vm.expectRevert(abi.encodeWithSelector(IMembership.InvalidDuration.selector, wrong[i], uint64(LENGTH)));
            membership.renewSubscription(id, wrong[i]);
        }
    }

    function test_RevertWhen_SomebodyElseRenewsOrCancels() public {
        uint256 id = join(fan, TRADEABLE);
        vm.prank(fan);
        membership.setApprovalForAll(friend, true);
        bytes memory refusal = abi.encodeWithSelector(IMembership.NotHolder.selector, id, friend);
        vm.expectRevert(refusal);
        renew(friend, id);
        vm.expectRevert(refusal);
        vm.prank(friend);
        membership.renewSubscription(id, uint64(LENGTH));
        vm.expectRevert(refusal);
        cancel(friend, id);
    }

    function test_RevertWhen_ThePassDoesNotExist() public {
        uint256 id = soulboundId(1, SOULBOUND, fan);
        bytes memory refusal = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id);
        vm.expectRevert(refusal);
        renew(fan, id);
        vm.expectRevert(refusal);
        vm.prank(fan);
        membership.renewSubscription(id, uint64(LENGTH));
        vm.expectRevert(refusal);
        cancel(fan, id);
        vm.expectRevert(refusal);
        membership.release(id);
        vm.expectRevert(refusal);
        membership.expiresAt(id);
        vm.expectRevert(refusal);
        membership.isRenewable(id);
        vm.expectRevert(refusal);
        membership.refundOf(id);
        vm.expectRevert(refusal);
        membership.earnedOf(id);
        vm.expectRevert(refusal);
        membership.lotsOf(id);
    }

    function _expectLot(uint256 id, uint96 paid, uint256 start, uint16 lengthDays) private view {
        (IMembership.Lot memory current, IMembership.Lot memory next, address giver, address nextGiver) =
            membership.lotsOf(id);
        assertEq(abi.encode(current), abi.encode(IMembership.Lot(paid, 0, uint40(start), lengthDays)));
        assertEq(abi.encode(next), abi.encode(IMembership.Lot(0, 0, 0, 0)));
        assertEq(giver, address(0));
        assertEq(nextGiver, address(0));
    }

    function _expectTierOf(uint256 id, uint32 tier, uint32 taken, uint32 minted) private view {
        (address whose, uint32 number) = membership.tierOf(id);
        assertEq(whose, creator);
        assertEq(number, tier);
        IMembership.Tier memory terms = membership.termsOf(creator, tier);
        assertEq(terms.taken, taken);
        assertEq(terms.minted, minted);
    }

    function _expectFull(uint32 seats) private {
        vm.expectRevert(abi.encodeWithSelector(IMembership.TierFull.selector, creator, SOULBOUND, seats));
    }
}
