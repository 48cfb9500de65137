// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";

/// @dev Awarding, settling and collecting.
contract PrizeQuestionsEndTest is QuestionTest {
    function test_award_paysTheWholePrizeToOne() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionAwarded(question, 1);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.PrizeWon(question, ben, PRIZE);
        award(question, one(ben));

        expectState(question, IPrizeQuestions.State.Awarded);
        assertEq(questions.owed(ben), PRIZE);
        assertEq(questions.owed(anna), 0);
    }

    function test_award_sharesByWeight() public {
        uint256 question = _answered();
        vm.warp(judgeBy);
        award(question, both(anna, 7, ben, 3));
        assertEq(questions.owed(anna), 7e6);
        assertEq(questions.owed(ben), 3e6);
    }

    /// @dev 10 units in thirds: 3 and 1/3 each, and the smallest address has the unit that is left.
    function test_award_roundsByLargestRemainder() public {
        uint256 question = askAt(questions, fan, address(0), 10);
        answer(question, anna);
        answer(question, ben);
        vm.warp(answerBy + 1);
        award(question, both(anna, 1, ben, 2));
        assertEq(questions.owed(anna), 3);
        assertEq(questions.owed(ben), 7);
    }

    function test_award_aShareBelowOneUnitIsNothing() public {
        uint256 question = askAt(questions, fan, address(0), 1);
        answer(question, anna);
        answer(question, ben);
        vm.warp(answerBy + 1);
        award(question, both(anna, 1, ben, type(uint32).max));
        assertEq(questions.owed(anna), 0);
        assertEq(questions.owed(ben), 1);
    }

    /// @dev Nobody else may answer any more, so there is nothing to wait for.
    function test_award_atOnceWhenTheOneAskedHasAnswered() public {
        uint256 question = askAt(questions, fan, anna, PRIZE);
        answer(question, anna);
        award(question, one(anna));
        assertEq(questions.owed(anna), PRIZE);
    }

    function test_award_paysWhoWasRevokedSince() public {
        uint256 question = _answered();
        revoke(anna);
        vm.warp(answerBy + 1);
        award(question, one(anna));
        assertEq(collect(anna), PRIZE);
    }

    function test_RevertWhen_AwardingTooEarly() public {
        uint256 open = _answered();
        uint256 toAnna = askAt(questions, fan, anna, PRIZE);
        vm.warp(answerBy);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.JudgingNotOpen.selector, open, answerBy));
        award(open, one(anna));
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.JudgingNotOpen.selector, toAnna, answerBy));
        award(toAnna, one(anna));
    }

    function test_RevertWhen_AwardingTooLate() public {
        uint256 question = _answered();
        vm.warp(judgeBy + 1);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.JudgingOver.selector, question, judgeBy));
        award(question, one(anna));
    }

    function test_RevertWhen_AnotherAwards() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotAsker.selector, question, anna));
        vm.prank(anna);
        questions.award(question, one(anna));
    }

    function test_RevertWhen_AwardingWhatIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.UnknownQuestion.selector, 7));
        award(7, one(anna));
    }

    function test_RevertWhen_AwardingTwice() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        award(question, one(anna));
        expectClosed(question, IPrizeQuestions.State.Awarded);
        award(question, one(ben));
    }

    function test_RevertWhen_WinnersAreNoneOrSix() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.WinnersOutOfRange.selector, 0, 5));
        award(question, new IPrizeQuestions.Winner[](0));
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.WinnersOutOfRange.selector, 6, 5));
        award(question, new IPrizeQuestions.Winner[](6));
    }

    function test_award_fiveWinners() public {
        address[] memory creators = newCreators(5);
        uint256 question = openPrize();
        IPrizeQuestions.Winner[] memory winners = new IPrizeQuestions.Winner[](5);
        for (uint256 i = 0; i < 5; ++i) {
            answer(question, creators[i]);
            // forge-lint: disable-next-line(unsafe-typecast)
            winners[i] = winnerOf(creators[i], uint32(i + 1));
        }
        vm.warp(answerBy + 1);
        award(question, winners);
        uint256[5] memory shares = [uint256(666_667), 1_333_333, 2_000_000, 2_666_667, 3_333_333];
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(questions.owed(creators[i]), shares[i]);
        }
    }

    function test_RevertWhen_WinnersAreNotAscending() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        IPrizeQuestions.Winner[] memory winners = both(anna, 1, ben, 1);
        (winners[0], winners[1]) = (winners[1], winners[0]);
        _expectNotAscending(winners[1].answerer);
        award(question, winners);
        winners[0] = winners[1];
        _expectNotAscending(winners[1].answerer);
        award(question, winners);
        _expectNotAscending(address(0));
        award(question, one(address(0)));
    }

    function test_RevertWhen_AWeightIsZero() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.WeightIsZero.selector, anna));
        award(question, both(anna, 0, ben, 1));
    }

    function test_RevertWhen_TheAnswerIsNotOpened() public {
        uint256 question = _answered();
        vm.warp(answerBy + 1);
        IPrizeQuestions.Winner[] memory winners = one(anna);
        winners[0].textHash = TEXT;
        _expectNotOpened(question, anna);
        award(question, winners);
        winners = one(anna);
        winners[0].salt = 0;
        _expectNotOpened(question, anna);
        award(question, winners);
        _expectNotOpened(question, cleo);
        award(question, one(cleo));
    }

    function test_settle_splitsWhenTheAskerIsSilent() public {
        uint256 question = askAt(questions, fan, address(0), 8);
        answer(question, ben);
        answer(question, anna);
        answer(question, cleo);
        vm.warp(judgeBy + 1);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionSplit(question, 3);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.PrizeWon(question, ben, 3);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.PrizeWon(question, anna, 3);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.PrizeWon(question, cleo, 2);
        questions.settle(question);

        expectState(question, IPrizeQuestions.State.Split);
        assertEq(questions.owed(ben), 3);
        assertEq(questions.owed(anna), 3);
        assertEq(questions.owed(cleo), 2);
    }

    function test_settle_givesBackWhatNobodyAnswered() public {
        uint256 question = openPrize();
        vm.warp(answerBy + 1);
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.QuestionRefunded(question, fan, PRIZE);
        questions.settle(question);

        expectState(question, IPrizeQuestions.State.Refunded);
        assertEq(collect(fan), PRIZE);
        assertEq(usdt.balanceOf(fan), PRIZE);
    }

    function test_RevertWhen_SettlingTooEarly() public {
        uint256 empty = openPrize();
        uint256 full = _answered();
        vm.warp(answerBy);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotDue.selector, empty, answerBy));
        questions.settle(empty);
        vm.warp(judgeBy);
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NotDue.selector, full, judgeBy));
        questions.settle(full);
    }

    function test_RevertWhen_SettlingWhatIsUnknownOrHasEnded() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.UnknownQuestion.selector, 1));
        questions.settle(1);
        uint256 question = openPrize();
        vm.warp(answerBy + 1);
        questions.settle(question);
        expectClosed(question, IPrizeQuestions.State.Refunded);
        questions.settle(question);
    }

    function test_collect_everythingFromAllQuestions() public {
        uint256 first = askAt(questions, fan, anna, 4);
        uint256 second = askAt(questions, fan, anna, 5);
        answer(first, anna);
        answer(second, anna);
        award(first, one(anna));
        award(second, one(anna));
        address purse = makeAddr("purse");
        vm.expectEmit(address(questions));
        emit IPrizeQuestions.PrizeCollected(anna, purse, 9);
        vm.prank(anna);
        assertEq(questions.collect(purse), 9);
        assertEq(usdt.balanceOf(purse), 9);
        assertEq(questions.owed(anna), 0);
    }

    function test_RevertWhen_NothingIsOwed() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.NothingOwed.selector, anna));
        collect(anna);
    }

    function test_RevertWhen_CollectingToNobodyOrToTheContract() public {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.InvalidRecipient.selector, address(0)));
        questions.collect(address(0));
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.InvalidRecipient.selector, address(questions)));
        questions.collect(address(questions));
    }

    /// @dev By anna and ben, in this order.
    function _answered() private returns (uint256 question) {
        question = openPrize();
        answer(question, anna);
        answer(question, ben);
    }

    function _expectNotAscending(address answerer) private {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.WinnersNotAscending.selector, answerer));
    }

    function _expectNotOpened(uint256 question, address answerer) private {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.AnswerNotOpened.selector, question, answerer));
    }
}
