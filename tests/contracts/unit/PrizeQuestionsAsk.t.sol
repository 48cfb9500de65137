// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {PrizeQuestions} from "contracts/PrizeQuestions.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";

/// @dev Asking and answering.
contract PrizeQuestionsAskTest is QuestionTest {
    function test_RevertWhen_RegistryOrQuoteIsZero() public {
        vm.expectRevert(IPrizeQuestions.ZeroAddress.selector);
        new PrizeQuestions(address(0), address(usdt));
        vm.expectRevert(IPrizeQuestions.ZeroAddress.selector);
        new PrizeQuestions(address(registry), address(0));
    }

    function test_constructor_keepsRegistryAndQuote() public view {
        assertEq(questions.registry(), address(registry));
        assertEq(questions.quote(), address(usdt));
        assertEq(questions.questionCount(), 0);
    }

    function test_ask_keepsThePrizeAndTheTerms() public {
        usdt.mint(fan, PRIZE);
        vm.startPrank(fan);
        usdt.approve(address(questions), PRIZE);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionAsked(1, fan, address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
        assertEq(questions.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST), 1);
        vm.stopPrank();

        IPrizeQuestions.Question memory asked = questions.questionOf(1);
        assertEq(asked.asker, fan);
        assertEq(asked.answerBy, answerBy);
        assertEq(asked.judgeBy, judgeBy);
        assertEq(asked.answers, 0);
        assertEq(asked.prize, PRIZE);
        assertEq(asked.creatorNumber, 0);
        assertEq(asked.newest, 3);
        expectState(1, IPrizeQuestions.State.Open);
        assertEq(usdt.balanceOf(address(questions)), PRIZE);
        assertEq(questions.questionCount(), 1);
    }

    function test_ask_oneCreator() public {
        usdt.mint(fan, PRIZE);
        vm.startPrank(fan);
        usdt.approve(address(questions), PRIZE);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionAsked(1, fan, ben, PRIZE, answerBy, judgeBy, TEXT, 0);
        questions.ask(ben, PRIZE, answerBy, judgeBy, TEXT, 0);
        assertEq(questions.questionOf(1).creatorNumber, 2);
    }

    function test_ask_asOneUnitAndAsTheGreatestPrize() public {
        assertEq(askAt(questions, fan, address(0), 1), 1);
        assertEq(askAt(questions, fan, anna, type(uint96).max), 2);
        assertEq(questions.questionOf(2).prize, type(uint96).max);
    }

    function test_RevertWhen_PrizeIsOutOfRange() public {
        _expectPrizeOutOfRange(0);
        questions.ask(address(0), 0, answerBy, judgeBy, TEXT, POST);
        _expectPrizeOutOfRange(2 ** 96);
        questions.ask(address(0), 2 ** 96, answerBy, judgeBy, TEXT, POST);
    }

    function test_RevertWhen_AnsweringTimeIsOutOfRange() public {
        uint64 least = uint64(block.timestamp + 1 hours);
        uint64 most = uint64(block.timestamp + 180 days);
        _expectAnswerByOutOfRange(least - 1, least, most);
        questions.ask(address(0), PRIZE, least - 1, least + 1 days, TEXT, POST);
        _expectAnswerByOutOfRange(most + 1, least, most);
        questions.ask(address(0), PRIZE, most + 1, most + 2 days, TEXT, POST);
    }

    function test_RevertWhen_JudgingTimeIsOutOfRange() public {
        uint64 least = answerBy + 1 days;
        uint64 most = answerBy + 30 days;
        _expectJudgeByOutOfRange(least - 1, least, most);
        questions.ask(address(0), PRIZE, answerBy, least - 1, TEXT, POST);
        _expectJudgeByOutOfRange(most + 1, least, most);
        questions.ask(address(0), PRIZE, answerBy, most + 1, TEXT, POST);
    }

    function test_ask_atTheBordersOfTime() public {
        answerBy = uint64(block.timestamp + 1 hours);
        judgeBy = answerBy + 1 days;
        openPrize();
        answerBy = uint64(block.timestamp + 180 days);
        judgeBy = answerBy + 30 days;
        openPrize();
        assertEq(questions.questionOf(2).judgeBy, block.timestamp + 210 days);
    }

    function test_RevertWhen_OneIsAskedWhoIsNoCreator() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotCreator.selector, fan));
        questions.ask(fan, PRIZE, answerBy, judgeBy, TEXT, POST);
        revoke(anna);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotCreator.selector, anna));
        questions.ask(anna, PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    function test_RevertWhen_AskingOneself() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AnswererIsAsker.selector, anna));
        vm.prank(anna);
        questions.ask(anna, PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    function test_RevertWhen_PrizeIsNotApproved() public {
        bytes4 reason = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.expectRevert(abi.encodeWithSelector(reason, address(questions), 0, PRIZE));
        vm.prank(fan);
        questions.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    function test_RevertWhen_LessArrivesThanWasAskedFor() public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        questions = new PrizeQuestions(address(registry), address(token));
        token.mint(fan, PRIZE);
        vm.startPrank(fan);
        token.approve(address(questions), PRIZE);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.UnsupportedToken.selector, address(token)));
        questions.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
    }

    function test_answer_keepsTheHashAndThePlace() public {
        uint256 question = openPrize();
        bytes32 answerHash = hashOf(questions, question, anna);
        assertEq(questions.answerHashOf(question, anna, ANSWER, SALT), answerHash);
        vm.warp(answerBy);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionAnswered(question, anna, answerHash);
        answer(question, anna);
        answer(question, cleo);

        assertEq(questions.answerOf(question, anna), answerHash);
        assertEq(questions.answerOf(question, ben), 0);
        address[] memory answerers = questions.answerersOf(question);
        assertEq(answerers.length, 2);
        assertEq(answerers[0], anna);
        assertEq(answerers[1], cleo);
        assertEq(questions.questionOf(question).answers, 2);
    }

    function test_RevertWhen_QuestionIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.UnknownQuestion.selector, 1));
        vm.prank(anna);
        questions.answer(1, ANSWER);
    }

    function test_RevertWhen_AnsweringTooLate() public {
        uint256 question = openPrize();
        vm.warp(answerBy + 1);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AnswersClosed.selector, question, answerBy));
        vm.prank(anna);
        questions.answer(question, ANSWER);
    }

    function test_RevertWhen_AskerAnswers() public {
        uint256 question = askAt(questions, anna, address(0), PRIZE);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AnswererIsAsker.selector, anna));
        vm.prank(anna);
        questions.answer(question, ANSWER);
    }

    function test_RevertWhen_AnswererIsNoCreatorOrNoMore() public {
        uint256 question = openPrize();
        address stranger = makeAddr("stranger");
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotCreator.selector, stranger));
        vm.prank(stranger);
        questions.answer(question, ANSWER);
        revoke(anna);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotCreator.selector, anna));
        vm.prank(anna);
        questions.answer(question, ANSWER);
    }

    function test_RevertWhen_AnotherWasAsked() public {
        uint256 question = askAt(questions, fan, ben, PRIZE);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotAsked.selector, question, anna));
        vm.prank(anna);
        questions.answer(question, ANSWER);
        answer(question, ben);
    }

    function test_RevertWhen_AnswererRegisteredAfterTheQuestion() public {
        uint256 question = openPrize();
        address late = newCreator("late");
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.RegisteredTooLate.selector, question, 4, 3));
        vm.prank(late);
        questions.answer(question, ANSWER);
    }

    function test_answer_byACreatorWhoCameBack() public {
        uint256 question = openPrize();
        revoke(anna);
        skip(1);
        register(anna);
        answer(question, anna);
        assertEq(questions.questionOf(question).answers, 1);
    }

    function test_RevertWhen_AnsweringTwice() public {
        uint256 question = askAt(questions, fan, anna, PRIZE);
        answer(question, anna);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AlreadyAnswered.selector, question, anna));
        vm.prank(anna);
        questions.answer(question, TEXT);
    }

    function test_RevertWhen_AllTenPlacesAreTaken() public {
        address[] memory more = newCreators(11);
        uint256 question = openPrize();
        for (uint256 i = 0; i < 10; ++i) {
            answer(question, more[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NoPlaceLeft.selector, question, 10));
        vm.prank(more[10]);
        questions.answer(question, ANSWER);
    }

    function test_RevertWhen_AnswerIsZero() public {
        uint256 question = openPrize();
        vm.expectRevert(IPrizeQuestions.AnswerIsZero.selector);
        vm.prank(anna);
        questions.answer(question, 0);
    }

    function test_RevertWhen_AnsweringWhatHasEnded() public {
        uint256 question = askAt(questions, fan, anna, PRIZE);
        answer(question, anna);
        award(question, one(anna));
        expectClosed(question, IPrizeQuestions.State.Awarded);
        vm.prank(anna);
        questions.answer(question, ANSWER);
    }

    function _expectPrizeOutOfRange(uint256 prize) private {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.PrizeOutOfRange.selector, prize, 1, type(uint96).max));
    }

    function _expectAnswerByOutOfRange(uint256 given, uint256 least, uint256 most) private {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AnswerByOutOfRange.selector, given, least, most));
    }

    function _expectJudgeByOutOfRange(uint256 given, uint256 least, uint256 most) private {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.JudgeByOutOfRange.selector, given, least, most));
    }
}
