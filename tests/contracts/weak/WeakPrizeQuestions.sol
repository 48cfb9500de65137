// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICreatorRegistry} from "contracts/interfaces/ICreatorRegistry.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";
import {SplitLib} from "contracts/libraries/SplitLib.sol";

/// @dev PrizeQuestions with one defence taken away. With none taken away it behaves like it in every attack.
contract WeakPrizeQuestions is IPrizeQuestions {
    using SafeERC20 for IERC20;

    enum Weakness {
        None,
        HashesNoAnswerer,
        HashesNoQuestion,
        LetsTheAskerAnswer,
        LetsLateCreatorsAnswer,
        AwardsEarly,
        AwardsLate,
        AwardsTwice,
        SettlesEarly,
        PaysFirst,
        CollectsAgain,
        TrustsTheToken,
        PushesPrizes
    }

    Weakness private immutable WEAKNESS;
    address public immutable registry;
    address public immutable quote;
    uint256 public questionCount;
    mapping(uint256 question => Question) private _questions;
    mapping(uint256 question => address[]) private _answerers;
    mapping(uint256 question => mapping(address account => bytes32)) public answerOf;
    mapping(address account => uint256) public owed;

    constructor(address registry_, address quote_, Weakness weakness) {
        (registry, quote, WEAKNESS) = (registry_, quote_, weakness);
    }

    function ask(address creator, uint256 prize, uint64 answerBy, uint64 judgeBy, bytes32, bytes32)
        external
        returns (uint256 question)
    {
        question = ++questionCount;
        uint64 number = ICreatorRegistry(registry).numberOf(creator);
        uint64 newest = ICreatorRegistry(registry).creatorCount();
        _questions[question] =
            Question(msg.sender, uint40(answerBy), uint40(judgeBy), 0, State.Open, uint96(prize), number, newest);
        uint256 before = IERC20(quote).balanceOf(address(this));
        IERC20(quote).safeTransferFrom(msg.sender, address(this), prize);
        bool exact = IERC20(quote).balanceOf(address(this)) == before + prize;
        if (!exact && !_is(Weakness.TrustsTheToken)) revert UnsupportedToken(quote);
    }

    function answer(uint256 question, bytes32 answerHash) external {
        Question storage one = _questions[question];
        if (one.state != State.Open) revert QuestionClosed(question, one.state);
        if (block.timestamp > one.answerBy) revert AnswersClosed(question, one.answerBy);
        bool isAsker = msg.sender == one.asker;
        if (isAsker && !_is(Weakness.LetsTheAskerAnswer)) revert AnswererIsAsker(msg.sender);
        uint64 number = ICreatorRegistry(registry).verifiedNumberOf(msg.sender);
        if (number == 0) revert NotCreator(msg.sender);
        bool isLate = number > one.newest;
        if (isLate && !_is(Weakness.LetsLateCreatorsAnswer)) revert RegisteredTooLate(question, number, one.newest);
        if (one.answers == _placesOf(one)) revert NoPlaceLeft(question, one.answers);
        ++one.answers;
        _answerers[question].push(msg.sender);
        answerOf[question][msg.sender] = answerHash;
    }

    function award(uint256 question, Winner[] calldata winners) external {
        Question storage one = _questions[question];
        if (msg.sender != one.asker) revert NotAsker(question, msg.sender);
        bool ended = one.state != State.Open;
        if (ended && !_is(Weakness.AwardsTwice)) revert QuestionClosed(question, one.state);
        bool isEarly = block.timestamp <= one.answerBy && one.answers < _placesOf(one);
        if (isEarly && !_is(Weakness.AwardsEarly)) revert JudgingNotOpen(question, one.answerBy);
        bool isLate = block.timestamp > one.judgeBy;
        if (isLate && !_is(Weakness.AwardsLate)) revert JudgingOver(question, one.judgeBy);
        address[] memory accounts = new address[](winners.length);
        uint256[] memory weights = new uint256[](winners.length);
        for (uint256 i = 0; i < winners.length; ++i) {
            Winner calldata winner = winners[i];
            bytes32 opened = answerHashOf(question, winner.answerer, winner.textHash, winner.salt);
            if (answerOf[question][winner.answerer] != opened) revert AnswerNotOpened(question, winner.answerer);
            (accounts[i], weights[i]) = (winner.answerer, winner.weight);
        }
        one.state = State.Awarded;
        _share(one.prize, accounts, weights);
    }

    function settle(uint256 question) external {
        Question storage one = _questions[question];
        if (one.state != State.Open) revert QuestionClosed(question, one.state);
        uint64 dueAt = one.answers == 0 ? one.answerBy : one.judgeBy;
        if (block.timestamp <= dueAt && !_is(Weakness.SettlesEarly)) revert NotDue(question, dueAt);
        if (one.answers == 0) {
            one.state = State.Refunded;
            owed[one.asker] += one.prize;
            return;
        }
        one.state = State.Split;
        uint256[] memory weights = new uint256[](one.answers);
        for (uint256 i = 0; i < weights.length; ++i) {
            weights[i] = 1;
        }
        _share(one.prize, _answerers[question], weights);
    }

    function collect(address to) external returns (uint256 amount) {
        amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        if (_is(Weakness.PaysFirst)) IERC20(quote).safeTransfer(to, amount);
        if (!_is(Weakness.CollectsAgain)) owed[msg.sender] = 0;
        if (!_is(Weakness.PaysFirst)) IERC20(quote).safeTransfer(to, amount);
    }

    function questionOf(uint256 question) external view returns (Question memory) {
        return _questions[question];
    }

    function answerersOf(uint256 question) external view returns (address[] memory) {
        return _answerers[question];
    }

    function answerHashOf(uint256 question, address answerer, bytes32 textHash, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        if (_is(Weakness.HashesNoAnswerer)) answerer = address(0);
        if (_is(Weakness.HashesNoQuestion)) question = 0;
        return keccak256(abi.encode(block.chainid, address(this), question, answerer, textHash, salt));
    }

    function _share(uint256 prize, address[] memory accounts, uint256[] memory weights) private {
        uint256[] memory shares = SplitLib.splitLargestRemainder(prize, weights);
        for (uint256 i = 0; i < shares.length; ++i) {
            if (_is(Weakness.PushesPrizes)) IERC20(quote).safeTransfer(accounts[i], shares[i]);
            else owed[accounts[i]] += shares[i];
        }
    }

    function _placesOf(Question storage one) private view returns (uint256) {
        return one.creatorNumber == 0 ? 10 : 1;
    }

    function _is(Weakness weakness) private view returns (bool) {
        return WEAKNESS == weakness;
    }
}
