"""Every published week, derived again in order and compared with the chain: one's own audit of the rewards.

What a service tells is where to look. What it says about money counts only when the chain said the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.rewards.announced import Announcement, Roots
from planet_chain.rewards.close import seed_after
from planet_chain.rewards.continuity import Past, Place, differences
from planet_chain.rewards.derived import Derived, derive
from planet_chain.rewards.engines import Engine
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.manifest import Manifest
from planet_chain.rewards.published import Published, Unavailable, Week

State = Literal["activated", "pending", "rejected", "withdrawn", "empty", "undecided"]
_WEEKS_MOST: Final = 5_000
"""A century. A service that says more is not believed."""
Verdict = Literal["same", "differs", "unavailable"]


@dataclass(frozen=True)
class Finding:
    """What came of deriving one week.

    Attributes:
        state: what the chain says became of it; `empty` has nothing to say there, `undecided` not yet.
        root: what the chain says, else what the service says; None when neither does.
        reasons: why the verdict is not `same`, a sentence each.
    """

    epoch: int
    state: State
    verdict: Verdict
    inputs_hash: str | None
    root: str | None
    derived: str | None = None
    paid: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass
class Replay:
    """The weeks of one service.

    Attributes:
        cache: bundles and results, by the hash of their inputs: each is fetched and derived once.
        announced: see `differences`.
    """

    published: Published
    roots: Roots
    cache: Path
    engine: Engine = "reference"
    announced: Manifest | None = None
    _past: Past = field(default_factory=Past)
    _hashes: set[str] = field(default_factory=set)
    _activated: int = 0
    _lost: int | None = None
    """The epoch that cannot be known, and upon which the next one builds."""
    _skipped: int | None = None
    """The epoch of which the chain is not shown to have decided anything: the next may build on it or not."""

    def run(self) -> Iterator[Finding]:
        """A finding for each closed week, the first first.

        Raises:
            Unavailable: the service's list cannot be had.
        """
        self._past, self._hashes, self._activated = Past(), set(), 0
        self._lost = self._skipped = None
        pending, count = self.roots.pending(), self.roots.count()
        weeks = {week.epoch: week for week in self.published.weeks()}
        last = min(max(weeks, default=0), _WEEKS_MOST)
        told = {number: self._on_chain(weeks.get(number), pending) for number in range(1, last + 1)}
        decided = max((number for number in told if told[number][0] != "undecided"), default=0)
        for number, (state, announcement) in told.items():
            self._activated += state == "activated"
            finding = self._replay(number, weeks.get(number), state, announcement)
            if finding.state == "undecided" and number < decided:
                finding = _unknown(finding, "the service does not show what the chain decided about it")
                self._skipped = number
            elif state in ("activated", "rejected", "withdrawn"):
                self._skipped = None  # once is enough for people to hear of it; nothing brings that week back
            if state == "activated" and self.roots.epoch_of(str(finding.root)) != self._activated:
                finding = _unknown(finding, f"its root is not number {self._activated} of the chain")
            if state == "pending" and self._activated != count:
                shown = f"the chain activated {count} roots, the service shows {self._activated}"
                finding = _unknown(finding, shown)
            yield finding

    def one(self, number: int) -> Finding:
        """A finding for epoch `number` by itself, whatever the weeks before it were.

        Raises:
            Unavailable: the service does not list it, or its bundle cannot be had.
            BundleRefused: the bundle breaks a rule.
        """
        week = next((week for week in self.published.weeks() if week.epoch == number), None)
        state, announcement = self._on_chain(week, self.roots.pending())
        inputs_hash, _ = _claimed(week, announcement)
        if inputs_hash is None:
            raise Unavailable(f"The bundle of epoch {number}", _untold(week))
        derived = self._derive(number, inputs_hash)
        if state == "undecided" and derived.root == ZERO_HASH:
            state = "empty"
        return self._found(
            number, state, announcement, derived, self._against(number, announcement, derived, state)
        )

    def newest(self) -> int:
        """The last epoch with a bundle.

        Raises:
            Unavailable: there is none yet, or the list cannot be had.
        """
        published = [week.epoch for week in self.published.weeks() if week.inputs_hash]
        if not published:
            raise Unavailable("A bundle", "no week was exported yet")
        return published[-1]

    def _replay(
        self, number: int, week: Week | None, state: State, announcement: Announcement | None
    ) -> Finding:
        inputs_hash, root = _claimed(week, announcement)
        if inputs_hash is None:
            if week is not None and week.state == "closed":
                return Finding(number, state, "same", None, None)
            return self._lose(Finding(number, state, "unavailable", None, root, reasons=(_untold(week),)))
        unknown = Finding(number, state, "unavailable", inputs_hash, root)
        if inputs_hash in self._hashes:
            return _differs(unknown, "its inputs are those of an earlier epoch")
        self._hashes.add(inputs_hash)
        try:
            derived = self._derive(number, inputs_hash)
        except Unavailable as error:
            return self._lose(replace(unknown, reasons=(str(error),)))
        except BundleRefused as error:
            return self._lose(_differs(unknown, str(error)))
        return self._compare(number, state, announcement, derived)

    def _compare(
        self, number: int, state: State, announcement: Announcement | None, derived: Derived
    ) -> Finding:
        if state == "undecided" and self._has_no_news(derived):
            state = "empty"
        reasons = self._against(number, announcement, derived, state)
        lost = self._lost or self._skipped
        if lost is None:
            seed = seed_after(self.roots.w3, derived.manifest.closes_at, self.roots.first_block)
            place, seed_hash = self._place, seed[0] if seed else None
            reasons += differences(derived, self._past, place, seed_hash, self.announced)
        if state in ("activated", "empty"):
            self._past = self._past.with_over(derived, active=state == "activated")
            if state == "activated" and not reasons:
                self._lost = None  # the chain stands for what it led to
        else:
            self._past = self._past.seen(derived)
        found = self._found(number, state, announcement, derived, reasons)
        if lost is None or reasons:
            return found
        reason = f"it builds on epoch {lost}, which cannot be known"
        return replace(found, verdict="unavailable", reasons=(reason,))

    def _against(
        self, number: int, announcement: Announcement | None, derived: Derived, state: State
    ) -> list[str]:
        """How the week differs from what was announced of it."""
        reasons = []
        if derived.manifest.epoch != number:
            reasons.append(f"its manifest is that of epoch {derived.manifest.epoch}")
        if announcement is None:
            return reasons
        if announcement.root != derived.root:
            reasons.append(
                f"the bundle leads to root {derived.root}, not to the announced {announcement.root}"
            )
        totals = derived.announced()
        for token in sorted({*totals, *announcement.totals}):
            total = totals.get(token, 0)
            # a token left out keeps its total
            kept = self.roots.total(token) if state == "pending" else total
            told = announcement.totals.get(token, kept)
            if told != total:
                reasons.append(f"{told} units of {token} are announced, and the leaves come to {total}")
        return reasons

    def _on_chain(self, week: Week | None, pending: Announcement | None) -> tuple[State, Announcement | None]:
        """What the chain says of the root that the service calls the week's."""
        if week is not None and pending is not None and week.inputs_hash == pending.inputs_hash:
            return "pending", pending
        if week is None or week.root is None or week.on_chain is None:
            return "undecided", None
        found = self.roots.announcement(week.on_chain.proposed_in, week.root)
        decided_in = week.on_chain.decided_in
        if found is None or found.inputs_hash != week.inputs_hash:
            return "undecided", None
        if decided_in is None:
            return "undecided", found
        return self.roots.outcome(decided_in, week.root) or "undecided", found

    def _derive(self, number: int, inputs_hash: str) -> Derived:
        place = self.cache / inputs_hash
        self.published.fetch(number, inputs_hash, place / "bundle")
        return derive(place, self.engine)

    def _found(
        self,
        number: int,
        state: State,
        announcement: Announcement | None,
        derived: Derived,
        reasons: list[str],
    ) -> Finding:
        root = announcement.root if announcement else derived.root
        verdict: Verdict = "differs" if reasons else "same"
        return Finding(
            number, state, verdict, derived.inputs_hash, root, derived.root, derived.paid, tuple(reasons)
        )

    def _has_no_news(self, derived: Derived) -> bool:
        active = self._past.active
        return derived.root in (ZERO_HASH, active.root if active else ZERO_HASH)

    def _lose(self, finding: Finding) -> Finding:
        """Nobody knows what `finding` led to; unless it came to nothing, the next week builds on it."""
        if finding.state not in ("rejected", "withdrawn"):
            self._lost = finding.epoch
            self._past = replace(self._past, counted=None)
        return finding

    @property
    def _place(self) -> Place:
        roots = self.roots
        chain_id = roots.deployment.chain_id
        return Place(chain_id, roots.address, roots.token, roots.points, roots.genesis)


def _claimed(week: Week | None, announcement: Announcement | None) -> tuple[str | None, str | None]:
    """The hash of the week's inputs and its root: what the chain says, else what the service says."""
    said = announcement or week
    return (None, None) if said is None else (said.inputs_hash, said.root)


def _differs(finding: Finding, reason: str) -> Finding:
    return replace(finding, verdict="differs", reasons=(*finding.reasons, reason))


def _unknown(finding: Finding, reason: str) -> Finding:
    """What the service must show and does not: time may bring it, unless the week is wrong anyway."""
    verdict: Verdict = "differs" if finding.verdict == "differs" else "unavailable"
    return replace(finding, verdict=verdict, reasons=(*finding.reasons, reason))


def _untold(week: Week | None) -> str:
    return "the service does not list it" if week is None else f"the service says that it is {week.state}"
