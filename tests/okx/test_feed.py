"""The exchange's feed of values: believed only when signed, and now."""

import time

import pytest

from planet_chain.okx.credentials import Credentials
from planet_chain.okx.errors import FeedRefused, OkxUnavailable, UrlUnfit
from planet_chain.okx.values import HttpFeed, Statement
from tests.okx.exchange import KEY, PASSPHRASE, SECRET, Exchange, Reply, statement

TABLE = b"member,value\nann,250\n"


def feed(okx: Exchange) -> HttpFeed:
    return HttpFeed(f"{okx.url}/planet/values", Credentials(KEY, SECRET, PASSPHRASE))


def test_a_signed_statement_is_read_as_it_is(okx: Exchange) -> None:
    now = int(time.time())
    okx.reply = lambda _: statement(TABLE, now)
    assert feed(okx).read() == Statement(now, TABLE)
    assert okx.asked == ["/planet/values"]


def test_what_nobody_signed_is_not_believed(okx: Exchange) -> None:
    now = int(time.time())
    status, signed, table = statement(TABLE, now)
    forgeries: list[Reply] = [
        (status, signed, table.replace(b"250", b"999")),
        (status, {**signed, "X-Feed-Timestamp": str(now + 1)}, table),
        (status, {}, table),
        (status, {"X-Feed-Timestamp": str(now)}, table),
        (status, {**signed, "X-Feed-Signature": "ÿ"}, table),
        statement(TABLE, now, secret="another"),
        (404, signed, table),
    ]
    for forgery in forgeries:
        okx.reply = lambda _, told=forgery: told
        with pytest.raises(FeedRefused):
            feed(okx).read()


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_what_was_signed_at_another_time_is_not_believed(okx: Exchange, seconds: int) -> None:
    okx.reply = lambda _: statement(TABLE, int(time.time()) + seconds)
    with pytest.raises(FeedRefused, match="more than 300 s from now"):
        feed(okx).read()


def test_a_feed_that_is_down_is_told_as_such() -> None:
    down = HttpFeed("http://127.0.0.1:9/values", Credentials(KEY, SECRET, PASSPHRASE))
    with pytest.raises(OkxUnavailable):
        down.read()
    with pytest.raises(UrlUnfit):
        HttpFeed("http://exchange.example/values", Credentials(KEY, SECRET, PASSPHRASE))
