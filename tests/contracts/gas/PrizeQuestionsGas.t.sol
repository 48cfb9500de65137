// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainToken} from "../support/PlainToken.sol";
import {QuestionTest} from "../support/QuestionTest.sol";
import {PrizeQuestions} from "contracts/PrizeQuestions.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test: an open prize that others asked before,
/// the second answer to it, an award to two who are owed nothing yet, and what the first of them collects.
/// forge-config: default.isolate = true
contract PrizeQuestionsGasTest is QuestionTest {
    uint256 private constant ASK = 105_000;
    uint256 private constant ANSWER_GAS = 90_000;
    uint256 private constant AWARD = 97_000;
    uint256 private constant SETTLE = 91_000;
    uint256 private constant COLLECT = 54_000;

    uint256 private question;

    function setUp() public override {
        super.setUp();
        PlainToken token = new PlainToken();
        questions = new PrizeQuestions(address(registry), address(token));
        token.mint(fan, 3 * PRIZE);
        question = askAt(questions, fan, address(0), PRIZE);
        answer(question, anna);
        vm.prank(fan);
        token.approve(address(questions), type(uint256).max);
    }

    function test_gas_ask() public {
        vm.prank(fan);
        questions.ask(address(0), PRIZE, answerBy, judgeBy, TEXT, POST);
        _check("ask", ASK);
    }

    function test_gas_answer() public {
        answer(question, ben);
        _check("answer", ANSWER_GAS);
    }

    function test_gas_award() public {
        answer(question, ben);
        vm.warp(answerBy + 1);
        award(question, both(anna, 2, ben, 1));
        _check("award", AWARD);
    }

    function test_gas_settle() public {
        answer(question, ben);
        vm.warp(judgeBy + 1);
        questions.settle(question);
        _check("settle_question", SETTLE);
    }

    function test_gas_collect() public {
        vm.warp(judgeBy + 1);
        questions.settle(question);
        collect(anna);
        _check("collect_prize", COLLECT);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("PrizeQuestions", action);
        emit log_named_uint(action, used);
        assertGt(used, 30_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
