"""The soak's books of questions with a prize."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from soak_chain import Event, Step
from soak_community import Registry
from soak_social import NOBODY
from soak_world import DAY, Call, Part, Refused, World, require, word

from planet_chain.core.keccak import keccak
from planet_chain.core.settlement import hamilton

OPEN, AWARDED, SPLIT, REFUNDED = 1, 2, 3, 4


@dataclass
class Question:
    asker: str
    creator: str
    prize: int
    answer_by: int
    judge_by: int
    newest: int
    state: int = OPEN
    answers: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    @property
    def places(self) -> int:
        return 10 if self.creator == NOBODY else 1


class Questions(Part):
    """Prizes in escrow, each ending in exactly one way."""

    name = "PrizeQuestions"
    weight = 3

    def __init__(self, world: World, registry: Registry) -> None:
        super().__init__(world)
        self.registry = registry
        self.questions: list[Question] = []
        self.owed: defaultdict[str, int] = defaultdict(int)

    def actions(self) -> list[tuple[float, Callable[[], Step]]]:
        return [(1, self.ask), (5, self.answer), (2, self.award), (2, self.settle), (1, self.collect)]

    def ask(self) -> Step:
        sender, now = self.world.somebody(), self.world.now
        creator = NOBODY if self.random.random() < 0.6 else self.registry.creator()
        prize = self.random.choice((0, 1, 7, 10**6, 123_456_789))
        answer_by = now + self.random.choice((3_600, DAY, 10 * DAY, 3_599, 181 * DAY))
        judge_by = answer_by + self.random.choice((DAY, DAY, 20 * DAY, DAY - 1))
        digest, content = self.world.content(), self.world.content()

        def effect() -> list[Event]:
            require(prize > 0, "PrizeOutOfRange")
            require(now + 3_600 <= answer_by <= now + 180 * DAY, "AnswerByOutOfRange")
            require(answer_by + DAY <= judge_by <= answer_by + 30 * DAY, "JudgeByOutOfRange")
            require(creator == NOBODY or self.registry.is_creator(creator), "NotCreator")
            require(creator != sender, "AnswererIsAsker")
            self.world.move(self.world.usdt, sender, self.address, prize)
            newest = len(self.registry.numbers)
            self.questions.append(Question(sender, creator, prize, answer_by, judge_by, newest))
            told = (len(self.questions), sender, creator, prize, answer_by, judge_by, digest, content)
            return [self.event("QuestionAsked", *told)]

        arguments = (creator, prize, answer_by, judge_by, digest, content)
        return self.done(sender, "ask", arguments, effect)

    def answer(self) -> Step:
        number, question = self._question()
        sender, text, salt = self.registry.creator(), self.world.content(), self.world.content()
        if question and question.creator != NOBODY and self.random.random() < 0.8:
            sender = question.creator
        digest = self._hash(number, sender, text, salt)

        def effect() -> list[Event]:
            one = self._open(question)
            require(self.world.now <= one.answer_by, "AnswersClosed")
            require(sender != one.asker, "AnswererIsAsker")
            require(self.registry.is_creator(sender), "NotCreator")
            require(one.creator in (NOBODY, sender), "NotAsked")
            require(self.registry.numbers[sender] <= one.newest, "RegisteredTooLate")
            require(sender not in one.answers, "AlreadyAnswered")
            require(len(one.answers) < one.places, "NoPlaceLeft")
            one.answers[sender] = (text, salt)
            return [self.event("QuestionAnswered", number, sender, digest)]

        return self.done(sender, "answer", (number, digest), effect)

    def award(self) -> Step:
        number, question = self._question()
        sender = question.asker if question and self.random.random() < 0.95 else self.world.somebody()
        known = sorted(question.answers.items()) if question else []
        most = self.random.randrange(len(known) + 1)
        chosen = sorted(self.random.sample(known, most))
        winners = [(one, self.random.choice((0, 1, 3, 2**32 - 1, 5)), *opened) for one, opened in chosen]
        if self.random.random() < 0.1:
            stranger = self.world.somebody()
            winners = [(stranger, 1, self.world.content(), self.world.content())]

        def effect() -> list[Event]:
            one = self._open(question)
            require(sender == one.asker, "NotAsker")
            full = len(one.answers) == one.places
            require(self.world.now > one.answer_by or full, "JudgingNotOpen")
            require(self.world.now <= one.judge_by, "JudgingOver")
            require(0 < len(winners) <= 5, "WinnersOutOfRange")
            for answerer, weight, *opened in winners:
                require(weight > 0, "WeightIsZero")
                require(one.answers.get(answerer) == tuple(opened), "AnswerNotOpened")
            one.state = AWARDED
            head = self.event("QuestionAwarded", number, len(winners))
            return [head, *self._share(number, one.prize, [winner[:2] for winner in winners])]

        return self.done(sender, "award", (number, winners), effect)

    def settle(self) -> Step:
        number, question = self._question()

        def effect() -> list[Event]:
            one = self._open(question)
            require(self.world.now > (one.judge_by if one.answers else one.answer_by), "NotDue")
            if not one.answers:
                one.state = REFUNDED
                self.owed[one.asker] += one.prize
                return [self.event("QuestionRefunded", number, one.asker, one.prize)]
            one.state = SPLIT
            head = self.event("QuestionSplit", number, len(one.answers))
            return [head, *self._share(number, one.prize, [(answerer, 1) for answerer in one.answers])]

        return self.done(self.world.somebody(), "settle", (number,), effect)

    def collect(self) -> Step:
        sender = self.world.somebody()
        to = self.random.choice((sender, self.world.somebody(), NOBODY, self.address))

        def effect() -> list[Event]:
            require(to not in (NOBODY, self.address), "InvalidRecipient")
            amount = self.owed[sender]
            require(amount > 0, "NothingOwed")
            self.owed[sender] = 0
            self.world.move(self.world.usdt, self.address, to, amount)
            return [self.event("PrizeCollected", sender, to, amount)]

        return self.done(sender, "collect", (to,), effect)

    def checks(self) -> list[tuple[Call, bytes]]:
        escrowed = sum(one.prize for one in self.questions if one.state == OPEN)
        held = escrowed + sum(self.owed.values())
        found = [(self.world.balance_call(self.world.usdt, self.address), word(held))]
        found += [(self.call("owed", one), word(self.owed[one])) for one in self.world.people]
        for number in self.random.sample(range(len(self.questions)), min(len(self.questions), 40)):
            one = self.questions[number]
            asked = self.registry.numbers[one.creator] if one.creator != NOBODY else 0
            state = (one.asker, one.answer_by, one.judge_by, len(one.answers), one.state, one.prize)
            found.append((self.call("questionOf", number + 1), word(*state, asked, one.newest)))
        return found

    def _question(self) -> tuple[int, Question | None]:
        """Mostly one that is open."""
        opened = [number for number, one in enumerate(self.questions, 1) if one.state == OPEN]
        number = (
            self.random.choice(opened)
            if opened and self.random.random() < 0.9
            else self.random.randrange(len(self.questions) + 1) + 1
        )
        return number, self.questions[number - 1] if number <= len(self.questions) else None

    def _open(self, question: Question | None) -> Question:
        if question is None:
            raise Refused("UnknownQuestion")
        require(question.state == OPEN, "QuestionClosed")
        return question

    def _share(self, number: int, prize: int, winners: list[tuple[str, int]]) -> list[Event]:
        # hamilton breaks ties by name, the contract by place.
        shares = hamilton(prize, {f"{place:02}": weight for place, (_, weight) in enumerate(winners)})
        events = []
        for place, (account, _) in enumerate(winners):
            amount = shares.get(f"{place:02}", 0)
            self.owed[account] += amount
            events.append(self.event("PrizeWon", number, account, amount))
        return events

    def _hash(self, number: int, answerer: str, text: bytes, salt: bytes) -> bytes:
        return keccak(word(self.registry.chain_id, self.address, number, answerer, text, salt))
