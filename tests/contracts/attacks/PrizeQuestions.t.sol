// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {WeakPrizeQuestions} from "../weak/WeakPrizeQuestions.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";

/// @dev Answerers and askers who want what is not theirs. Each attack is made on the contract, where it fails, and on a
/// copy without the defence, where it succeeds.
contract PrizeQuestionsAttacks is QuestionTest {
    /// @dev Ben sees anna's hash in the mempool and answers with it first; when she has shown her text, he has too.
    function test_answerCopying_winsNothing() public {
        assertEq(_copyAnswer(questions), 0);
        assertEq(_copyAnswer(_weak(WeakPrizeQuestions.Weakness.HashesNoAnswerer)), PRIZE);
    }

    function test_answerCopying_cannotShutTheAuthorOut() public {
        uint256 question = openPrize();
        bytes32 answerHash = hashOf(questions, question, anna);
        vm.prank(ben);
        questions.answer(question, answerHash);
        answer(question, anna);
        vm.warp(answerBy + 1);
        award(question, one(anna));
        assertEq(questions.owed(anna), PRIZE);
    }

    /// @dev Anna brings her answer to an earlier question once more, whose text and salt everybody knows by now.
    function test_replay_ofAnEarlierAnswerWinsNothing() public {
        assertEq(_replay(questions), 0);
        assertEq(_replay(_weak(WeakPrizeQuestions.Weakness.HashesNoQuestion)), PRIZE);
    }

    /// @dev The same on another contract, and on another chain.
    function test_replay_hashesNameContractAndChain() public {
        IPrizeQuestions other = _weak(WeakPrizeQuestions.Weakness.None);
        bytes32 answerHash = questions.answerHashOf(1, anna, ANSWER, SALT);
        assertNotEq(other.answerHashOf(1, anna, ANSWER, SALT), answerHash);
        vm.chainId(196);
        assertNotEq(questions.answerHashOf(1, anna, ANSWER, SALT), answerHash);
    }

    /// @dev The asker reads the others' answers, answers too, and awards it.
    function test_askerAnswers_getsNothingBack() public {
        assertEq(_askerAnswers(questions), 0);
        assertEq(_askerAnswers(_weak(WeakPrizeQuestions.Weakness.LetsTheAskerAnswer)), PRIZE);
    }

    /// @dev Accounts are registered because a prize lies there, and take all places before anybody honest.
    function test_latecomers_cannotTakeThePlaces() public {
        assertEq(_takePlaces(questions, "late "), 0);
        assertEq(_takePlaces(_weak(WeakPrizeQuestions.Weakness.LetsLateCreatorsAnswer), "later "), PRIZE);
    }

    /// @dev What remains, as the manual says: ten accounts that were there before take all places. But they are paid only
    /// if the asker is silent, or chooses one of them.
    function test_fillingThePlaces_isPaidOnlyIfTheAskerIsSilent() public {
        address[] memory gang = newCreators(10);
        uint256 question = openPrize();
        answer(question, gang[0]);
        for (uint256 i = 1; i < 10; ++i) {
            vm.prank(gang[i]);
            questions.answer(question, keccak256("nothing"));
        }
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NoPlaceLeft.selector, question, 10));
        vm.prank(anna);
        questions.answer(question, ANSWER);
        // At once: no answer can come any more.
        award(question, one(gang[0]));
        assertEq(questions.owed(gang[0]), PRIZE);
        assertEq(questions.owed(gang[1]), 0);
    }

    /// @dev The asker's friend answers first, and is awarded before anybody else could answer.
    function test_judgingEarly_isRefused() public {
        assertEq(_awardEarly(questions), 0);
        assertEq(_awardEarly(_weak(WeakPrizeQuestions.Weakness.AwardsEarly)), PRIZE);
    }

    /// @dev The asker was silent, sees that it is due to be split, and hurries to give it to a friend.
    function test_judgingLate_takesNothingFromTheOthers() public {
        assertEq(_awardLate(questions), PRIZE / 2);
        assertEq(_awardLate(_weak(WeakPrizeQuestions.Weakness.AwardsLate)), 0);
    }

    /// @dev Whoever fears the judgement has the prize split before it.
    function test_settlingEarly_cannotForestallTheAward() public {
        assertEq(_settleEarly(questions), PRIZE);
        assertEq(_settleEarly(_weak(WeakPrizeQuestions.Weakness.SettlesEarly)), PRIZE / 2);
    }

    /// @dev The second award would be paid from another question's prize.
    function test_doubleAward_paysOnce() public {
        assertEq(_awardTwice(questions), PRIZE);
        assertEq(_awardTwice(_weak(WeakPrizeQuestions.Weakness.AwardsTwice)), 2 * PRIZE);
    }

    function test_doubleCollect_paysOnce() public {
        assertEq(_collectTwice(questions), PRIZE);
        assertEq(_collectTwice(_weak(WeakPrizeQuestions.Weakness.CollectsAgain)), 2 * PRIZE);
    }

    /// @return what ben is owed for anna's answer
    function _copyAnswer(IPrizeQuestions target) private returns (uint256) {
        uint256 question = askAt(target, fan, address(0), PRIZE);
        bytes32 seen = target.answerHashOf(question, anna, ANSWER, SALT);
        vm.prank(ben);
        target.answer(question, seen);
        vm.prank(anna);
        target.answer(question, seen);
        vm.warp(answerBy + 1);
        _tryAward(target, question, one(ben));
        return _owedAfterReset(target, ben);
    }

    /// @return what anna is owed for saying the same again
    function _replay(IPrizeQuestions target) private returns (uint256) {
        uint256 first = askAt(target, fan, anna, PRIZE);
        uint256 second = askAt(target, fan, anna, PRIZE);
        bytes32 answerHash = target.answerHashOf(first, anna, ANSWER, SALT);
        vm.startPrank(anna);
        target.answer(first, answerHash);
        target.answer(second, answerHash);
        vm.stopPrank();
        _tryAward(target, first, one(anna));
        uint256 once = target.owed(anna);
        _tryAward(target, second, one(anna));
        return target.owed(anna) - once;
    }

    /// @return what ben, who asked, is owed
    function _askerAnswers(IPrizeQuestions target) private returns (uint256) {
        uint256 question = askAt(target, ben, address(0), PRIZE);
        _answer(target, question, anna);
        _answer(target, question, ben);
        vm.warp(answerBy + 1);
        vm.prank(ben);
        try target.award(question, one(ben)) {} catch {}
        return _owedAfterReset(target, ben);
    }

    /// @return taken what ten new accounts share in the end
    function _takePlaces(IPrizeQuestions target, string memory label) private returns (uint256 taken) {
        uint256 question = askAt(target, fan, address(0), PRIZE);
        address[] memory gang = new address[](10);
        for (uint256 i = 0; i < 10; ++i) {
            gang[i] = newCreator(string.concat(label, vm.toString(i)));
            _answer(target, question, gang[i]);
        }
        _answer(target, question, anna);
        vm.warp(judgeBy + 1);
        target.settle(question);
        for (uint256 i = 0; i < 10; ++i) {
            taken += target.owed(gang[i]);
        }
        vm.warp(answerBy - 2 days);
    }

    /// @return what the friend is owed in the first minute
    function _awardEarly(IPrizeQuestions target) private returns (uint256) {
        uint256 question = askAt(target, fan, address(0), PRIZE);
        _answer(target, question, ben);
        _tryAward(target, question, one(ben));
        return target.owed(ben);
    }

    /// @return what anna, who is not the friend, is owed
    function _awardLate(IPrizeQuestions target) private returns (uint256) {
        uint256 question = _answeredByBoth(target);
        vm.warp(judgeBy + 1);
        _tryAward(target, question, one(ben));
        try target.settle(question) {} catch {}
        return _owedAfterReset(target, anna);
    }

    /// @return what anna, whose answer is awarded, is owed
    function _settleEarly(IPrizeQuestions target) private returns (uint256) {
        uint256 question = _answeredByBoth(target);
        vm.warp(answerBy + 1);
        vm.prank(ben);
        try target.settle(question) {} catch {}
        _tryAward(target, question, one(anna));
        return _owedAfterReset(target, anna);
    }

    /// @return what anna is owed from one question
    function _awardTwice(IPrizeQuestions target) private returns (uint256) {
        askAt(target, fan, address(0), PRIZE);
        uint256 question = askAt(target, fan, anna, PRIZE);
        _answer(target, question, anna);
        _tryAward(target, question, one(anna));
        _tryAward(target, question, one(anna));
        return target.owed(anna);
    }

    /// @return what anna has got of one prize, while another lies there
    function _collectTwice(IPrizeQuestions target) private returns (uint256) {
        askAt(target, fan, address(0), PRIZE);
        uint256 question = askAt(target, fan, anna, PRIZE);
        _answer(target, question, anna);
        _tryAward(target, question, one(anna));
        uint256 before = usdt.balanceOf(anna);
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(anna);
            try target.collect(anna) {} catch {}
        }
        return usdt.balanceOf(anna) - before;
    }

    function _answeredByBoth(IPrizeQuestions target) private returns (uint256 question) {
        question = askAt(target, fan, address(0), PRIZE);
        _answer(target, question, anna);
        _answer(target, question, ben);
    }

    function _answer(IPrizeQuestions target, uint256 question, address answerer) private {
        bytes32 answerHash = target.answerHashOf(question, answerer, ANSWER, SALT);
        vm.prank(answerer);
        try target.answer(question, answerHash) {} catch {}
    }

    function _tryAward(IPrizeQuestions target, uint256 question, IPrizeQuestions.Winner[] memory winners) private {
        vm.prank(fan);
        try target.award(question, winners) {} catch {}
    }

    /// @dev Back to the time before, so that the next copy can be attacked alike.
    function _owedAfterReset(IPrizeQuestions target, address account) private returns (uint256) {
        vm.warp(answerBy - 2 days);
        return target.owed(account);
    }

    function _weak(WeakPrizeQuestions.Weakness weakness) private returns (IPrizeQuestions) {
        return new WeakPrizeQuestions(address(registry), address(usdt), weakness);
    }
}
