// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionHandler} from "./QuestionHandler.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What each invariant says is in README.md beside this file.
/// forge-config: default.invariant.fail-on-revert = true
contract PrizeQuestionsInvariants is Test {
    QuestionHandler private handler;
    IPrizeQuestions private questions;
    MockUSDT0 private usdt;

    function setUp() public {
        handler = new QuestionHandler();
        (questions, usdt) = handler.contracts();
        bytes4[] memory selectors = new bytes4[](10);
        (selectors[0], selectors[1]) = (handler.askOne.selector, handler.answerOne.selector);
        // Most of what happens to a question is answers.
        (selectors[2], selectors[3]) = (handler.answerOne.selector, handler.answerOne.selector);
        (selectors[4], selectors[5]) = (handler.awardOne.selector, handler.settleOne.selector);
        (selectors[6], selectors[7]) = (handler.collectOne.selector, handler.changeVerification.selector);
        (selectors[8], selectors[9]) = (handler.donate.selector, handler.wait.selector);
        targetSelector(FuzzSelector(address(handler), selectors));
        targetContract(address(handler));
    }

    function invariant_nothingIsDoneOutOfTurnNorRefusedInTurn() public view {
        assertEq(handler.broken(), "");
    }

    function invariant_balanceIsOpenPrizesOwedAndDonations() public view {
        uint256 expected = handler.donated();
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            QuestionHandler.Book memory book = handler.bookOf(i);
            if (book.state == IPrizeQuestions.State.Open) expected += book.prize;
        }
        for (uint256 i = 0; i < handler.peopleCount(); ++i) {
            expected += questions.owed(handler.people(i));
        }
        assertEq(usdt.balanceOf(address(questions)), expected);
    }

    function invariant_eachPrizeIsOpenWonOrRefundedAndEndsOnce() public view {
        assertEq(questions.questionCount(), handler.bookCount());
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            QuestionHandler.Book memory book = handler.bookOf(i);
            IPrizeQuestions.Question memory question = questions.questionOf(i + 1);
            assertEq(uint256(question.state), uint256(book.state));
            bool isOpen = book.state == IPrizeQuestions.State.Open;
            assertEq(book.prize, book.won + book.refunded + (isOpen ? book.prize : 0));
            assertEq(question.prize, book.prize);
            assertEq(question.asker, book.asker);
            assertEq(question.answerBy, book.answerBy);
            assertEq(question.judgeBy, book.judgeBy);
        }
    }

    function invariant_everybodyHasOrIsOwedWhatTheyWon() public view {
        for (uint256 i = 0; i < handler.peopleCount(); ++i) {
            address person = handler.people(i);
            assertEq(questions.owed(person) + handler.collected(person), handler.won(person));
            assertEq(usdt.balanceOf(person), handler.collected(person));
        }
    }

    function invariant_onlyEarlierCreatorsAnswerOnceAndNeverTheAsker() public view {
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            IPrizeQuestions.Question memory question = questions.questionOf(i + 1);
            address[] memory answerers = questions.answerersOf(i + 1);
            assertEq(answerers.length, question.answers);
            assertLe(answerers.length, question.creatorNumber == 0 ? 10 : 1);
            for (uint256 j = 0; j < answerers.length; ++j) {
                uint256 number = handler.numberOf(answerers[j]);
                assertTrue(number != 0 && number <= question.newest && answerers[j] != question.asker);
                if (question.creatorNumber != 0) assertEq(number, question.creatorNumber);
                for (uint256 k = 0; k < j; ++k) {
                    assertNotEq(answerers[j], answerers[k]);
                }
            }
        }
    }

    /// @dev At the end every question is settled and everybody collects: only what was donated is left.
    function afterInvariant() public {
        vm.warp(block.timestamp + 60 days);
        for (uint256 i = 0; i < handler.bookCount(); ++i) {
            handler.settleOne(i);
            assertTrue(handler.bookOf(i).state != IPrizeQuestions.State.Open);
        }
        for (uint256 i = 0; i < handler.peopleCount(); ++i) {
            handler.collectOne(i);
        }
        assertEq(handler.broken(), "");
        assertEq(usdt.balanceOf(address(questions)), handler.donated());
    }
}
