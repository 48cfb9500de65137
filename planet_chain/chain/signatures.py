"""Who signed a text: an account by its key (EIP-191), or a contract wallet by its own word (ERC-1271)."""

from typing import Final

from eth_abi.abi import encode
from eth_account import Account
from eth_account.messages import encode_defunct
from eth_keys.exceptions import BadSignature
from eth_utils.exceptions import ValidationError
from web3 import Web3
from web3.exceptions import ContractLogicError, Web3RPCError

from planet_chain.chain.signin import SignInRefused
from planet_chain.core.addresses import checksum_address
from planet_chain.core.keccak import keccak

_ECDSA_BYTES: Final = 65
_MAGIC: Final = bytes.fromhex("1626ba7e")
"""`isValidSignature(bytes32,bytes)`, and what it returns for yes."""
_UNDEPLOYED: Final = bytes.fromhex("6492" * 16)
"""How a signature of ERC-6492 ends."""
# A wallet that checks a passkey in Solidity needs some 400,000; more is an attempt to keep the node busy.
_GAS: Final = 5_000_000


def check_signed(w3: Web3, account: str, text: str, signature: bytes) -> None:
    """Refuse `text` unless `account` signed it: with its key, else by the word of its contract now.

    Args:
        account: address in any case.
    Raises:
        SignInRefused: it did not.
        NodeUnreachable: the node cannot say.
    """
    if _signer(text, signature) == checksum_address(account):
        return
    if signature.endswith(_UNDEPLOYED):
        raise SignInRefused(
            "signature", "the wallet's contract is not deployed yet (ERC-6492); send anything with it first"
        )
    where = Web3.to_checksum_address(account)
    if not w3.eth.get_code(where):
        raise SignInRefused("signature", f"{where} did not sign this message")
    data = _MAGIC + encode(["bytes32", "bytes"], [_digest(text), signature])
    try:
        word = bytes(w3.eth.call({"to": where, "data": data, "gas": _GAS}))
    except (ContractLogicError, Web3RPCError):
        word = b""
    if word != _MAGIC.ljust(32, b"\0"):
        raise SignInRefused("signature", f"the contract at {where} does not accept it (ERC-1271)")


def _signer(text: str, signature: bytes) -> str | None:
    """EIP-55 address whose key made `signature`; None when no key can have."""
    if len(signature) != _ECDSA_BYTES:
        return None
    try:
        return str(Account.recover_message(encode_defunct(text=text), signature=signature))
    except (BadSignature, ValidationError, ValueError):
        return None


def _digest(text: str) -> bytes:
    """What a wallet really signs of `text`: its hash by EIP-191, version E."""
    signable = encode_defunct(text=text)
    return keccak(b"\x19" + signable.version + signable.header + signable.body)
