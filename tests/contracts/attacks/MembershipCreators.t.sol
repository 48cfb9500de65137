// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAttackTest} from "../support/MembershipAttackTest.sol";
import {WeakMembership} from "../weak/WeakMembership.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Attacks by creators on fans' money, and what is too large or too small.
contract MembershipCreatorAttacks is MembershipAttackTest {
    /// @dev The creator raises the price just before the fan's transaction, who has approved everything.
    function test_priceChangeInFlight_costsNoMoreThanTheFanSaid() public {
        (uint256 strong, uint256 weak) = compare(_raiseThePrice, WeakMembership.Weakness.IgnoresMaxPrice);
        assertEq(strong, 0);
        assertEq(weak, 1000e6);
    }

    /// @dev The standard's renewal has no limit, so the contract has one.
    function test_priceChangeInFlight_ofTheStandardsRenewal() public {
        uint256 id = join(fan, SOULBOUND);
        setTier(SOULBOUND, 1000e6, 100);
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IMembership.PriceTooHigh.selector, 1000e6, PRICE));
        membership.renewSubscription(id, uint64(PERIOD) * 1 days);
    }

    /// @dev A creator takes everything on the first day, and refunds come out of other fans' money.
    function test_creatorTakesAll_isLeftWithWhatIsEarned() public {
        (uint256 strong, uint256 weak) = compare(_takeAll, WeakMembership.Weakness.CreatorTakesAll);
        assertEq(strong, 0);
        assertGt(weak, 9e6);
    }

    /// @dev A creator whom the token blocks, or who reverts, must not hold fans fast.
    function test_revertingCreator_holdsNobodyFast() public {
        usdt = MockUSDT0(address(new PausableToken()));
        startWith(usdt);
        (uint256 strong, uint256 weak) = compare(_blockTheCreator, WeakMembership.Weakness.PaysTheCreatorOnCancel);
        assertEq(strong, 9_666_666);
        assertEq(weak, 0);
    }

    /// @dev And is paid to another address.
    function test_blockedCreatorAndGiver_areSentTheirMoneyElsewhere() public {
        PausableToken token = new PausableToken();
        startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        uint256 giftId = gift(friend, fan, TRADEABLE);
        vm.prank(fan);
        membership.returnGift(giftId);
        token.setBlocked(creator, true);
        token.setBlocked(friend, true);
        vm.prank(creator);
        assertEq(membership.collect(oneOf(id), makeAddr("purse")), 333_334);
        vm.prank(friend);
        assertEq(membership.withdraw(makeAddr("purse")), PRICE);
    }

    function test_revocation_holdsNobodyFast() public {
        (uint256 strong, uint256 weak) = compare(_cancelAtARevoked, WeakMembership.Weakness.AsksOnCancel);
        assertEq(strong, 9_666_666);
        assertEq(weak, 0);
    }

    /// @dev A fan who cancels just before the creator collects must not stop the whole batch.
    function test_batchGriefing_doesNotStopTheCreator() public {
        (uint256 strong, uint256 weak) = compare(_cancelBeforeTheBatch, WeakMembership.Weakness.StopsAtACancelledPass);
        assertEq(strong, 2 * 333_334);
        assertEq(weak, 0);
    }

    function test_overflow_ofTheHighestPriceAndTheLongestPeriod() public {
        uint32 tier = createTier(creator, type(uint96).max, 3650, type(uint32).max, true);
        fund(fan, type(uint128).max);
        vm.startPrank(fan);
        uint256 id = membership.join(creator, tier, type(uint256).max, POST);
        membership.renew(id, type(uint256).max, POST);
        vm.stopPrank();
        (uint256 refund,) = membership.refundOf(id);
        assertEq(refund, uint256(type(uint96).max) * 3649 / 3650 + type(uint96).max);
        skip(3650 days);
        assertEq(collect(id), uint256(type(uint96).max) + (type(uint96).max / 3650 + 1));
    }

    /// @dev One unit for ten years is earned on the first day, and nothing is created by rounding.
    function test_dust_isTheCreators() public {
        uint32 tier = createTier(creator, 1, 3650, 1, true);
        vm.prank(fan);
        uint256 id = membership.join(creator, tier, 1, POST);
        (uint256 refund,) = membership.refundOf(id);
        assertEq(refund, 0);
        cancel(fan, id);
        assertEq(membership.earningsOf(creator), 1);
    }

    /// @return what the fan, who accepts `PRICE`, paid more than that
    function _raiseThePrice() private returns (uint256) {
        uint256 before = usdt.balanceOf(fan);
        setTier(SOULBOUND, uint96(1000e6) + PRICE, 100);
        vm.prank(fan);
        try membership.join(creator, SOULBOUND, PRICE, POST) {} catch {}
        uint256 paid = before - usdt.balanceOf(fan);
        return paid > PRICE ? paid - PRICE : 0;
    }

    /// @return what is missing for the refunds of two fans after the creator collected
    function _takeAll() private returns (uint256) {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (join(fan, SOULBOUND), join(friend, SOULBOUND));
        vm.prank(creator);
        membership.collect(ids, creator);
        (uint256 one,) = membership.refundOf(ids[0]);
        (uint256 other,) = membership.refundOf(ids[1]);
        uint256 held = usdt.balanceOf(address(membership));
        return one + other > held ? one + other - held : 0;
    }

    /// @return what the fan of a creator whom the token blocks gets back
    function _blockTheCreator() private returns (uint256) {
        uint256 id = join(fan, SOULBOUND);
        PausableToken(address(usdt)).setBlocked(creator, true);
        return cancelled(fan, id);
    }

    /// @return what the fan of a revoked creator gets back
    function _cancelAtARevoked() private returns (uint256) {
        uint256 id = join(fan, SOULBOUND);
        revoke(creator);
        return cancelled(fan, id);
    }

    /// @return what the creator gets of two passes, one of which the attacker cancelled a moment ago
    function _cancelBeforeTheBatch() private returns (uint256) {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (join(fan, SOULBOUND), join(attacker, SOULBOUND));
        cancel(attacker, ids[1]);
        vm.prank(creator);
        try membership.collect(ids, creator) returns (uint256 sent) {
            return sent;
        } catch {
            return 0;
        }
    }
}
