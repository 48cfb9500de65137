// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {IPrizeQuestions} from "./interfaces/IPrizeQuestions.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";
import {SplitLib} from "./libraries/SplitLib.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @notice The manual is {IPrizeQuestions}.
contract PrizeQuestions is IPrizeQuestions, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant LEAST_ANSWERING = 1 hours;
    uint256 private constant MOST_ANSWERING = 180 days;
    uint256 private constant LEAST_JUDGING = 24 hours;
    uint256 private constant MOST_JUDGING = 30 days;
    uint256 private constant MOST_ANSWERS = 10;
    uint256 private constant MOST_WINNERS = 5;

    /// @inheritdoc IPrizeQuestions
    address public immutable registry;
    /// @inheritdoc IPrizeQuestions
    address public immutable quote;

    /// @inheritdoc IPrizeQuestions
    uint256 public questionCount;
    mapping(uint256 question => Question) private _questions;
    mapping(uint256 question => address[]) private _answerers;
    /// @inheritdoc IPrizeQuestions
    mapping(uint256 question => mapping(address account => bytes32)) public answerOf;
    /// @inheritdoc IPrizeQuestions
    mapping(address account => uint256) public owed;

    /// @param registry_ who is a creator
    /// @param quote_ the only money here, for ever; it must move exactly the amount it is asked to
    constructor(address registry_, address quote_) {
        if (registry_ == address(0) || quote_ == address(0)) revert ZeroAddress();
        registry = registry_;
        quote = quote_;
    }

    /// @inheritdoc IPrizeQuestions
    function ask(
        address creator,
        uint256 prize,
        uint64 answerBy,
        uint64 judgeBy,
        bytes32 questionHash,
        bytes32 contentId
    ) external nonReentrant returns (uint256 question) {
        if (prize == 0 || prize > type(uint96).max) {
            revert PrizeOutOfRange(prize, 1, type(uint96).max);
        }
        _requireTimes(answerBy, judgeBy);
        uint64 number = creator == address(0) ? 0 : _verifiedNumber(creator);
        if (creator == msg.sender) revert AnswererIsAsker(creator);

        question = ++questionCount;
        _questions[question] = Question({
            asker: msg.sender,
            // forge-lint: disable-next-line(unsafe-typecast) both are less than a year away
            answerBy: uint40(answerBy),
            // forge-lint: disable-next-line(unsafe-typecast)
            judgeBy: uint40(judgeBy),
            answers: 0,
            state: State.Open,
            // forge-lint: disable-next-line(unsafe-typecast)
            prize: uint96(prize),
            creatorNumber: number,
            newest: ICreatorRegistry(registry).creatorCount()
        });
        emit QuestionAsked(question, msg.sender, creator, prize, answerBy, judgeBy, questionHash, contentId);

        if (!ExactTransferLib.pull(quote, msg.sender, address(this), prize)) revert UnsupportedToken(quote);
    }

    /// @inheritdoc IPrizeQuestions
    function answer(uint256 question, bytes32 answerHash) external {
        Question storage one = _open(question);
        if (block.timestamp > one.answerBy) revert AnswersClosed(question, one.answerBy);
        if (msg.sender == one.asker) revert AnswererIsAsker(msg.sender);
        uint64 number = _verifiedNumber(msg.sender);
        if (one.creatorNumber != 0 && number != one.creatorNumber) revert NotAsked(question, msg.sender);
        if (number > one.newest) revert RegisteredTooLate(question, number, one.newest);
        if (answerOf[question][msg.sender] != 0) revert AlreadyAnswered(question, msg.sender);
        if (one.answers == _placesOf(one)) revert NoPlaceLeft(question, one.answers);
        if (answerHash == 0) revert AnswerIsZero();

        ++one.answers;
        _answerers[question].push(msg.sender);
        answerOf[question][msg.sender] = answerHash;
        emit QuestionAnswered(question, msg.sender, answerHash);
    }

    /// @inheritdoc IPrizeQuestions
    function award(uint256 question, Winner[] calldata winners) external {
        Question storage one = _open(question);
        if (msg.sender != one.asker) revert NotAsker(question, msg.sender);
        if (_canStillBeAnswered(one)) revert JudgingNotOpen(question, one.answerBy);
        if (block.timestamp > one.judgeBy) revert JudgingOver(question, one.judgeBy);
        uint256 count = winners.length;
        if (count == 0 || count > MOST_WINNERS) revert WinnersOutOfRange(count, MOST_WINNERS);

        address[] memory accounts = new address[](count);
        uint256[] memory weights = new uint256[](count);
        address last = address(0);
        for (uint256 i = 0; i < count; ++i) {
            Winner calldata winner = winners[i];
            if (winner.answerer <= last) revert WinnersNotAscending(winner.answerer);
            if (winner.weight == 0) revert WeightIsZero(winner.answerer);
            bytes32 opened = answerHashOf(question, winner.answerer, winner.textHash, winner.salt);
            if (answerOf[question][winner.answerer] != opened) revert AnswerNotOpened(question, winner.answerer);
            (accounts[i], weights[i]) = (winner.answerer, winner.weight);
            last = winner.answerer;
        }
        one.state = State.Awarded;
        emit QuestionAwarded(question, count);
        _share(question, one.prize, accounts, weights);
    }

    /// @inheritdoc IPrizeQuestions
    function settle(uint256 question) external {
        Question storage one = _open(question);
        uint256 count = one.answers;
        uint64 dueAt = count == 0 ? one.answerBy : one.judgeBy;
        if (block.timestamp <= dueAt) revert NotDue(question, dueAt);

        if (count == 0) {
            one.state = State.Refunded;
            owed[one.asker] += one.prize;
            emit QuestionRefunded(question, one.asker, one.prize);
            return;
        }
        one.state = State.Split;
        emit QuestionSplit(question, count);
        uint256[] memory weights = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            weights[i] = 1;
        }
        _share(question, one.prize, _answerers[question], weights);
    }

    /// @inheritdoc IPrizeQuestions
    function collect(address to) external nonReentrant returns (uint256 amount) {
        if (to == address(0) || to == address(this)) revert InvalidRecipient(to);
        amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        owed[msg.sender] = 0;
        emit PrizeCollected(msg.sender, to, amount);

        IERC20(quote).safeTransfer(to, amount);
    }

    /// @inheritdoc IPrizeQuestions
    function questionOf(uint256 question) external view returns (Question memory) {
        return _questions[question];
    }

    /// @inheritdoc IPrizeQuestions
    function answerersOf(uint256 question) external view returns (address[] memory) {
        return _answerers[question];
    }

    /// @inheritdoc IPrizeQuestions
    function answerHashOf(uint256 question, address answerer, bytes32 textHash, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), question, answerer, textHash, salt));
    }

    function _share(uint256 question, uint256 prize, address[] memory accounts, uint256[] memory weights) private {
        uint256[] memory shares = SplitLib.splitLargestRemainder(prize, weights);
        for (uint256 i = 0; i < shares.length; ++i) {
            owed[accounts[i]] += shares[i];
            emit PrizeWon(question, accounts[i], shares[i]);
        }
    }

    function _open(uint256 question) private view returns (Question storage one) {
        one = _questions[question];
        if (one.state == State.None) revert UnknownQuestion(question);
        if (one.state != State.Open) revert QuestionClosed(question, one.state);
    }

    function _canStillBeAnswered(Question storage one) private view returns (bool) {
        return block.timestamp <= one.answerBy && one.answers < _placesOf(one);
    }

    function _placesOf(Question storage one) private view returns (uint256) {
        return one.creatorNumber == 0 ? MOST_ANSWERS : 1;
    }

    function _verifiedNumber(address account) private view returns (uint64 number) {
        number = ICreatorRegistry(registry).verifiedNumberOf(account);
        if (number == 0) revert NotCreator(account);
    }

    function _requireTimes(uint256 answerBy, uint256 judgeBy) private view {
        uint256 least = block.timestamp + LEAST_ANSWERING;
        uint256 most = block.timestamp + MOST_ANSWERING;
        if (answerBy < least || answerBy > most) revert AnswerByOutOfRange(answerBy, least, most);
        (least, most) = (answerBy + LEAST_JUDGING, answerBy + MOST_JUDGING);
        if (judgeBy < least || judgeBy > most) revert JudgeByOutOfRange(judgeBy, least, most);
    }
}
