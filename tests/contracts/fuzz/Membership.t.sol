// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {RefundLib} from "contracts/libraries/RefundLib.sol";

contract MembershipFuzzTest is MembershipTest {
    function setUp() public override {
        super.setUp();
        fund(fan, type(uint128).max);
    }

    function testFuzz_refundAndEarned_areWhatWasPaid(uint96 paid, uint40 start, uint16 length, uint48 when)
        public
        pure
    {
        length = uint16(bound(length, 1, 3650));
        uint256 refund = RefundLib.refundFloor(paid, start, length, when);
        assertLe(refund, paid);
        assertEq(refund + RefundLib.earnedCeil(paid, start, length, when), paid);
        assertLe(RefundLib.refundFloor(paid, start, length, uint256(when) + 1), refund);
        // The fan loses less than a unit by rounding.
        assertLt(paid * RefundLib.wholeDaysLeft(start, length, when) - refund * length, length);
    }

    /// @dev A day is left exactly when its first second has not come.
    function testFuzz_wholeDaysLeft_countsDaysThatHaveNotBegun(uint16 length, uint32 after_) public pure {
        length = uint16(bound(length, 1, 400));
        uint256 when = 1_800_000_000 + uint256(after_) % (uint256(length + 2) * 1 days);
        uint256 left = 0;
        for (uint256 day = 0; day < length; ++day) {
            if (1_800_000_000 + day * 1 days > when) ++left;
        }
        assertEq(RefundLib.wholeDaysLeft(1_800_000_000, length, when), left);
    }

    /// @dev Whatever is bought and whenever it ends, what was paid is what was refunded and what the creator gets.
    function testFuzz_cancel_sharesExactlyWhatWasPaid(uint96 price, uint16 period, uint32 wait, bool twice) public {
        price = uint96(bound(price, 1, type(uint96).max));
        uint256 id = _joinAt(price, uint16(bound(period, 1, 3650)), true);
        if (twice) renew(fan, id);
        uint256 paid = usdt.balanceOf(address(membership));
        assertEq(paid, twice ? 2 * uint256(price) : price);
        skip(wait);
        (uint256 refund, uint256 toGivers) = membership.refundOf(id);
        assertEq(membership.earnedOf(id), paid - refund);
        assertEq(toGivers, 0);
        uint256 before = usdt.balanceOf(fan);
        cancel(fan, id);
        assertEq(usdt.balanceOf(fan) - before, refund);
        assertEq(membership.earningsOf(creator), paid - refund);
    }

    /// @dev However often a creator collects, it is what one collection at the end would bring.
    function testFuzz_collect_inPiecesBringsTheSame(uint96 price, uint16 period, uint24[6] memory waits) public {
        price = uint96(bound(price, 1, type(uint96).max));
        uint256 id = _joinAt(price, uint16(bound(period, 1, 3650)), false);
        renew(fan, id);
        for (uint256 i = 0; i < waits.length; ++i) {
            skip(waits[i]);
            if (membership.earnedOf(id) != 0) collect(id);
            assertEq(membership.earnedOf(id), 0);
        }
        (uint256 refund,) = membership.refundOf(id);
        assertEq(usdt.balanceOf(creator), 2 * uint256(price) - refund);
        cancel(fan, id);
        assertEq(usdt.balanceOf(address(membership)), 0);
    }

    function testFuzz_renew_neverShortens(uint16 period, uint32[4] memory waits) public {
        period = uint16(bound(period, 1, 3650));
        uint256 id = _joinAt(PRICE, period, true);
        for (uint256 i = 0; i < waits.length; ++i) {
            skip(waits[i]);
            uint256 before = membership.expiresAt(id);
            if (!membership.isRenewable(id)) continue;
            renew(fan, id);
            uint256 least = before > block.timestamp ? before : block.timestamp;
            assertEq(membership.expiresAt(id), least + uint256(period) * 1 days);
        }
    }

    /// @dev An id says whose tier it is and who held it first; no two are the same.
    function testFuzz_ids_sayWhoseTheyAre(address one, address other) public {
        vm.assume(one != other && one != address(0) && other != address(0));
        vm.assume(one != address(membership) && other != address(membership));
        fund(one);
        fund(other);
        uint256[4] memory ids =
            [join(one, SOULBOUND), join(other, SOULBOUND), join(one, TRADEABLE), join(one, TRADEABLE)];
        for (uint256 i = 0; i < 4; ++i) {
            (address whose, uint32 tier) = membership.tierOf(ids[i]);
            assertEq(whose, creator);
            assertEq(tier, i < 2 ? SOULBOUND : TRADEABLE);
            assertEq(membership.ownerOf(ids[i]), i == 1 ? other : one);
            assertEq(membership.locked(ids[i]), i < 2);
            for (uint256 j = 0; j < i; ++j) {
                assertTrue(ids[i] != ids[j]);
            }
        }
    }

    function testFuzz_transferFrom_movesThePassAndItsRefund(address to, uint32 wait) public {
        vm.assume(to != address(0) && to != address(membership) && to != fan && usdt.balanceOf(to) == 0);
        uint256 id = join(fan, TRADEABLE);
        skip(wait % (PERIOD * 1 days));
        vm.prank(fan);
        membership.transferFrom(fan, to, id);
        assertEq(membership.ownerOf(id), to);
        (uint256 refund,) = membership.refundOf(id);
        vm.expectRevert(abi.encodeWithSelector(IMembership.NotHolder.selector, id, fan));
        cancel(fan, id);
        cancel(to, id);
        assertEq(usdt.balanceOf(to), refund);
    }

    function testFuzz_RevertWhen_MovingASoulboundPass(address by, address to) public {
        uint256 id = join(fan, SOULBOUND);
        vm.prank(fan);
        membership.setApprovalForAll(makeAddr("operator"), true);
        vm.startPrank(by);
        vm.expectRevert(abi.encodeWithSelector(IMembership.Soulbound.selector, id));
        membership.transferFrom(fan, to, id);
        vm.expectRevert(abi.encodeWithSelector(IMembership.Soulbound.selector, id));
        membership.approve(to, id);
    }

    function _joinAt(uint96 price, uint16 period, bool soulbound) private returns (uint256) {
        uint32 tier = createTier(creator, price, period, 1, soulbound);
        vm.prank(fan);
        return membership.join(creator, tier, price, POST);
    }
}
