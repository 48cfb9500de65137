// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Paid questions to one creator, and open prizes: the money waits here until it is won or given back
/// @notice There is no owner, no fee and no upgrade, and nobody can touch the money of a question but by its rules:
///
///     ask --> answer until answerBy --> award until judgeBy    the winners share the prize by weight     Awarded
///                                   --> the asker is silent    all answers share it equally              Split
///                                   --> nobody answered        the asker gets it back                    Refunded
///
/// Each question ends in exactly one of the three states, and then its whole prize is owed, to the unit, to those who
/// collect it. Amounts are smallest units of the quote token; times are unix seconds of the block, inclusive.
///
///     asked = collected + owed + prizes of open questions,   balance = owed + prizes of open questions + donations
///
/// An answer is a hash that names question and answerer, so a hash that somebody copied opens as nobody else's:
/// answerHash = keccak256(abi.encode(chainid, this, question, answerer, textHash, salt)). The answerer shows text and
/// salt to the asker, and the asker opens the hash of every winner when awarding. Revocation is asked when a question
/// is put to a creator and when somebody answers, never when money moves.
///
/// Known limits. Nobody here can read an answer. So an asker may award an answer that is not the best, or one by a
/// second account of their own that was a verified creator before they asked; and answers may be worthless. Ten
/// verified accounts can take all ten places of an open prize, and share it if the asker is silent: read who may
/// answer, and award. What is sent to this contract outside of `ask` is lost. If the quote token pauses or blocks an
/// account, what is owed to it waits, or is collected to another address.
interface IPrizeQuestions {
    /// @notice Open takes answers and then the award; the other three are for ever. None: there is no such question.
    enum State {
        None,
        Open,
        Awarded,
        Split,
        Refunded
    }

    /// @param asker who asked, paid, and awards
    /// @param answerBy unix seconds, the last at which an answer is taken
    /// @param judgeBy unix seconds, the last at which the asker may award
    /// @param answers how many there are, at most 10, or 1 when one creator was asked
    /// @param state where it stands
    /// @param prize smallest units of the quote token
    /// @param creatorNumber the registry's number of the one creator asked, 0 for an open prize
    /// @param newest the registry's `creatorCount` when it was asked: creators with a greater number may not answer
    struct Question {
        address asker;
        uint40 answerBy;
        uint40 judgeBy;
        uint8 answers;
        State state;
        uint96 prize;
        uint64 creatorNumber;
        uint64 newest;
    }

    /// @param answerer who answered
    /// @param weight above 0; the share is the prize times weight over the sum of all weights
    /// @param textHash keccak256 of the answer's bytes, as the answerer has shown it
    /// @param salt 32 bytes chosen by the answerer, so that a short answer cannot be guessed from its hash
    struct Winner {
        address answerer;
        uint32 weight;
        bytes32 textHash;
        bytes32 salt;
    }

    /// @notice `asker` put `prize` units on question `question`.
    /// @param creator the one who may answer, 0 for an open prize
    /// @param questionHash keccak256 of the question's bytes; the asker's word
    /// @param contentId the post that caused it, 0 for none; the asker's word, not checked against the registry
    event QuestionAsked(
        uint256 indexed question,
        address indexed asker,
        address indexed creator,
        uint256 prize,
        uint64 answerBy,
        uint64 judgeBy,
        bytes32 questionHash,
        bytes32 contentId
    );
    /// @notice `answerer` answered; `answerHash` as above.
    event QuestionAnswered(uint256 indexed question, address indexed answerer, bytes32 answerHash);
    /// @notice The asker chose `winners` of the answers. A PrizeWon follows for each.
    event QuestionAwarded(uint256 indexed question, uint256 winners);
    /// @notice The asker was silent, so all `answers` share. A PrizeWon follows for each.
    event QuestionSplit(uint256 indexed question, uint256 answers);
    /// @notice Nobody answered: `prize` units are owed to `asker` again.
    event QuestionRefunded(uint256 indexed question, address indexed asker, uint256 prize);
    /// @notice `amount` units of the prize are owed to `answerer` from now on; 0 when the share is below one unit.
    event PrizeWon(uint256 indexed question, address indexed answerer, uint256 amount);
    /// @notice `account` collected all it was owed, `amount` units, to `to`.
    event PrizeCollected(address indexed account, address indexed to, uint256 amount);

    /// @notice The constructor was given no registry or no quote token.
    error ZeroAddress();
    /// @notice A prize has from `least` to `most` units.
    error PrizeOutOfRange(uint256 prize, uint256 least, uint256 most);
    /// @notice Answers are taken for 1 hour to 180 days (all in unix seconds).
    error AnswerByOutOfRange(uint256 answerBy, uint256 least, uint256 most);
    /// @notice Judging takes 24 hours to 30 days after `answerBy` (all in unix seconds).
    error JudgeByOutOfRange(uint256 judgeBy, uint256 least, uint256 most);
    /// @notice The prize did not arrive as exactly what was asked for.
    error UnsupportedToken(address token);
    /// @notice `account` is not a verified creator now.
    error NotCreator(address account);
    /// @notice There is no question with this number.
    error UnknownQuestion(uint256 question);
    /// @notice The question has ended already, in `state`.
    error QuestionClosed(uint256 question, State state);
    /// @notice Answers were taken until `answerBy` (unix seconds).
    error AnswersClosed(uint256 question, uint64 answerBy);
    /// @notice All `places` are taken: 10, or 1 when one creator was asked.
    error NoPlaceLeft(uint256 question, uint256 places);
    /// @notice The asker may not answer, nor ask themselves.
    error AnswererIsAsker(address account);
    /// @notice The question was put to another creator than `account`.
    error NotAsked(uint256 question, address account);
    /// @notice Creator `number` was registered after the question was asked, when `newest` was the last.
    error RegisteredTooLate(uint256 question, uint64 number, uint64 newest);
    /// @notice `account` has answered; an answer cannot be changed.
    error AlreadyAnswered(uint256 question, address account);
    /// @notice An answer of 32 zero bytes is none.
    error AnswerIsZero();
    /// @notice Only the asker awards; `caller` is not it.
    error NotAsker(uint256 question, address caller);
    /// @notice Somebody may still answer, until `answerBy` (unix seconds).
    error JudgingNotOpen(uint256 question, uint64 answerBy);
    /// @notice The asker had until `judgeBy` (unix seconds): all answers share now, see `settle`.
    error JudgingOver(uint256 question, uint64 judgeBy);
    /// @notice An award has from 1 to `most` winners.
    error WinnersOutOfRange(uint256 count, uint256 most);
    /// @notice Winners must be ordered by address, each once, none zero: `answerer` is out of order.
    error WinnersNotAscending(address answerer);
    /// @notice The weight of `answerer` is 0.
    error WeightIsZero(address answerer);
    /// @notice `answerer` has not answered, or with another text hash and salt.
    error AnswerNotOpened(uint256 question, address answerer);
    /// @notice The question can be settled after `dueAt` (unix seconds).
    error NotDue(uint256 question, uint64 dueAt);
    /// @notice Nothing is owed to `account`.
    error NothingOwed(address account);
    /// @notice Nothing is paid to the zero address or to this contract.
    error InvalidRecipient(address to);

    /// @notice Put `prize` units of the quote token on a question; needs an allowance. Anyone may. A question cannot be
    /// taken back. `PrizeOutOfRange`, `AnswerByOutOfRange`, `JudgeByOutOfRange`, `AnswererIsAsker`, `NotCreator`,
    /// `UnsupportedToken`; a token that refuses the transfer reverts with its own error.
    /// @param creator a verified creator who alone may answer, or 0: every creator registered by now may
    /// @param prize 1 to 2**96 - 1
    /// @param answerBy last second for answers, 1 hour to 180 days from now
    /// @param judgeBy last second for the award, 24 hours to 30 days after `answerBy`
    /// @param questionHash keccak256 of the question's bytes
    /// @param contentId the post that caused it, 0 for none
    /// @return question its number, counted from 1. A number says nothing about who will get it: read it from the event
    function ask(
        address creator,
        uint256 prize,
        uint64 answerBy,
        uint64 judgeBy,
        bytes32 questionHash,
        bytes32 contentId
    ) external returns (uint256 question);

    /// @notice Answer, once, as a creator who is verified now and was registered before the question was asked. Until
    /// `answerBy`, while there is a place. `UnknownQuestion`, `QuestionClosed`, `AnswersClosed`, `AnswererIsAsker`,
    /// `NotCreator`, `NotAsked`, `RegisteredTooLate`, `AlreadyAnswered`, `NoPlaceLeft`, `AnswerIsZero`.
    /// @param answerHash see `answerHashOf`; not checked here, but one that cannot be opened cannot be awarded
    function answer(uint256 question, bytes32 answerHash) external;

    /// @notice Share the whole prize among 1 to 5 answers. Asker only; from the moment when no answer can come any more
    /// (after `answerBy`, or when all places are taken), until `judgeBy`. Shares are by largest remainder: the floor of
    /// prize*weight/sum, then one unit more for the greatest remainders, ties to the smaller address; they sum to the
    /// prize. `UnknownQuestion`, `NotAsker`, `QuestionClosed`, `JudgingNotOpen`, `JudgingOver`, `WinnersOutOfRange`,
    /// `WinnersNotAscending`, `WeightIsZero`, `AnswerNotOpened`.
    /// @param winners by ascending address, each with what opens its answer
    function award(uint256 question, Winner[] calldata winners) external;

    /// @notice End a question whose asker was silent: after `judgeBy` all answers share the prize equally (the
    /// remainder by one unit each to those who answered first); without any answer, after `answerBy`, the asker is owed
    /// it again. Anyone may call. `UnknownQuestion`, `QuestionClosed`, `NotDue`.
    function settle(uint256 question) external;

    /// @notice Send everything that is owed to the caller, from all questions, to `to`. `InvalidRecipient`,
    /// `NothingOwed`; a token that refuses reverts with its own error, and what is owed stays owed.
    /// @return amount smallest units sent
    function collect(address to) external returns (uint256 amount);

    /// @return the question, all zero when there is none
    function questionOf(uint256 question) external view returns (Question memory);
    /// @return how many were asked; they are numbered from 1
    function questionCount() external view returns (uint256);
    /// @return who answered, in that order
    function answerersOf(uint256 question) external view returns (address[] memory);
    /// @return the hash that `account` answered with, 0 when it did not
    function answerOf(uint256 question, address account) external view returns (bytes32);
    /// @return keccak256(abi.encode(chainid, this, question, answerer, textHash, salt))
    function answerHashOf(uint256 question, address answerer, bytes32 textHash, bytes32 salt)
        external
        view
        returns (bytes32);
    /// @return units that `account` can collect
    function owed(address account) external view returns (uint256);
    /// @return the quote token, the only money here
    function quote() external view returns (address);
    /// @return the CreatorRegistry that says who is a creator
    function registry() external view returns (address);
}
