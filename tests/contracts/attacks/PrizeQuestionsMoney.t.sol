// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {WeakPrizeQuestions} from "../weak/WeakPrizeQuestions.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {PrizeQuestions} from "contracts/PrizeQuestions.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";

/// @dev A quote token that misbehaves, and winners who cannot be paid. Each attack is made on the contract, where it
/// fails, and on a copy without the defence, where it succeeds.
contract PrizeQuestionsMoneyAttacks is QuestionTest {
    /// @dev A prize that arrived short would be paid in full, from another's.
    function test_feeOnTransfer_cannotDrainAnotherPrize() public {
        assertEq(_drainByFee(false), 0);
        assertGt(_drainByFee(true), 0);
    }

    function test_falseReturn_putsNoPrizeThere() public {
        FalseReturnToken token = new FalseReturnToken();
        IPrizeQuestions target = _over(address(token));
        token.mint(fan, PRIZE);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        vm.prank(fan);
        target.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    function test_noReturn_worksLikeAnyToken() public {
        NoReturnToken token = new NoReturnToken();
        questions = _over(address(token));
        _won(questions, anna, PRIZE);
        assertEq(collect(anna), PRIZE);
        assertEq(token.balanceOf(anna), PRIZE);
    }

    function test_notAToken_isRefused() public {
        IPrizeQuestions target = _over(makeAddr("no code"));
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.UnsupportedToken.selector, target.quote()));
        vm.prank(fan);
        target.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    /// @dev In the middle of the payment the token has the winner, which is itself, collect again.
    function test_reentrancy_ofACollectPaysOnce() public {
        assertEq(_reenter(false), PRIZE);
        assertEq(_reenter(true), 2 * PRIZE);
    }

    /// @dev While a prize comes in nothing can be collected, so no balance is read in between.
    function test_reentrancy_ofAnAskIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        IPrizeQuestions target = _over(address(token));
        token.mint(fan, PRIZE);
        token.arm(address(target), abi.encodeCall(target.collect, (fan)));
        vm.startPrank(fan);
        token.approve(address(target), PRIZE);
        target.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
        assertTrue(token.called());
        assertFalse(token.succeeded());
        assertEq(bytes4(token.result()), ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }

    /// @dev Ben's account is blocked by the issuer, so a push to him reverts, and anna's share with it.
    function test_aWinnerWhoCannotBePaid_holdsUpNobody() public {
        assertEq(_payBeside(false), PRIZE / 2);
        assertEq(_payBeside(true), 0);
    }

    function test_aBlockedWinner_collectsToAnotherAddress() public {
        PausableToken token = new PausableToken();
        questions = _over(address(token));
        _won(questions, anna, PRIZE);
        token.setBlocked(anna, true);
        vm.expectRevert(abi.encodeWithSelector(PausableToken.Blocked.selector, anna));
        collect(anna);
        assertEq(questions.owed(anna), PRIZE);
        vm.prank(anna);
        questions.collect(ben);
        assertEq(token.balanceOf(ben), PRIZE);
    }

    function test_pausing_delaysWhatIsOwedAndLosesNothing() public {
        PausableToken token = new PausableToken();
        questions = _over(address(token));
        uint256 question = askAt(questions, fan, anna, PRIZE);
        token.setPaused(true);
        answer(question, anna);
        award(question, one(anna));
        vm.expectRevert(PausableToken.Paused.selector);
        collect(anna);
        token.setPaused(false);
        assertEq(collect(anna), PRIZE);
    }

    function test_donations_areNobodysPrize() public {
        usdt.mint(address(questions), 5e6);
        _won(questions, anna, PRIZE);
        assertEq(collect(anna), PRIZE);
        assertEq(usdt.balanceOf(address(questions)), 5e6);
    }

    /// @return what the attacker has got above what arrived of its own prize
    function _drainByFee(bool isWeak) private returns (uint256) {
        FeeOnTransferToken token = new FeeOnTransferToken();
        IPrizeQuestions target =
            isWeak ? _weak(address(token), WeakPrizeQuestions.Weakness.TrustsTheToken) : _over(address(token));
        // What lies there for others.
        token.mint(address(target), PRIZE);
        token.mint(fan, PRIZE);
        vm.startPrank(fan);
        token.approve(address(target), PRIZE);
        try target.ask(anna, PRIZE, answerBy, judgeBy, TEXT, POST) {} catch {}
        vm.stopPrank();
        if (target.questionCount() == 0) return 0;
        answerAt(target, 1, anna);
        vm.prank(fan);
        target.award(1, one(anna));
        vm.prank(anna);
        target.collect(anna);
        return PRIZE - token.balanceOf(address(target));
    }

    /// @return what left the contract, of which half is another's
    function _reenter(bool isWeak) private returns (uint256) {
        ReentrantToken token = new ReentrantToken();
        IPrizeQuestions target =
            isWeak ? _weak(address(token), WeakPrizeQuestions.Weakness.PaysFirst) : _over(address(token));
        if (!registry.isCreator(address(token))) register(address(token));
        token.mint(address(target), PRIZE);
        _won(target, address(token), PRIZE);
        token.arm(address(target), abi.encodeCall(target.collect, (address(token))));
        vm.prank(address(token));
        target.collect(address(token));
        assertTrue(token.called());
        return token.balanceOf(address(token));
    }

    /// @return what anna can have of a split with ben
    function _payBeside(bool isWeak) private returns (uint256) {
        PausableToken token = new PausableToken();
        IPrizeQuestions target =
            isWeak ? _weak(address(token), WeakPrizeQuestions.Weakness.PushesPrizes) : _over(address(token));
        uint256 question = askAt(target, fan, address(0), PRIZE);
        answerAt(target, question, anna);
        answerAt(target, question, ben);
        token.setBlocked(ben, true);
        vm.warp(answerBy + 1);
        vm.prank(fan);
        try target.award(question, both(anna, 1, ben, 1)) {} catch {}
        vm.prank(anna);
        try target.collect(anna) {} catch {}
        vm.warp(answerBy - 2 days);
        return token.balanceOf(anna);
    }

    function _won(IPrizeQuestions target, address winner, uint256 prize) private {
        uint256 question = askAt(target, fan, winner, prize);
        answerAt(target, question, winner);
        vm.prank(fan);
        target.award(question, one(winner));
    }

    function _over(address token) private returns (IPrizeQuestions) {
        return new PrizeQuestions(address(registry), token);
    }

    function _weak(address token, WeakPrizeQuestions.Weakness weakness) private returns (IPrizeQuestions) {
        return new WeakPrizeQuestions(address(registry), token, weakness);
    }
}
