"""An independent watcher: each pending root is derived anew, and what differs is rejected in time.

It believes its own node, its own deployment record and what it derives; of the service it takes only bundles.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Final, Literal

from eth_account.signers.local import LocalAccount
from hexbytes import HexBytes

from planet_chain.chain.transactions import Signed, call_data, send, sign, wait
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole
from planet_chain.rewards.announced import Announcement
from planet_chain.rewards.publish import DISTRIBUTOR
from planet_chain.rewards.published import Unavailable
from planet_chain.rewards.replay import Finding, Replay
from planet_chain.rewards.sending import receipt_of

Action = Literal["none", "waits", "alarm", "rejected"]
WITHHELD: Final = 12 * 3_600
"""Seconds after which a bundle that cannot be had is withheld; half the window, where that is shorter."""
_REASON_MOST: Final = 500
"""Bytes of a reason that go on chain."""
_PATIENCE_SECONDS: Final = 120


class NotGuardian(PlanetError):
    """The watcher's account may not reject."""

    def __init__(self, account: str, distributor: str) -> None:
        super().__init__(
            "not-guardian",
            f"{account} is no guardian of {distributor}, so it cannot reject; watch without --wallet, or have"
            " it made a guardian.",
        )


@dataclass(frozen=True)
class Watched:
    """What a look at the pending root came to.

    Attributes:
        finding: None while no root is pending.
        action: what was done: `none` for an honest week, `waits` for a bundle, `alarm` where nothing could be
            done but to say so, `rejected`.
        left: seconds until anybody may activate it.
        transaction: of the rejection.
    """

    finding: Finding | None
    action: Action
    left: int = 0
    transaction: str | None = None
    note: str | None = None

    @property
    def is_fine(self) -> bool:
        """Whether nobody has to look."""
        return self.action == "none"


@dataclass(frozen=True)
class Watcher:
    """Watches the distributor that `replay` knows.

    Attributes:
        guardian: who rejects; None only says what differs.
    """

    replay: Replay
    guardian: LocalAccount | None = None
    _known: dict[tuple[str, int], Finding] = field(default_factory=dict)
    """Findings that time does not change, by root and the end of its window."""

    def begin(self) -> None:
        """Say now what will not work, not when a root must be rejected.

        Raises:
            NotGuardian: the wallet is none of a guardian.
        """
        roots, guardian = self.replay.roots, self.guardian
        if guardian and not roots.contract.functions.isGuardian(guardian.address).call():
            raise NotGuardian(guardian.address, roots.contract.address)

    def look(self) -> Watched:
        """Derive the pending root anew, and reject it when it is not what its bundle leads to.

        Raises:
            NodeUnreachable: the node does not answer: nothing can be said.
        """
        roots = self.replay.roots
        pending = roots.pending()
        if pending is None:
            return Watched(None, "none")
        key = (pending.root, pending.activatable_at)
        finding = self._known.get(key) or self._find(pending)
        if finding.verdict != "unavailable":
            self._known[key] = finding
        left = pending.activatable_at - roots.now
        if finding.verdict == "same":
            return Watched(finding, "none", left)
        waited = roots.now - (pending.activatable_at - roots.window)
        if finding.verdict == "unavailable":
            patience = min(WITHHELD, roots.window // 2)
            if waited < patience:
                return Watched(finding, "waits", left, note=f"rejected in {patience - waited} s, if so still")
            withheld = f"its bundle cannot be had for {waited} s: "
            reasons = (withheld + reason for reason in finding.reasons)
            finding = replace(finding, reasons=tuple(reasons))
        return self._reject(pending, finding, left)

    def _find(self, pending: Announcement) -> Finding:
        unknown = Finding(0, "pending", "unavailable", pending.inputs_hash, pending.root)
        try:
            for finding in self.replay.run():
                if finding.state == "pending":
                    return finding
        except Unavailable as error:
            return replace(unknown, reasons=(str(error),))
        reason = f"the service lists no week whose inputs have sha256 {pending.inputs_hash}"
        return replace(unknown, reasons=(reason,))

    def _reject(self, pending: Announcement, finding: Finding, left: int) -> Watched:
        if self.guardian is None:
            return Watched(finding, "alarm", left, note="no guardian's wallet is open: nothing was rejected")
        try:
            transaction = self._send(self.guardian, pending.root, "; ".join(finding.reasons))
        except PlanetError as error:
            return Watched(finding, "alarm", left, note=str(error))
        return Watched(finding, "rejected", left, transaction)

    def _send(self, guardian: LocalAccount, root: str, reason: str) -> str:
        """Reject `root`: signed once, written down, sent; the same bytes again when it is in no block."""
        roots, name = self.replay.roots, f"rejection-{guardian.address.lower()}-{root}.json"
        record = self.replay.cache / name
        signed = Signed(**json.loads(record.read_bytes())) if record.exists() else None
        if signed is None or self._is_over(guardian, root, signed):
            said = reason.encode()[:_REASON_MOST].decode(errors="ignore")
            data = call_data(DISTRIBUTOR, "reject", HexBytes(root), said)
            signed = sign(roots.w3, guardian, roots.contract.address, data, doing="to reject")
            write_whole(record, json.dumps(asdict(signed)).encode())
        if receipt_of(roots.w3, signed.hash) is None:
            send(roots.w3, signed)
        wait(roots.w3, signed.hash, seconds=_PATIENCE_SECONDS, doing="to reject")
        return signed.hash

    def _is_over(self, guardian: LocalAccount, root: str, signed: Signed) -> bool:
        """Whether `signed` can do no more: its nonce is used, and the root is pending, perhaps again."""
        roots = self.replay.roots
        used = roots.w3.eth.get_transaction_count(guardian.address) > signed.nonce
        pending = roots.pending()
        return used and pending is not None and pending.root == root
