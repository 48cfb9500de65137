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
import {ZeroRevertToken} from "../weird/ZeroRevertToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Quote tokens that misbehave.
contract MembershipTokenAttacks is MembershipAttackTest {
    /// @dev In the middle of a refund the same pass is cancelled again.
    function test_reentrancy_ofACancellationPaysOnce() public {
        startWith(MockUSDT0(address(new ReentrantToken())));
        (uint256 strong, uint256 weak) = compare(_cancelTwiceAtOnce, WeakMembership.Weakness.PaysFirst);
        assertEq(strong, 9_666_666);
        assertEq(weak, 2 * 9_666_666);
    }

    /// @dev In the middle of any payment no other payment can be begun.
    function test_reentrancy_ofAnythingIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        startWith(MockUSDT0(address(token)));
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
        startWith(MockUSDT0(address(token)));
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
        startWith(MockUSDT0(address(new FeeOnTransferToken())));
        (uint256 strong, uint256 weak) = compare(_joinAndCancelNextToAnother, WeakMembership.Weakness.TrustsTheToken);
        assertEq(strong, 0);
        assertGt(weak, 0);
    }

    function test_feeOnTransfer_isRefusedEverywhere() public {
        startWith(MockUSDT0(address(new FeeOnTransferToken())));
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
        startWith(MockUSDT0(address(new HalfAuthorizedToken())));
        vm.expectRevert(abi.encodeWithSelector(IMembership.UnsupportedToken.selector, address(usdt)));
        membership.joinWithAuthorization(fan, creator, SOULBOUND, PRICE, POST, 0, 0, 0, 0, 0, 0);
    }

    /// @dev A fee that the sender pays on top, and that begins later, freezes nobody's money; see the manual.
    function test_senderFee_thatBeginsLater_freezesNobody() public {
        SenderFeeToken token = new SenderFeeToken();
        startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        join(friend, SOULBOUND);
        token.setCharges(true);
        cancel(fan, id);
        assertEq(token.balanceOf(fan), 1_000_000e6 - PRICE + 9_666_666);
        assertEq(token.balanceOf(address(membership)), uint256(PRICE) + 333_334 - 96_666);
    }

    function test_falseReturn_isRefused() public {
        FalseReturnToken token = new FalseReturnToken();
        startWith(MockUSDT0(address(token)));
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

    /// @dev A pass without a refund is cancelled in a token that refuses to move nothing.
    function test_zeroRevert_works() public {
        ZeroRevertToken token = new ZeroRevertToken();
        startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        skip(uint256(PERIOD) * 1 days);
        cancel(fan, id);
        assertEq(collect(id), PRICE);
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
        startWith(MockUSDT0(address(token)));
        uint256 id = join(fan, SOULBOUND);
        token.setPaused(true);
        vm.expectRevert(PausableToken.Paused.selector);
        cancel(fan, id);
        token.setPaused(false);
        cancel(fan, id);
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
            return cancelled(attacker, id);
        } catch {
            return 0;
        }
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
