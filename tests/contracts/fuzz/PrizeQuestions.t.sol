// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";

contract PrizeQuestionsFuzzTest is QuestionTest {
    /// @dev Whatever prize and weights: all of it is owed, and each share is its part, rounded by less than a unit.
    function testFuzz_award_owesExactlyThePrize(uint96 prize, uint32[5] memory weights, uint8 count) public {
        vm.assume(prize != 0);
        uint256 winnerCount = bound(count, 1, 5);
        address[] memory creators = newCreators(winnerCount);
        uint256 question = askAt(questions, fan, address(0), prize);
        IPrizeQuestions.Winner[] memory winners = new IPrizeQuestions.Winner[](winnerCount);
        uint256 sum = 0;
        for (uint256 i = 0; i < winnerCount; ++i) {
            answer(question, creators[i]);
            winners[i] = winnerOf(creators[i], weights[i] == 0 ? 1 : weights[i]);
            sum += winners[i].weight;
        }
        vm.warp(answerBy + 1);
        award(question, winners);

        uint256 total = 0;
        for (uint256 i = 0; i < winnerCount; ++i) {
            uint256 share = questions.owed(creators[i]);
            total += share;
            assertApproxEqAbs(share * sum, uint256(prize) * winners[i].weight, sum - 1);
        }
        assertEq(total, prize);
    }

    /// @dev Silence splits equally, and the earlier answer is never worth less.
    function testFuzz_settle_splitsEqually(uint96 prize, uint8 count) public {
        vm.assume(prize != 0);
        uint256 answers = bound(count, 1, 10);
        address[] memory creators = newCreators(answers);
        uint256 question = askAt(questions, fan, address(0), prize);
        for (uint256 i = 0; i < answers; ++i) {
            answer(question, creators[i]);
        }
        vm.warp(judgeBy + 1);
        questions.settle(question);

        uint256 total = 0;
        for (uint256 i = 0; i < answers; ++i) {
            uint256 share = questions.owed(creators[i]);
            assertEq(share, prize / answers + (i < prize % answers ? 1 : 0));
            total += share;
        }
        assertEq(total, prize);
    }

    /// @dev An answer is opened by exactly what made it.
    function testFuzz_hash_opensNothingElse(address answerer, bytes32 text, bytes32 salt, uint256 question, uint8 which)
        public
        view
    {
        bytes32 made = questions.answerHashOf(question, answerer, text, salt);
        assertEq(made, keccak256(abi.encode(block.chainid, address(questions), question, answerer, text, salt)));
        if (which % 4 == 0) question ^= 1;
        if (which % 4 == 1) answerer = address(uint160(answerer) ^ 1);
        if (which % 4 == 2) text ^= bytes32(uint256(1));
        if (which % 4 == 3) salt ^= bytes32(uint256(1));
        assertNotEq(questions.answerHashOf(question, answerer, text, salt), made);
    }

    /// @dev At every second exactly one thing can happen next: an answer, an award, or the end by itself.
    function testFuzz_time_allowsExactlyOneThing(uint256 time, bool isAnswered) public {
        uint256 question = openPrize();
        if (isAnswered) answer(question, anna);
        time = bound(time, block.timestamp, judgeBy + 30 days);
        vm.warp(time);
        assertEq(_succeeds(ben, abi.encodeCall(questions.answer, (question, ANSWER))), time <= answerBy);
        bool judges = isAnswered && time > answerBy && time <= judgeBy;
        assertEq(_succeeds(fan, abi.encodeCall(questions.award, (question, one(anna)))), judges);
        bool ends = time > (isAnswered ? judgeBy : answerBy);
        assertEq(_succeeds(ben, abi.encodeCall(questions.settle, (question))), ends);
    }

    /// @return succeeded whether it would; nothing is changed
    function _succeeds(address by, bytes memory data) private returns (bool succeeded) {
        uint256 clean = vm.snapshotState();
        vm.prank(by);
        (succeeded,) = address(questions).call(data);
        vm.revertToState(clean);
    }
}
