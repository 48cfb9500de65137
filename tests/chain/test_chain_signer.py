"""Wallets: what goes in comes out for the right password only, and no key is ever shown."""

import json
import traceback
from pathlib import Path

import pytest
from eth_account import Account
from eth_account.messages import encode_defunct

from planet_chain.chain.signer import (
    STRONG,
    WEAK,
    InvalidKey,
    InvalidWallet,
    UnknownWallet,
    WalletExists,
    WrongPassword,
    import_wallet,
    new_wallet,
    unlock,
    wallet_of,
    wallets,
)

KEY = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"


def test_a_new_wallet_opens_with_its_password_and_signs(tmp_path: Path) -> None:
    made = new_wallet(tmp_path / "wallets", "settler", "correct horse", WEAK)
    account = unlock(tmp_path / "wallets", "settler", "correct horse")
    assert account.address == made.address == wallet_of(tmp_path / "wallets", "settler").address
    message = encode_defunct(text="hello")
    signed = account.sign_message(message)
    assert Account.recover_message(message, signature=signed.signature) == made.address


def test_two_new_wallets_have_different_keys(tmp_path: Path) -> None:
    assert new_wallet(tmp_path, "a", "x", WEAK).address != new_wallet(tmp_path, "b", "x", WEAK).address


@pytest.mark.parametrize("text", [KEY, f"0x{KEY}", f"  0x{KEY.upper()}\n"])
def test_an_imported_key_is_that_key(tmp_path: Path, text: str) -> None:
    assert import_wallet(tmp_path, "mine", text, "x", WEAK).address == ADDRESS
    assert unlock(tmp_path, "mine", "x").key.hex() == KEY


def test_the_file_is_a_standard_keystore_for_its_owner_alone(tmp_path: Path) -> None:
    wallet = import_wallet(tmp_path / "wallets", "mine", KEY, "x", WEAK)
    assert wallet.path.stat().st_mode & 0o777 == 0o600
    assert wallet.path.parent.stat().st_mode & 0o777 == 0o700
    keystore = json.loads(wallet.path.read_text())
    assert (keystore["version"], keystore["crypto"]["kdf"]) == (3, "scrypt")
    assert keystore["crypto"]["kdfparams"]["n"] == WEAK < STRONG == 2**18
    assert KEY not in wallet.path.read_text().lower()


def test_a_wrong_password_opens_nothing(tmp_path: Path) -> None:
    new_wallet(tmp_path, "mine", "right", WEAK)
    for wrong in ("", "Right", "right "):
        with pytest.raises(WrongPassword, match="does not open the wallet 'mine'"):
            unlock(tmp_path, "mine", wrong)


def test_a_wallet_is_never_overwritten(tmp_path: Path) -> None:
    before = new_wallet(tmp_path, "mine", "x", WEAK).path.read_bytes()
    with pytest.raises(WalletExists):
        new_wallet(tmp_path, "mine", "y", WEAK)
    with pytest.raises(WalletExists):
        import_wallet(tmp_path, "mine", KEY, "y", WEAK)
    assert (tmp_path / "mine.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", "Mine", "../mine", "a/b", ".hidden", "x" * 65, "a b"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidWallet, match="no name of a wallet"):
        new_wallet(tmp_path / "wallets", name, "x", WEAK)
    assert not (tmp_path / "wallets").exists()


def test_an_empty_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidWallet, match="password is empty"):
        new_wallet(tmp_path, "mine", "", WEAK)


@pytest.mark.parametrize("text", ["", "0x", KEY[:-1], KEY + "0", "zz" * 32, "00" * 32, "ff" * 32])
def test_a_text_that_is_no_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidKey) as raised:
        import_wallet(tmp_path, "mine", text, "x", WEAK)
    shown = "".join(traceback.format_exception(raised.value))
    assert len(text) < 10 or text not in shown
    assert list(tmp_path.iterdir()) == []


def test_a_missing_wallet_is_named_with_the_way_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(UnknownWallet, match="`planet wallet new nobody`"):
        unlock(tmp_path, "nobody", "x")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"address": 5}', '{"address": "00"}'])
def test_a_file_that_is_no_keystore_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.json").write_text(content)
    with pytest.raises(InvalidWallet, match="odd"):
        unlock(tmp_path, "odd", "x")


def test_wallets_lists_names_and_addresses_without_passwords(tmp_path: Path) -> None:
    assert wallets(tmp_path / "none") == []
    import_wallet(tmp_path, "b", KEY, "x", WEAK)
    new_wallet(tmp_path, "a", "x", WEAK)
    assert [(wallet.name, wallet.address == ADDRESS) for wallet in wallets(tmp_path)] == [
        ("a", False),
        ("b", True),
    ]
