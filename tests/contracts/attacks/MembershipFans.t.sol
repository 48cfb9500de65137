// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAttackTest} from "../support/MembershipAttackTest.sol";
import {WeakMembership} from "../weak/WeakMembership.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Sells one pass for a fixed price to whoever brings the money, as any market does: by its id.
contract PassShop {
    IMembership private immutable MEMBERSHIP;
    MockUSDT0 private immutable USDT;
    address private immutable SELLER;
    uint256 private immutable ID;
    uint256 private immutable PRICE;

    constructor(IMembership membership, MockUSDT0 usdt, address seller, uint256 id, uint256 price) {
        (MEMBERSHIP, USDT, SELLER, ID, PRICE) = (membership, usdt, seller, id, price);
    }

    function buy() external {
        USDT.transferFrom(msg.sender, SELLER, PRICE);
        MEMBERSHIP.transferFrom(SELLER, msg.sender, ID);
    }
}

/// @dev Attacks by fans and givers: on creators, on buyers, on each other.
contract MembershipFanAttacks is MembershipAttackTest {
    /// @dev Join, read what is for members, cancel, all in one block.
    function test_joinReadCancel_inOneBlock_costsADay() public {
        (uint256 strong, uint256 weak) = compare(_readForNothing, WeakMembership.Weakness.RefundsTheDayThatBegan);
        assertEq(strong, 333_334);
        assertEq(weak, 0);
    }

    /// @dev The seller of a pass with 30 days cancels before the buyer's transaction, and joins again for next to nothing,
    /// helped by the creator. The buyer must get that pass or none.
    function test_cancelBeforeASale_theBuyerKeepsTheMoney() public {
        (uint256 strong, uint256 weak) = compare(_sellAnEmptyPass, WeakMembership.Weakness.ReturnsIds);
        assertEq(strong, 0);
        assertEq(weak, 9e6);
    }

    /// @dev A soulbound pass is worth nothing to sellers, even through a market that is approved for everything.
    function test_soulbound_cannotBeSold() public {
        (uint256 strong, uint256 weak) = compare(_sellSoulbound, WeakMembership.Weakness.MovesSoulbound);
        assertEq(strong, 0);
        assertEq(weak, 1);
    }

    /// @dev Gifts to own accounts, never accepted and paid back in full, would keep everybody out for 30 days for nothing.
    function test_giftGriefing_cannotFillATier() public {
        (uint256 strong, uint256 weak) = compare(_fillWithGifts, WeakMembership.Weakness.GiftsTakeSeats);
        assertEq(strong, 0);
        assertEq(weak, 1);
    }

    /// @dev A gift that nobody asked for, of a creator with whom the receiver wants nothing to do.
    function test_giftGriefing_imposesNothingOnTheReceiver() public {
        (uint256 strong, uint256 weak) = compare(_impose, WeakMembership.Weakness.GiftsAreImposed);
        assertEq(strong, 0);
        assertEq(weak, 1);
    }

    /// @dev A gift is time, not money.
    function test_giftGriefing_theReceiverCannotCashItIn() public {
        (uint256 strong, uint256 weak) = compare(_cashIn, WeakMembership.Weakness.RefundsGiftsToTheHolder);
        assertEq(strong, 0);
        assertEq(weak, 9_666_666);
    }

    /// @dev The giver takes it back while the receiver still thinks about it.
    function test_giftGriefing_aPromiseStands() public {
        (uint256 strong, uint256 weak) = compare(_takeBackEarly, WeakMembership.Weakness.ReturnsGiftsEarly);
        assertEq(strong, 0);
        assertEq(weak, PRICE);
    }

    /// @dev Accept, cancel, and send back the same gift: out of other fans' money.
    function test_doubleRefund_ofAGift() public {
        (uint256 strong, uint256 weak) = compare(_refundTwice, WeakMembership.Weakness.KeepsAcceptedGifts);
        assertEq(strong, 0);
        assertEq(weak, 9_666_666);
    }

    function test_doubleRefund_ofAPass() public {
        uint256 id = join(attacker, SOULBOUND);
        join(fan, SOULBOUND);
        cancel(attacker, id);
        vm.expectRevert();
        cancel(attacker, id);
        assertEq(usdt.balanceOf(address(membership)), uint256(PRICE) + 333_334);
    }

    /// @dev Cancelling and joining each day pays at least what staying does.
    function test_churning_isNeverCheaperThanStaying() public {
        uint256 before = usdt.balanceOf(attacker);
        for (uint256 i = 0; i < PERIOD; ++i) {
            uint256 id = join(attacker, SOULBOUND);
            skip(1 days - 1);
            cancel(attacker, id);
            skip(1);
        }
        assertGe(before - usdt.balanceOf(attacker), PRICE);
    }

    /// @dev Seats are not kept for ever by whoever paid once.
    function test_hoarding_endsWithTheGrace() public {
        setTier(SOULBOUND, PRICE, 1);
        uint256 id = join(attacker, SOULBOUND);
        skip(uint256(PERIOD) * 1 days + 7 days);
        membership.release(id);
        join(fan, SOULBOUND);
    }

    /// @return what the attacker paid for reading
    function _readForNothing() private returns (uint256) {
        uint256 before = usdt.balanceOf(attacker);
        uint256 id = join(attacker, SOULBOUND);
        assertEq(membership.ownerOf(id), attacker);
        cancel(attacker, id);
        return before - usdt.balanceOf(attacker);
    }

    /// @return what the buyer lost: paid, minus what the pass that came can still be cancelled for
    function _sellAnEmptyPass() private returns (uint256) {
        uint256 id = join(attacker, TRADEABLE);
        PassShop shop = new PassShop(membership, usdt, attacker, id, 9e6);
        vm.prank(attacker);
        membership.setApprovalForAll(address(shop), true);
        uint256 before = usdt.balanceOf(fan);
        vm.prank(fan);
        usdt.approve(address(shop), 9e6);

        cancel(attacker, id);
        setTier(TRADEABLE, 1, 100);
        join(attacker, TRADEABLE);

        vm.prank(fan);
        try shop.buy() {
            (uint256 refund,) = membership.refundOf(id);
            return before - usdt.balanceOf(fan) - refund;
        } catch {
            return before - usdt.balanceOf(fan);
        }
    }

    /// @return 1 when the pass was sold
    function _sellSoulbound() private returns (uint256) {
        uint256 id = join(attacker, SOULBOUND);
        PassShop shop = new PassShop(membership, usdt, attacker, id, 9e6);
        vm.prank(attacker);
        membership.setApprovalForAll(address(shop), true);
        vm.startPrank(fan);
        usdt.approve(address(shop), 9e6);
        try shop.buy() {} catch {}
        vm.stopPrank();
        return membership.ownerOf(id) == fan ? 1 : 0;
    }

    /// @return 1 when the fan cannot join
    function _fillWithGifts() private returns (uint256) {
        setTier(SOULBOUND, PRICE, 3);
        vm.startPrank(attacker);
        for (uint256 i = 0; i < 3; ++i) {
            membership.gift(vm.addr(i + 1), creator, SOULBOUND, PRICE, 0);
        }
        vm.stopPrank();
        vm.prank(fan);
        try membership.join(creator, SOULBOUND, PRICE, 0) {
            return 0;
        } catch {
            return 1;
        }
    }

    /// @return 1 when the fan, asked for nothing, holds a pass, so that an own purchase fails
    function _impose() private returns (uint256) {
        gift(attacker, fan, SOULBOUND);
        vm.prank(fan);
        try membership.join(creator, SOULBOUND, PRICE, 0) {
            return 0;
        } catch {
            return 1;
        }
    }

    /// @return what the receiver was sent
    function _cashIn() private returns (uint256) {
        uint256 giftId = gift(fan, attacker, TRADEABLE);
        uint256 before = usdt.balanceOf(attacker);
        cancel(attacker, accept(attacker, giftId));
        return usdt.balanceOf(attacker) - before;
    }

    /// @return what the giver got back on the next day
    function _takeBackEarly() private returns (uint256) {
        uint256 giftId = gift(attacker, fan, SOULBOUND);
        skip(1 days);
        vm.startPrank(attacker);
        try membership.returnGift(giftId) {} catch {}
        vm.stopPrank();
        return membership.creditOf(attacker);
    }

    /// @return what the attacker got, for one gift to itself, above the price; another fan's money lies beside it
    function _refundTwice() private returns (uint256) {
        join(fan, SOULBOUND);
        uint256 before = usdt.balanceOf(attacker);
        uint256 giftId = gift(attacker, attacker, TRADEABLE);
        cancel(attacker, accept(attacker, giftId));
        vm.startPrank(attacker);
        try membership.returnGift(giftId) {} catch {}
        try membership.withdraw(attacker) {} catch {}
        vm.stopPrank();
        uint256 afterwards = usdt.balanceOf(attacker);
        return afterwards > before ? afterwards - before : 0;
    }
}
