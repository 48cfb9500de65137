"""EIP-4361: what is such a message and what is not, for whom it counts, and who signed it."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_defunct
from hypothesis import given
from hypothesis import strategies as st
from web3 import Web3

from planet_chain.chain.compile import Artifact
from planet_chain.chain.signatures import check_signed
from planet_chain.chain.signin import LONGEST, SignIn, SignInRefused
from planet_chain.core.addresses import lower_address
from planet_chain.devnet.anvil import Anvil

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "siwe.json").read_text())
NOW = 1_790_000_000
ORIGINS = ("https://planet.example", "http://localhost:8000")
ACCOUNT = "0x976EA74026E726554dB657fA54763abd0C3a0aa9"
SAID = SignIn(
    domain="planet.example",
    address=ACCOUNT.lower(),
    uri="https://planet.example",
    chain_id=196,
    nonce="8f14e45fceea167a",
    issued_at=NOW,
    expires_at=NOW + 600,
    statement="Sign in.",
)


@pytest.mark.parametrize("name", VECTORS["accepted"])
def test_the_examples_of_the_eip_are_read(name: str) -> None:
    entry = VECTORS["accepted"][name]
    read = SignIn.parse(entry["message"])
    for field, value in entry["fields"].items():
        assert getattr(read, field) == (value.lower() if field == "address" else value)


@pytest.mark.parametrize("entry", VECTORS["signed"], ids=lambda entry: entry["account"])
def test_what_others_signed_is_recognised(entry: dict[str, str]) -> None:
    said = SignIn.parse(entry["message"])
    assert said.address == lower_address(entry["account"])
    nobody_asked: Any = None
    check_signed(nobody_asked, said.address, entry["message"], bytes.fromhex(entry["signature"][2:]))


def test_what_is_written_is_read_the_same() -> None:
    assert SignIn.parse(SAID.text) == SAID
    bare = replace(SAID, statement=None, expires_at=None)
    assert SignIn.parse(bare.text) == bare
    assert f"{ACCOUNT}\n\n\nURI:" in bare.text


LINE = "\n- https://planet.example/a"
CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: "",
    "a field left out": lambda text: text.replace("Version: 1\n", ""),
    "fields out of order": lambda text: text.replace(
        "Version: 1\nChain ID: 196", "Chain ID: 196\nVersion: 1"
    ),
    "another version": lambda text: text.replace("Version: 1", "Version: 2"),
    "an unknown field": lambda text: text + "\nColour: red",
    "a field twice": lambda text: text.replace("Version: 1", "Version: 1\nVersion: 1"),
    "lower-case words": lambda text: text.replace("URI:", "uri:"),
    "no domain": lambda text: text.replace("planet.example wants", " wants", 1),
    "a domain with a path": lambda text: text.replace("planet.example wants", "planet.example/x wants", 1),
    "a short nonce": lambda text: text.replace(SAID.nonce, "1234567"),
    "a nonce with signs": lambda text: text.replace(SAID.nonce, "12345678-9"),
    "a chain that is no number": lambda text: text.replace("196", "0xc4"),
    "digits of another script": lambda text: text.replace("196", "१९६"),
    "a statement of two lines": lambda text: text.replace("Sign in.", "Sign\nin."),
    "a statement that plays a field": lambda text: text.replace(
        "Sign in.", "Sign in.\n\nURI: https://x.example"
    ),
    "a statement beyond ASCII": lambda text: text.replace("Sign in.", "Sign ín."),
    "a direction mark": lambda text: text.replace("Sign in.", "Sign in.\u202e"),
    "a time that is none": lambda text: text.replace("Issued At: 2026", "Issued At: 2026-13"),
    "a day that is none": lambda text: text.replace("Issued At: 2026-09-21", "Issued At: 2026-02-30"),
    "a time in words": lambda text: text.replace("Issued At: 2026", "Issued At: Mon 2026"),
    "a carriage return": lambda text: text.replace("\n", "\r\n"),
    "a line more": lambda text: text + "\n",
    "resources that are none": lambda text: text + "\nResources:\n- here",
    "resources on one line": lambda text: text + "\nResources:" + LINE + " - https://planet.example/b",
    "a request id with a blank": lambda text: text + "\nRequest ID: a b",
    "a URI that is none": lambda text: text.replace("URI: https://planet.example", "URI: _none_"),
    "a URI with a blank": lambda text: text.replace(
        "URI: https://planet.example", "URI: https://planet.example/ x"
    ),
    "an IPv6 that is none": lambda text: text.replace("URI: https://planet.example", "URI: https://[::1::]/"),
    "lower-case address": lambda text: text.replace(ACCOUNT, ACCOUNT.lower()),
    "a capital wrong": lambda text: text.replace(ACCOUNT, ACCOUNT[:-1] + "A"),
    "too long": lambda text: text + "\nResources:" + LINE * LONGEST,
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_no_message_is_refused(name: str) -> None:
    changed = CHANGES[name](SAID.text)
    assert changed != SAID.text
    with pytest.raises(SignInRefused):
        SignIn.parse(changed)


@pytest.mark.parametrize(
    "more", ["\nRequest ID: some_id", "\nResources:", f"\nResources:{LINE}{LINE}?q=%20#f", "\nRequest ID: "]
)
def test_optional_lines_are_allowed(more: str) -> None:
    assert SignIn.parse(SAID.text + more) == SAID


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(SignInRefused):
        assert len(SignIn.parse(text).nonce) >= 8


@given(st.integers(0, len(SAID.text) - 1), st.characters(codec="utf-8"))
def test_a_changed_message_is_never_taken_for_the_same(at: int, sign: str) -> None:
    changed = SAID.text[:at] + sign + SAID.text[at + 1 :]
    if changed == SAID.text:
        return
    signature = Account.sign_message(encode_defunct(text=SAID.text), b"\x07" * 32).signature
    account = Account.from_key(b"\x07" * 32).address

    class Bare:
        """A chain without contracts."""

        class eth:  # noqa: N801 (web3's name)
            get_code = staticmethod(lambda _: b"")

    bare: Any = Bare()
    with pytest.raises(SignInRefused):
        check_signed(bare, account, changed, bytes(signature))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"domain": "planet.example.evil.example"}, "domain"),
        ({"domain": "evil.example"}, "domain"),
        ({"domain": "localhost:8000"}, "uri"),
        ({"scheme": "http"}, "scheme"),
        ({"uri": "https://planet.example.evil.example"}, "uri"),
        ({"uri": "http://planet.example"}, "uri"),
        ({"chain_id": 1}, "chain-id"),
        ({"issued_at": NOW + 121}, "issued-at"),
        ({"issued_at": NOW - 3601}, "issued-at"),
        ({"expires_at": NOW}, "expiration-time"),
        ({"not_before": NOW + 1}, "not-before"),
    ],
)
def test_a_message_for_another_site_chain_or_time_is_refused(change: dict[str, Any], field: str) -> None:
    SAID.check(ORIGINS, 196, NOW)
    with pytest.raises(SignInRefused) as refused:
        replace(SAID, **change).check(ORIGINS, 196, NOW)
    assert refused.value.field == field


def test_paths_of_the_site_and_its_scheme_are_allowed() -> None:
    replace(SAID, uri="https://planet.example/claims?x=1", scheme="https").check(ORIGINS, 196, NOW)
    replace(SAID, issued_at=NOW + 120, expires_at=NOW + 1, not_before=NOW).check(ORIGINS, 196, NOW)


def test_a_contract_wallet_answers_for_itself(anvil: Anvil, w3: Web3, artifacts: dict[str, Artifact]) -> None:
    owner, other = (Account.from_key(account.key) for account in anvil.accounts[:2])
    made = artifacts["MockWallet"]
    factory = w3.eth.contract(abi=made.abi, bytecode=made.bytecode)
    built = factory.constructor(owner.address).transact({"from": owner.address})
    wallet = str(w3.eth.wait_for_transaction_receipt(built)["contractAddress"])
    text = replace(SAID, address=wallet.lower()).text
    by_owner, by_other = (
        bytes(Account.sign_message(encode_defunct(text=text), account.key).signature)
        for account in (owner, other)
    )
    check_signed(w3, wallet, text, by_owner)
    for signature in (by_other, b"", b"\0" * 65, by_owner[:-1], by_owner + b"\0"):
        with pytest.raises(SignInRefused, match="ERC-1271"):
            check_signed(w3, wallet, text, signature)
    with pytest.raises(SignInRefused, match="ERC-1271"):
        check_signed(w3, wallet, text + " ", by_owner)
    # a token is a contract too, and answers nothing
    with pytest.raises(SignInRefused, match="ERC-1271"):
        check_signed(w3, _token(w3, artifacts, owner.address), text, by_owner)
    handed = w3.eth.contract(Web3.to_checksum_address(wallet), abi=made.abi).functions.setOwner(other.address)
    w3.eth.wait_for_transaction_receipt(handed.transact({"from": owner.address}))
    check_signed(w3, wallet, text, by_other)
    with pytest.raises(SignInRefused):
        check_signed(w3, wallet, text, by_owner)


def _token(w3: Web3, artifacts: dict[str, Artifact], sender: str) -> str:
    made = artifacts["MockWOKB"]
    built = w3.eth.contract(abi=made.abi, bytecode=made.bytecode).constructor().transact({"from": sender})
    return str(w3.eth.wait_for_transaction_receipt(built)["contractAddress"])


def test_a_wallet_that_is_not_deployed_is_told_so(w3: Web3) -> None:
    wrapped = b"\x01" * 96 + bytes.fromhex("6492" * 16)
    with pytest.raises(SignInRefused, match="not deployed"):
        check_signed(w3, ACCOUNT, SAID.text, wrapped)
    with pytest.raises(SignInRefused, match="did not sign"):
        check_signed(w3, ACCOUNT, SAID.text, b"\x01" * 65)
