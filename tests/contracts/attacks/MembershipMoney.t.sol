// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAttackTest} from "../support/MembershipAttackTest.sol";
import {WeakMembership} from "../weak/WeakMembership.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {SenderFeeToken} from "../weird/SenderFeeToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Attacks by creators on fans' money, and by quote tokens that misbehave.
contract MembershipMoneyAttacks is MembershipAttackTest {
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
        _startWith(usdt);
        (uint256 strong, uint256 weak) = compare(_blockTheCreator, WeakMembership.Weakness.PaysTheCreatorOnCancel);
        assertEq(strong, 9_666_666);
        assertEq(weak, 0);
    }

    /// @dev And is paid to another address.
    function test_blockedCreatorAndGiver_areSentTheirMoneyElsewhere() public {
        PausableToken token = new PausableToken();
        _startWith(MockUSDT0(address(token)));
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

    /// @dev In the middle of a refund the same pass is cancelled again.
    function test_reentrancy_ofACancellationPaysOnce() public {
        _startWith(MockUSDT0(address(new ReentrantToken())));
        (uint256 strong, uint256 weak) = compare(_cancelTwiceAtOnce, WeakMembership.Weakness.PaysFirst);
        assertEq(strong, 9_666_666);
        assertEq(weak, 2 * 9_666_666);
    }

    /// @dev In the middle of any payment no other payment can be begun.
    function test_reentrancy_ofAnythingIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        _startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        bytes[8] memory calls = [
            abi.encodeCall(membership.join, (creator, TRADEABLE, PRICE, POST)),
            abi.encodeCall(membership.joinWithAuthorization, (fan, creator, TRADEABLE, PRICE, POST, 0, 0, 0, 0, 0, 0)),
            abi.encodeCall(membership.renew, (id, PRICE, POST)),
            abi.encodeCall(membership.renewSubscription, (id, 30 days)),
            abi.encodeCall(membership.cancelSubscription, (id)),
            abi.encodeCall(membership.gift, (fan, creator, TRADEABLE, PRICE, POST)),
            abi.encodeCall(membership.collect, (oneOf(id), fan)),
            abi.encodeCall(membership.withdraw, (fan))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(address(membership), calls[i]);
            join(friend, TRADEABLE);
            assertTrue(token.called());
            assertFalse(token.succeeded());
            assertEq(bytes4(token.result()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        }
    }

    /// @dev What may be called back does no harm: a gift accepted while the giver still pays for it is paid all the same.
    function test_reentrancy_ofAcceptingAGiftThatIsBeingPaid() public {
        ReentrantToken token = new ReentrantToken();
        _startWith(MockUSDT0(address(token)));
        uint256 id = tradeableId(1, TRADEABLE, 1, address(token));
        token.arm(address(membership), abi.encodeCall(membership.acceptGift, (1)));
        vm.prank(fan);
        membership.gift(address(token), creator, TRADEABLE, PRICE, POST);
        assertTrue(token.succeeded());
        assertEq(membership.ownerOf(id), address(token));
        assertEq(token.balanceOf(address(membership)), PRICE);
    }

    /// @dev A pass credited with what never arrived is cancelled for another fan's money.
    function test_feeOnTransfer_cannotDrainOthers() public {
        _startWith(MockUSDT0(address(new FeeOnTransferToken())));
        (uint256 strong, uint256 weak) = compare(_joinAndCancelNextToAnother, WeakMembership.Weakness.TrustsTheToken);
        assertEq(strong, 0);
        assertGt(weak, 0);
    }

    function test_feeOnTransfer_isRefusedEverywhere() public {
        _startWith(MockUSDT0(address(new FeeOnTransferToken())));
        bytes memory refusal = abi.encodeWithSelector(IMembership.UnsupportedToken.selector, address(usdt));
        vm.expectRevert(refusal);
        join(fan, SOULBOUND);
        vm.expectRevert(refusal);
        gift(fan, friend, SOULBOUND);
        uint256 id = accept(fan, grant(fan, SOULBOUND, 1));
        vm.expectRevert(refusal);
        renew(fan, id);
    }

    /// @dev The token takes the authorization in full and delivers less.
    function test_shortchangedAuthorization_isRefused() public {
        _startWith(MockUSDT0(address(new HalfAuthorizedToken())));
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnsupportedToken.selector, address(usdt)));
        membership.joinWithAuthorization(fan, creator, SOULBOUND, PRICE, POST, 0, 0, 0, 0, 0, 0);
    }

    /// @dev A fee that the sender pays on top, and that begins later, freezes nobody's money; see the manual.
    function test_senderFee_thatBeginsLater_freezesNobody() public {
        SenderFeeToken token = new SenderFeeToken();
        _startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        join(friend, SOULBOUND);
        token.setCharges(true);
        cancel(fan, id);
        assertEq(token.balanceOf(fan), 1_000_000e6 - PRICE + 9_666_666);
        assertEq(token.balanceOf(address(membership)), uint256(PRICE) + 333_334 - 96_666);
    }

    function test_falseReturn_isRefused() public {
        FalseReturnToken token = new FalseReturnToken();
        _startWith(MockUSDT0(address(token)));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        join(fan, SOULBOUND);
    }

    function test_noReturn_works() public {
        NoReturnToken token = new NoReturnToken();
        membership = deploy(address(token));
        createTier(creator, PRICE, PERIOD, 1, true);
        token.mint(fan, PRICE);
        vm.prank(fan);
        token.approve(address(membership), PRICE);
        uint256 id = join(fan, SOULBOUND);
        cancel(fan, id);
        assertEq(token.balanceOf(fan), 9_666_666);
    }

    function test_noContract_isRefused() public {
        address nothing = makeAddr("no contract");
        membership = deploy(nothing);
        createTier(creator, PRICE, PERIOD, 1, true);
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnsupportedToken.selector, nothing));
        join(fan, SOULBOUND);
    }

    function test_paused_passesTheTokensOwnErrorOn() public {
        PausableToken token = new PausableToken();
        _startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        token.setPaused(true);
        vm.expectRevert(PausableToken.Paused.selector);
        cancel(fan, id);
        token.setPaused(false);
        cancel(fan, id);
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
        return _cancelled(fan, id);
    }

    /// @return what the fan of a revoked creator gets back
    function _cancelAtARevoked() private returns (uint256) {
        uint256 id = join(fan, SOULBOUND);
        revoke(creator);
        return _cancelled(fan, id);
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

    /// @return what the token, a fan itself, gets back for one pass
    function _cancelTwiceAtOnce() private returns (uint256) {
        ReentrantToken token = ReentrantToken(address(usdt));
        token.mint(address(token), PRICE);
        vm.prank(address(token));
        token.approve(address(membership), PRICE);
        join(fan, SOULBOUND);
        uint256 id = join(address(token), SOULBOUND);
        token.arm(address(membership), abi.encodeCall(membership.cancelSubscription, (id)));
        uint256 before = token.balanceOf(address(token));
        vm.prank(address(token));
        try membership.cancelSubscription(id) {} catch {}
        return token.balanceOf(address(token)) - before;
    }

    /// @return what the attacker was sent of the token for a pass that was never wholly paid
    function _joinAndCancelNextToAnother() private returns (uint256) {
        vm.prank(fan);
        try membership.join(creator, SOULBOUND, PRICE, POST) {} catch {}
        vm.prank(attacker);
        try membership.join(creator, SOULBOUND, PRICE, POST) returns (uint256 id) {
            return _cancelled(attacker, id);
        } catch {
            return 0;
        }
    }

    function _cancelled(address by, uint256 id) private returns (uint256) {
        uint256 before = usdt.balanceOf(by);
        vm.prank(by);
        try membership.cancelSubscription(id) {} catch {}
        return usdt.balanceOf(by) - before;
    }

    /// @dev Everything anew, in another quote token.
    function _startWith(MockUSDT0 token) private {
        usdt = token;
        membership = deploy(address(token));
        createTier(creator, PRICE, PERIOD, 100, true);
        createTier(creator, PRICE, PERIOD, 100, false);
        fund(fan);
        fund(friend);
        fund(attacker);
    }
}

/// @dev Takes any authorization, and delivers half.
contract HalfAuthorizedToken is FeeOnTransferToken {
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256,
        uint256,
        bytes32,
        uint8,
        bytes32,
        bytes32
    ) external {
        _transfer(from, to, value / 2);
    }
}
