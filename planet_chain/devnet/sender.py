"""Sending transactions on the local testnet with keys that everybody knows."""

import threading
from typing import Any

from web3 import Web3
from web3.contract import Contract
from web3.contract.contract import ContractFunction
from web3.types import TxReceipt

from planet_chain.chain.abi import abi_of
from planet_chain.chain.client import connect
from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError
from planet_chain.devnet.accounts import DevAccount, dev_account
from planet_chain.devnet.anvil import CHAIN_ID

# record key -> the contract whose ABI it has, where the two differ
_MOCKS = {"USDT0": "MockUSDT0", "WOKB": "MockWOKB"}


class DevTransactionFailed(PlanetError):
    """A transaction on the local testnet was mined and reverted."""

    def __init__(self, what: str, transaction: str) -> None:
        super().__init__(
            "devnet-transaction-failed", f"{what} reverted on the local testnet (transaction {transaction})."
        )


class DevSender:
    """The contracts of a local testnet, and a way to call them as anybody.

    Args:
        rpc_url: the local node; any other chain id is refused.
        deployment: where the contracts stand.
    """

    def __init__(self, rpc_url: str, deployment: Deployment) -> None:
        self.w3: Web3 = connect(rpc_url, CHAIN_ID)
        self.deployment = deployment
        # One nonce after the other: two requests to the faucet must not take the same one.
        self._lock = threading.Lock()

    def contract(self, name: str, address: str | None = None) -> Contract:
        """Contract `name` of the deployment, or another of the same kind at `address`."""
        where = address or self.deployment.address(name)
        return self.w3.eth.contract(Web3.to_checksum_address(where), abi=abi_of(_MOCKS.get(name, name)))

    def send(self, account: DevAccount, call: ContractFunction) -> TxReceipt:
        """Sign `call` as `account`, send it and wait for its block.

        Raises:
            DevTransactionFailed: it reverted.
        """
        with self._lock:
            sender = Web3.to_checksum_address(account.address)
            nonce = self.w3.eth.get_transaction_count(sender, "pending")
            transaction = call.build_transaction({"from": sender, "nonce": nonce})
            signed = self.w3.eth.account.sign_transaction(transaction, account.key)
            transaction_hash = self.w3.eth.send_raw_transaction(signed.raw_transaction)
            receipt = self.w3.eth.wait_for_transaction_receipt(
                transaction_hash, timeout=30, poll_latency=0.05
            )
        if receipt["status"] != 1:
            raise DevTransactionFailed(call.fn_name, transaction_hash.to_0x_hex())
        return receipt

    def fund(self, address: str, okb_wei: int, quote_units: int) -> None:
        """Give `address` coins for gas (18 decimals), out of nothing, and mock USD₮0 (6 decimals)."""
        holder = Web3.to_checksum_address(address)
        balance = self.w3.eth.get_balance(holder) + okb_wei
        self.w3.provider.make_request("anvil_setBalance", [holder, hex(balance)])  # type: ignore[arg-type] # anvil's own
        self.send(dev_account("faucet"), self.contract("USDT0").functions.mint(holder, quote_units))

    def verify(self, address: str) -> None:
        """Make `address` a creator with an attestation by the testnet's attester; nothing when it is one."""
        registry = self.contract("CreatorRegistry")
        creator = Web3.to_checksum_address(address)
        if registry.functions.isCreator(creator).call():
            return
        issued_at = self.w3.eth.get_block("latest")["timestamp"]
        attestation = self.attest(creator, issued_at, deadline=issued_at + 3600)
        self.send(
            dev_account("faucet"),
            registry.functions.register(creator, issued_at, issued_at + 3600, attestation),
        )

    def attest(self, creator: str, issued_at: int, deadline: int) -> bytes:
        """The attester's EIP-712 signature that `creator` was verified at `issued_at` (unix seconds)."""
        domain: dict[str, Any] = {
            "name": "Planet CreatorRegistry",
            "version": "1",
            "chainId": CHAIN_ID,
            "verifyingContract": self.deployment.address("CreatorRegistry"),
        }
        types = {
            "Attestation": [
                {"name": "creator", "type": "address"},
                {"name": "issuedAt", "type": "uint64"},
                {"name": "deadline", "type": "uint64"},
            ]
        }
        message = {"creator": creator, "issuedAt": issued_at, "deadline": deadline}
        signed = self.w3.eth.account.sign_typed_data(dev_account("attester").key, domain, types, message)
        return bytes(signed.signature)
