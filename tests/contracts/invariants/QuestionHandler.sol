// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuestionTest} from "../support/QuestionTest.sol";
import {IPrizeQuestions} from "contracts/interfaces/IPrizeQuestions.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Up to twenty questions lie beside each other, asked by fans and creators, to one and to all. Creators are
/// revoked, come back and come new; everybody answers, awards and settles at any time, in and out of turn. It keeps its
/// own books and notes in `broken` what was done out of turn, or refused though it was due.
contract QuestionHandler is QuestionTest {
    /// @dev As a book kept by hand has them.
    struct Book {
        address asker;
        address creator;
        uint256 prize;
        uint256 answerBy;
        uint256 judgeBy;
        uint256 newest;
        uint256 answers;
        IPrizeQuestions.State state;
        uint256 won;
        uint256 refunded;
    }

    address[] public people;
    Book[] public books;
    mapping(uint256 question => address[]) private _answerers;
    mapping(uint256 question => mapping(address account => bool)) public hasAnswered;
    mapping(address account => uint256) public won;
    mapping(address account => uint256) public collected;
    uint256 public donated;
    string public broken;

    constructor() {
        setUp();
        people = [fan, makeAddr("another fan"), anna, ben, cleo];
        for (uint256 i = 0; i < 9; ++i) {
            people.push(newCreator(vm.toString(i)));
        }
    }

    /// @param dice one in three asks one creator, the others all
    function askOne(uint256 seed, uint256 who, uint256 whom, uint256 dice, uint256 answering) external {
        if (books.length == 20) return;
        address asker = _person(who);
        address creator = dice % 3 == 0 ? _person(whom) : address(0);
        uint256 prize = seed % 5 == 0 ? 1 + seed % 30 : 1 + seed % 1e9;
        answerBy = uint64(block.timestamp + 1 hours + answering % 5 days);
        judgeBy = uint64(answerBy + 1 days + seed % 3 days);
        bool due = creator != asker && (creator == address(0) || registry.isCreator(creator));
        usdt.mint(asker, prize);
        vm.startPrank(asker);
        usdt.approve(address(questions), prize);
        try questions.ask(creator, prize, answerBy, judgeBy, TEXT, POST) {
            if (!due) broken = "a question that was not due was taken";
            books.push(
                Book(
                    asker,
                    creator,
                    prize,
                    answerBy,
                    judgeBy,
                    registry.creatorCount(),
                    0,
                    IPrizeQuestions.State.Open,
                    0,
                    0
                )
            );
        } catch {
            if (due) broken = "a question that was due was refused";
            // Not to be counted among what was collected.
            usdt.transfer(address(this), prize);
        }
        vm.stopPrank();
    }

    function answerOne(uint256 which, uint256 who) external {
        if (books.length == 0) return;
        uint256 question = _recent(which);
        Book storage book = books[question];
        address answerer = _person(who);
        bool due = _isOpen(book) && block.timestamp <= book.answerBy && answerer != book.asker
            && registry.isCreator(answerer) && registry.numberOf(answerer) <= book.newest
            && (book.creator == address(0) || book.creator == answerer) && !hasAnswered[question][answerer]
            && book.answers < _placesOf(book);
        bytes32 answerHash = hashOf(questions, question + 1, answerer);
        vm.prank(answerer);
        try questions.answer(question + 1, answerHash) {
            if (!due) broken = "an answer that was not due was taken";
            ++book.answers;
            hasAnswered[question][answerer] = true;
            _answerers[question].push(answerer);
        } catch {
            if (due) broken = "an answer that was due was refused";
        }
    }

    /// @param caller the asker in two of three cases
    function awardOne(uint256 which, uint256 caller, uint256 mask, uint256 seed) external {
        if (books.length == 0) return;
        uint256 question = _recent(which);
        Book storage book = books[question];
        IPrizeQuestions.Winner[] memory winners = _choose(question, mask, seed);
        address by = caller % 3 == 0 ? _person(caller) : book.asker;
        bool canJudge = block.timestamp > book.answerBy || book.answers == _placesOf(book);
        bool due = by == book.asker && _isOpen(book) && canJudge && block.timestamp <= book.judgeBy
            && winners.length > 0 && winners.length <= 5;
        uint256[] memory before = _owedBefore();
        vm.prank(by);
        try questions.award(question + 1, winners) {
            if (!due) broken = "an award that was not due was made";
            book.state = IPrizeQuestions.State.Awarded;
            uint256 sum = 0;
            for (uint256 i = 0; i < winners.length; ++i) {
                sum += winners[i].weight;
            }
            for (uint256 i = 0; i < winners.length; ++i) {
                _noteShare(book, winners[i].answerer, winners[i].weight, sum);
            }
            _expectRisen(before, book.prize);
        } catch {
            if (due) broken = "an award that was due was refused";
        }
    }

    function settleOne(uint256 which) external {
        if (books.length == 0) return;
        uint256 question = which % books.length;
        Book storage book = books[question];
        bool due = _isOpen(book) && block.timestamp > (book.answers == 0 ? book.answerBy : book.judgeBy);
        uint256[] memory before = _owedBefore();
        try questions.settle(question + 1) {
            if (!due) broken = "a question was settled that was not due";
            if (book.answers == 0) {
                book.state = IPrizeQuestions.State.Refunded;
                book.refunded = book.prize;
                won[book.asker] += book.prize;
            } else {
                book.state = IPrizeQuestions.State.Split;
                for (uint256 i = 0; i < book.answers; ++i) {
                    _noteShare(book, _answerers[question][i], 1, book.answers);
                }
            }
            _expectRisen(before, book.prize);
        } catch {
            if (due) broken = "a question that was due was not settled";
        }
    }

    function collectOne(uint256 who) external {
        address account = _person(who);
        uint256 expected = won[account] - collected[account];
        vm.prank(account);
        try questions.collect(account) returns (uint256 amount) {
            if (amount != expected) broken = "another amount was collected than was won";
            collected[account] += amount;
        } catch {
            if (expected != 0) broken = "what was won could not be collected";
        }
    }

    function changeVerification(uint256 who, bool isNew) external {
        if (isNew && people.length < 20) {
            people.push(newCreator(vm.toString(people.length)));
            return;
        }
        address account = people[2 + who % (people.length - 2)];
        if (registry.isCreator(account)) {
            revoke(account);
        } else {
            skip(1);
            register(account);
        }
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 1, 1e6);
        usdt.mint(address(questions), amount);
        donated += amount;
    }

    function wait(uint256 time) external {
        skip(time % 30 hours);
    }

    function bookCount() external view returns (uint256) {
        return books.length;
    }

    function bookOf(uint256 question) external view returns (Book memory) {
        return books[question];
    }

    function peopleCount() external view returns (uint256) {
        return people.length;
    }

    function contracts() external view returns (IPrizeQuestions, MockUSDT0) {
        return (questions, usdt);
    }

    function numberOf(address account) external view returns (uint256) {
        return registry.numberOf(account);
    }

    /// @dev The exact part, or the unit above it; that the parts sum to the prize is checked for all at once.
    function _noteShare(Book storage book, address account, uint256 weight, uint256 sum) private {
        uint256 share = questions.owed(account) + collected[account] - won[account];
        uint256 least = book.prize * weight / sum;
        if (share < least || share > least + 1) broken = "a share is not the part of its weight";
        won[account] += share;
        book.won += share;
    }

    function _owedBefore() private view returns (uint256[] memory amounts) {
        amounts = new uint256[](people.length);
        for (uint256 i = 0; i < people.length; ++i) {
            amounts[i] = questions.owed(people[i]);
        }
    }

    function _expectRisen(uint256[] memory before, uint256 prize) private {
        uint256 risen = 0;
        for (uint256 i = 0; i < people.length; ++i) {
            risen += questions.owed(people[i]) - before[i];
        }
        if (risen != prize) broken = "an end did not owe exactly the prize";
    }

    /// @return winners the answers that `mask` picks, by ascending address, up to six
    function _choose(uint256 question, uint256 mask, uint256 seed)
        private
        view
        returns (IPrizeQuestions.Winner[] memory winners)
    {
        address[] storage answerers = _answerers[question];
        address[] memory chosen = new address[](6);
        uint256 count = 0;
        for (uint256 i = 0; i < answerers.length && count < 6; ++i) {
            if (mask >> i & 1 == 0) continue;
            uint256 place = count++;
            for (; place > 0 && answerers[i] < chosen[place - 1]; --place) {
                chosen[place] = chosen[place - 1];
            }
            chosen[place] = answerers[i];
        }
        winners = new IPrizeQuestions.Winner[](count);
        for (uint256 i = 0; i < count; ++i) {
            // forge-lint: disable-next-line(unsafe-typecast) any 32 bits will do
            winners[i] = winnerOf(chosen[i], uint32(1 + (seed >> (24 * i)) % 1e6));
        }
    }

    function _person(uint256 who) private view returns (address) {
        return people[who % people.length];
    }

    /// @dev Mostly one of the latest, so that questions are answered while they can be.
    function _recent(uint256 which) private view returns (uint256) {
        uint256 count = books.length;
        return which % 4 == 0 || count < 4 ? which % count : count - 1 - which % 3;
    }

    function _isOpen(Book storage book) private view returns (bool) {
        return book.state == IPrizeQuestions.State.Open;
    }

    function _placesOf(Book storage book) private view returns (uint256) {
        return book.creator == address(0) ? 10 : 1;
    }
}
