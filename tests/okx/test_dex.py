"""Quotes of OKX's aggregator, and everything that it may answer instead."""

import json
import logging
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from planet_chain.core.errors import PlanetError
from planet_chain.okx.credentials import Credentials
from planet_chain.okx.dex import Elsewhere, OkxDex
from planet_chain.okx.errors import (
    CredentialsUnfit,
    NoRoute,
    OkxBusy,
    OkxRefused,
    OkxUnavailable,
    UrlUnfit,
)
from tests.okx.exchange import KEY, PASSPHRASE, SECRET, Exchange, body, credentials_file, refusal

GIVEN, WANTED = "0x" + "a1" * 20, "0x" + "b2" * 20
NO_URLS = (
    "http://okx.example",
    "ftp://127.0.0.1",
    "https://",
    "https://me:pass@okx.example",
    "https://okx.example/?a=b",
    "file:///etc/passwd",
    "127.0.0.1:80",
    "https://[",
    "https://okx.example:port",
)
NO_QUOTES: tuple[dict[str, Any], ...] = (
    {"toTokenAmount": "-1"},
    {"toTokenAmount": "1.5"},
    {"toTokenAmount": 15},
    {"toTokenAmount": str(2**256)},
    {"fromTokenAmount": "2"},
    {"toToken": {"tokenContractAddress": GIVEN}},
    {"priceImpactPercent": "NaN"},
    {"priceImpactPercent": "1e999999999"},
    {"dexRouterList": None},
)
NO_ANSWERS: tuple[Any, ...] = (
    (200, {}, b"<html>"),
    (502, {}, b""),
    (200, {}, b"\xff"),
    (200, {}, json.dumps([]).encode()),
    body({"code": "0", "data": [], "msg": ""}),
    (200, {}, b'{"code": "0", "data": "' + b"x" * 300_000 + b'"}'),
)


def dex(okx: Exchange, rate: str = "1000/second", **parts: str) -> OkxDex:
    told = {"key": KEY, "secret": SECRET, "passphrase": PASSPHRASE} | parts
    return OkxDex(okx.url, 196, Credentials(**told), rate)


def test_a_signed_question_gets_a_quote(okx: Exchange) -> None:
    found = dex(okx).quote(GIVEN, WANTED, 10**30)
    assert found == Elsewhere("okx-dex", 123_456_789, 49, ("PotatoSwap",), False)
    assert parse_qs(urlsplit(okx.asked[0]).query) == {
        "chainIndex": ["196"],
        "amount": [str(10**30)],
        "swapMode": ["exactIn"],
        "fromTokenAddress": [GIVEN],
        "toTokenAddress": [WANTED],
    }


def test_a_request_is_signed_as_documented() -> None:
    # computed with `openssl dgst -sha256 -hmac s -binary | base64`
    found = Credentials("k", "s", "p", "id").headers("GET", "/api/v5/account/balance?ccy=BTC", 1607418537.715)
    assert found == {
        "OK-ACCESS-KEY": "k",
        "OK-ACCESS-SIGN": "+PVwLKvTgvoWoyoMgxUWxMNuAks8xlEDnTJpQcIxAHU=",
        "OK-ACCESS-TIMESTAMP": "2020-12-08T09:08:57.715Z",
        "OK-ACCESS-PASSPHRASE": "p",
        "OK-ACCESS-PROJECT": "id",
    }


@pytest.mark.parametrize("part", ["key", "secret", "passphrase"])
def test_a_wrong_key_is_the_operators_to_repair(okx: Exchange, part: str) -> None:
    with pytest.raises(OkxRefused):
        dex(okx, **{part: "wrong"}).quote(GIVEN, WANTED, 1)


def test_a_clock_that_is_wrong_is_told_as_such(okx: Exchange) -> None:
    late = OkxDex(okx.url, 196, Credentials(KEY, SECRET, PASSPHRASE), now=lambda: time.time() - 60)
    with pytest.raises(OkxRefused, match="50112"):
        late.quote(GIVEN, WANTED, 1)


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("82000", 200, NoRoute),
        ("82104", 200, NoRoute),
        ("82105", 200, NoRoute),
        ("50011", 429, OkxBusy),
        ("50026", 500, OkxUnavailable),
        ("51000", 400, OkxUnavailable),
        ("99999", 200, OkxUnavailable),
    ],
)
def test_each_documented_refusal_has_its_error(
    okx: Exchange, code: str, status: int, error: type[PlanetError]
) -> None:
    okx.reply = lambda _: refusal(code, status)
    with pytest.raises(error) as raised:
        dex(okx).quote(GIVEN, WANTED, 1)
    assert "somebody's words" not in str(raised.value)


@pytest.mark.parametrize("changes", NO_QUOTES, ids=str)
def test_a_quote_that_is_none_is_not_believed(okx: Exchange, changes: dict[str, Any]) -> None:
    okx.changes = changes
    with pytest.raises(OkxUnavailable):
        dex(okx).quote(GIVEN, WANTED, 1)


@pytest.mark.parametrize(("told", "found"), [(None, None), ("", None), ("0.5", -50), ("-0.001", 1)])
def test_the_impact_is_told_against_the_trader(okx: Exchange, told: str | None, found: int | None) -> None:
    okx.changes = {"priceImpactPercent": told}
    assert dex(okx).quote(GIVEN, WANTED, 1).price_impact_bp == found


@pytest.mark.parametrize("reply", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_something_else_than_an_answer_is_no_quote(okx: Exchange, reply: Any) -> None:
    okx.reply = lambda _: reply
    with pytest.raises(OkxUnavailable):
        dex(okx).quote(GIVEN, WANTED, 1)


def test_nobody_is_sent_anywhere_else(okx: Exchange) -> None:
    okx.reply = lambda _: (302, {"Location": f"{okx.url}/elsewhere"}, b"")
    with pytest.raises(OkxUnavailable):
        dex(okx).quote(GIVEN, WANTED, 1)
    assert len(okx.asked) == 1


def test_nobody_uses_the_key_up_for_everybody(okx: Exchange) -> None:
    slow = dex(okx, rate="2/hour")
    for _ in range(2):
        slow.quote(GIVEN, WANTED, 1)
    with pytest.raises(OkxBusy):
        slow.quote(GIVEN, WANTED, 1)
    assert len(okx.asked) == 2


@pytest.mark.parametrize("url", NO_URLS)
def test_only_a_plain_https_url_is_asked(url: str) -> None:
    with pytest.raises(UrlUnfit) as raised:
        OkxDex(url, 196, Credentials("k", "s", "p"))
    assert "pass@" not in str(raised.value)


def test_credentials_come_from_a_file_that_only_its_user_can_read(tmp_path: Path) -> None:
    path = credentials_file(tmp_path, project="p-1")
    assert Credentials.load(path) == Credentials(KEY, SECRET, PASSPHRASE, "p-1")
    path.chmod(0o640)
    with pytest.raises(CredentialsUnfit, match="chmod 600"):
        Credentials.load(path)
    with pytest.raises(CredentialsUnfit, match="cannot be read"):
        Credentials.load(tmp_path / "nowhere.json")


@pytest.mark.parametrize(
    "content", ["", "[]", '{"key": "S3CRET"}', "S3CRET", '{"key": 1, "secret": "S3CRET"}']
)
def test_a_bad_file_is_refused_without_telling_what_is_in_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "okx.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(CredentialsUnfit) as raised:
        Credentials.load(path)
    assert "S3CRET" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("part", ["key", "secret", "passphrase"])
@pytest.mark.parametrize("value", ["", "two\nlines", "schlüssel"])
def test_a_part_that_no_header_carries_is_refused(tmp_path: Path, part: str, value: str) -> None:
    with pytest.raises(CredentialsUnfit):
        Credentials.load(credentials_file(tmp_path, **{part: value}))


def test_the_key_is_in_no_log_and_no_text(
    okx: Exchange, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    asking = dex(okx)
    asking.quote(GIVEN, WANTED, 1)
    okx.reply = lambda _: refusal("50026", 500)
    with pytest.raises(OkxUnavailable) as raised:
        asking.quote(GIVEN, WANTED, 1)
    out, err = capfd.readouterr()
    told = f"{caplog.text} {raised.value!r} {Credentials(KEY, SECRET, PASSPHRASE)!r} {out} {err}"
    assert not [part for part in (KEY, SECRET, PASSPHRASE) if part in told]
