// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "./CreatorTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {PrizeQuestions} from "contracts/PrizeQuestions.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Questions over a registry with three creators, and a fan who asks for 10 dollars.
abstract contract QuestionTest is CreatorTest {
    uint256 internal constant PRIZE = 10e6;
    bytes32 internal constant POST = keccak256("a post");
    bytes32 internal constant TEXT = keccak256("why?");
    bytes32 internal constant ANSWER = keccak256("because");
    bytes32 internal constant SALT = keccak256("chosen by the answerer");

    IPrizeQuestions internal questions;
    MockUSDT0 internal usdt;
    address internal fan = makeAddr("fan");
    address internal anna;
    address internal ben;
    address internal cleo;
    uint64 internal answerBy;
    uint64 internal judgeBy;

    function setUp() public virtual override {
        super.setUp();
        usdt = new MockUSDT0();
        questions = new PrizeQuestions(address(registry), address(usdt));
        (anna, ben, cleo) = (newCreator("anna"), newCreator("ben"), newCreator("cleo"));
        answerBy = uint64(block.timestamp + 2 days);
        judgeBy = answerBy + 3 days;
    }

    /// @dev By the fan, to all creators.
    function openPrize() internal returns (uint256) {
        return askAt(questions, fan, address(0), PRIZE);
    }

    function askAt(IPrizeQuestions target, address asker, address creator, uint256 prize) internal returns (uint256) {
        MockUSDT0 token = MockUSDT0(target.quote());
        token.mint(asker, prize);
        vm.startPrank(asker);
        // Without a return value, as some tokens have none.
        (bool approved,) = address(token).call(abi.encodeCall(IERC20.approve, (address(target), prize)));
        assertTrue(approved);
        uint256 question = target.ask(creator, prize, answerBy, judgeBy, TEXT, POST);
        vm.stopPrank();
        return question;
    }

    function answer(uint256 question, address answerer) internal {
        answerAt(questions, question, answerer);
    }

    function answerAt(IPrizeQuestions target, uint256 question, address answerer) internal {
        bytes32 answerHash = hashOf(target, question, answerer);
        vm.prank(answerer);
        target.answer(question, answerHash);
    }

    /// @dev Built here from the manual, not by the contract.
    function hashOf(IPrizeQuestions target, uint256 question, address answerer) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(target), question, answerer, ANSWER, SALT));
    }

    function award(uint256 question, IPrizeQuestions.Winner[] memory winners) internal {
        vm.prank(fan);
        questions.award(question, winners);
    }

    function collect(address account) internal returns (uint256) {
        vm.prank(account);
        return questions.collect(account);
    }

    function winnerOf(address answerer, uint32 weight) internal pure returns (IPrizeQuestions.Winner memory) {
        return IPrizeQuestions.Winner(answerer, weight, ANSWER, SALT);
    }

    function one(address answerer) internal pure returns (IPrizeQuestions.Winner[] memory winners) {
        winners = new IPrizeQuestions.Winner[](1);
        winners[0] = winnerOf(answerer, 1);
    }

    /// @dev In the order that an award wants.
    function both(address a, uint32 weightOfA, address b, uint32 weightOfB)
        internal
        pure
        returns (IPrizeQuestions.Winner[] memory winners)
    {
        winners = new IPrizeQuestions.Winner[](2);
        (winners[0], winners[1]) = (winnerOf(a, weightOfA), winnerOf(b, weightOfB));
        if (b < a) (winners[0], winners[1]) = (winners[1], winners[0]);
    }

    /// @return creators new ones, by ascending address
    function newCreators(uint256 count) internal returns (address[] memory creators) {
        creators = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            creators[i] = newCreator(string.concat("creator ", vm.toString(i)));
            for (uint256 j = i; j > 0 && creators[j] < creators[j - 1]; --j) {
                (creators[j], creators[j - 1]) = (creators[j - 1], creators[j]);
            }
        }
    }

    function revoke(address creator) internal {
        vm.prank(attester);
        registry.revoke(creator);
    }

    function stateOf(uint256 question) internal view returns (IPrizeQuestions.State) {
        return questions.questionOf(question).state;
    }

    function expectState(uint256 question, IPrizeQuestions.State state) internal view {
        assertEq(uint256(stateOf(question)), uint256(state));
    }

    function expectClosed(uint256 question, IPrizeQuestions.State state) internal {
        vm.expectRevert(abi.encodeWithSelector(IPrizeQuestions.QuestionClosed.selector, question, state));
    }
}
