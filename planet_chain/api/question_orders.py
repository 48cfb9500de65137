"""From an order about paid questions to the transactions that carry it out."""

from planet_chain.api.schemas.paid_orders import (
    AnswerOrder,
    AskOrder,
    AwardOrder,
    CollectPrizesOrder,
    SettleOrder,
)
from planet_chain.api.schemas.transactions import TransactionOut
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, Step, named_amount, raw
from planet_chain.core.addresses import ZERO_ADDRESS, checksum_address

_CONTRACT = "PrizeQuestions"


def ask(service: Service, order: AskOrder) -> TransactionOut:
    """Ask, with a prize.

    Raises:
        ContractReverted: the contract or the token refuses, and why.
    """
    chain, where, prize = Chain.of(service), service.address(_CONTRACT), int(order.prize)
    creator = checksum_address(order.creator or ZERO_ADDRESS)
    times = (order.answer_by, order.judge_by)
    arguments = (creator, prize, *times, raw(order.question_hash), raw(order.content_id))
    whom = creator if order.creator else "every creator"
    summary = f"Ask {whom}, for {named_amount(service, service.quote.address, prize)}"
    steps = [
        *chain.approvals(order.account, service.quote.address, where, prize),
        Step("ask", _CONTRACT, "ask", where, arguments, summary),
    ]
    return chain.offer_last(order.account, steps, makes="question")


def answer(service: Service, order: AnswerOrder) -> TransactionOut:
    """Answer, by a hash.

    Raises:
        ContractReverted: the account may not, or it is too late.
    """
    where, arguments = service.address(_CONTRACT), (order.question, raw(order.answer_hash))
    summary = f"Answer question {order.question}; the answer cannot be changed"
    step = Step("answer", _CONTRACT, "answer", where, arguments, summary)
    return Chain.of(service).offer_last(order.account, [step])


def award(service: Service, order: AwardOrder) -> TransactionOut:
    """Share the prize; winners are put in the order that the contract wants.

    Raises:
        ContractReverted: the account did not ask, or an answer does not open.
    """
    winners = sorted(order.winners, key=lambda winner: int(winner.answerer, 16))
    chosen = [
        (checksum_address(each.answerer), each.weight, raw(each.text_hash), raw(each.salt))
        for each in winners
    ]
    summary = f"Share the prize of question {order.question} among {len(chosen)} answers"
    where, arguments = service.address(_CONTRACT), (order.question, chosen)
    step = Step("award", _CONTRACT, "award", where, arguments, summary)
    return Chain.of(service).offer_last(order.account, [step])


def settle(service: Service, order: SettleOrder) -> TransactionOut:
    """End a question whose time is over.

    Raises:
        ContractReverted: it is not.
    """
    summary = f"End question {order.question}: its answers share the prize, or the asker gets it back"
    step = Step("settle", _CONTRACT, "settle", service.address(_CONTRACT), (order.question,), summary)
    return Chain.of(service).offer_last(order.account, [step])


def collect_prizes(service: Service, order: CollectPrizesOrder) -> TransactionOut:
    """Take everything that is owed.

    Raises:
        ContractReverted: nothing is.
    """
    to = checksum_address(order.recipient or order.account)
    summary = f"Send all prizes of {checksum_address(order.account)} to {to}"
    step = Step("collect-prizes", _CONTRACT, "collect", service.address(_CONTRACT), (to,), summary)
    return Chain.of(service).offer_last(order.account, [step], pays=service.quote.address)
