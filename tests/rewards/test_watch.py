"""A watcher against settlers who lie: whatever differs is rejected on chain before it can be active."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from planet_chain.chain.signer import WEAK, import_wallet
from planet_chain.cli.audit import is_failure
from planet_chain.community import values
from planet_chain.community.values import ValueRow
from planet_chain.core.epoch import Counted, Cumulative
from planet_chain.core.merkle import Leaf
from planet_chain.core.pool import Growth
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.rewards.bundle import Manifest
from planet_chain.rewards.manifest import parse_manifest
from planet_chain.rewards.watch import NotGuardian, Watched, Watcher
from planet_chain.store.database import transaction
from tests.conftest import planet
from tests.rewards.town import POOL, READERS, address_of
from tests.rewards.village import GUARDIANS, Village, village

TWELVE_HOURS = 12 * 3_600


@pytest.fixture(scope="module")
def place(
    postgres: EmbeddedPostgres, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Village]:
    url = postgres.create("village", template=migrated)
    with village(url, tmp_path_factory.mktemp("village")) as found:
        yield found
    postgres.drop("village")


def money(place: Village, amount: int) -> Any:
    """Leaves with `amount` more for ann."""
    token = place.town.weekly.begin().token

    def forged(leaves: Sequence[Leaf]) -> list[Leaf]:
        wanted = (address_of("ann").lower(), token)
        return [leaf._replace(amount=leaf.amount + amount * (leaf[:2] == wanted)) for leaf in leaves]

    return forged


def params(**changed: Any) -> Any:
    return lambda manifest: replace(manifest, params=replace(manifest.params, **changed))


def moved(seconds: int) -> Any:
    return lambda manifest: replace(
        manifest, opens_at=manifest.opens_at + seconds, closes_at=manifest.closes_at + seconds
    )


def totals(change: Any) -> Any:
    return lambda tables: replace(tables, cumulative=change(tables.cumulative))


def test_an_honest_week_passes(place: Village) -> None:
    number = place.propose()
    watched = place.watcher().look()
    assert watched.is_fine, watched
    assert watched.finding is not None
    assert (watched.finding.epoch, watched.finding.state, watched.finding.verdict) == (
        number,
        "pending",
        "same",
    )
    assert 0 < watched.left <= place.town.epoch(number).activatable_at
    place.town.end_window()
    place.decide()
    assert place.town.epoch(number).state == "activated"
    assert place.watcher().look() == Watched(None, "none")


def test_the_commands_say_it_in_words_and_by_their_exit(place: Village) -> None:
    verified = _planet(place, "verify", "--epoch", "1")
    assert verified.returncode == 0, verified.stderr
    assert "Epoch 1 of http://127.0.0.1" in verified.stdout
    assert "the totals announced with it are those of its leaves" in verified.stdout
    assert "claimable for ever" in verified.stdout
    audited = _planet(place, "audit", "rewards", "--json")
    assert audited.returncode == 0, audited.stderr
    weeks = json.loads(audited.stdout)["weeks"]
    assert [(week["state"], week["verdict"]) for week in weeks] == [("activated", "same")] * len(weeks)
    # and now a lie, without and with a guardian's wallet
    place.propose(manifest=params(base_bp=9_999))
    alarm = _planet(place, "watch", "--once")
    assert alarm.returncode == 1
    assert "NOT rejected: no guardian's wallet is open" in alarm.stdout
    import_wallet(place.directory / "wallets", "guardian", GUARDIANS[0].key.hex(), "secret", WEAK)
    (place.directory / "password").write_text("secret\n")
    said = f"PLANET_WALLET_PASSWORD_FILE={place.directory / 'password'}\n"
    (place.directory / "devnet" / "environment").write_text(said)
    metrics = place.directory / "watch.prom"
    options = ("--once", "--wallet", "guardian", "--json", "--metrics-file", str(metrics))
    rejected = _planet(place, "watch", *options)
    assert rejected.returncode == 1, rejected.stderr
    said_at_once = json.loads(rejected.stdout)
    assert said_at_once["action"] == "rejected"
    assert said_at_once["finding"]["reasons"] == ["params.base_bp is 9999, not 1000"]
    assert "planet_watch_alarm 1.0" in metrics.read_text()
    place.decide()
    *_, last = place.replay().run()
    assert (last.state, last.verdict, is_failure(last)) == ("rejected", "differs", False)


BUNDLES: dict[str, tuple[Any, Any, str]] = {
    "changed parameters": (params(base_bp=10_000), None, "params.base_bp is 10000, not 1000"),
    "another price of actions": (params(actions={"like": 16}), None, "params.actions is"),
    "another unit": (lambda found: replace(found, unit=10**7), None, "unit is 10000000, not 1000000"),
    "wrong carry": (
        lambda found: replace(found, carry_in=found.carry_in + 10**6),
        None,
        "carry_in is",
    ),
    "a seed of one's own": (lambda found: replace(found, seed="0x" + "5e" * 32), None, "seed is 0x5e5e"),
    "a moved week": (moved(3_600), None, "opens_at is"),
    "a longer week": (lambda found: replace(found, closes_at=found.closes_at + 1), None, "length is"),
    "another distributor": (
        lambda found: replace(found, distributor="0x" + "d1" * 20),
        None,
        "distributor is 0xd1d1",
    ),
    "another epoch": (lambda found: replace(found, epoch=found.epoch + 7), None, "that of epoch"),
    # by one unit: when they fall below what was active before, the contract itself refuses
    "shrunken totals": (
        None,
        totals(lambda rows: [rows[0]._replace(amount=rows[0].amount - 1), *rows[1:]]),
        "1 totals lack, 1 are made up",
    ),
    "totals made up": (
        None,
        totals(lambda rows: [*rows, Cumulative("0x" + "e1" * 20, rows[0].token, 5)]),
        "0 totals lack, 1 are made up, such as 0x" + "e1" * 20,
    ),
    "readers called old": (
        None,
        lambda tables: replace(tables, counted=[Counted(row.entity, row.post, 99) for row in tables.counted]),
        "counted.parquet states what no epoch counted",
    ),
}


@pytest.mark.parametrize("lie", BUNDLES)
def test_a_bundle_that_breaks_with_the_past_is_rejected(place: Village, lie: str) -> None:
    manifest, tables, reason = BUNDLES[lie]
    place.propose(manifest=manifest, tables=tables)
    assert reason in _rejected(place)


def test_over_allocation_is_rejected(place: Village) -> None:
    place.propose(leaves=money(place, 10**6))
    said = _rejected(place)
    assert "the bundle leads to root" in said
    assert "units of" in said


def test_an_omitted_creator_is_rejected(place: Village) -> None:
    """Announced in full: what the creator lacks somebody else has."""

    def without_one(leaves: Sequence[Leaf]) -> list[Leaf]:
        first, *others = leaves
        heir = next(leaf for leaf in others if leaf.token == first.token)
        return [leaf._replace(amount=leaf.amount + first.amount) if leaf == heir else leaf for leaf in others]

    place.propose(leaves=without_one)
    assert "the bundle leads to root" in _rejected(place)


def test_totals_above_the_leaves_are_rejected(place: Village) -> None:
    calendar = place.town.weekly.begin()
    raised = place.town.query("SELECT max(token_total) AS total FROM epoch")[0].total + 10**9
    place.propose(token_total=int(raised))
    assert f"{raised} units of {calendar.token} are announced, and the leaves come to" in _rejected(place)


def test_a_withheld_bundle_is_rejected_after_twelve_hours(place: Village) -> None:
    number = place.propose()
    place.bundle(number).rename(place.directory / "withheld")
    watcher = place.watcher(fresh=True)
    first = watcher.look()
    assert (first.action, first.finding and first.finding.verdict) == ("waits", "unavailable")
    _pass(place, TWELVE_HOURS - 60)
    assert watcher.look().action == "waits"
    _pass(place, 120)
    (place.directory / "withheld").rename(place.bundle(number))
    assert watcher.look().is_fine, "it came at last"
    place.bundle(number).rename(place.directory / "withheld")
    assert "cannot be had for 43" in _rejected(place, place.watcher(fresh=True))


def test_a_tampered_file_is_rejected_after_twelve_hours(place: Village) -> None:
    number = place.propose()
    path = place.bundle(number) / "interactions.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    watcher = place.watcher(fresh=True)
    assert watcher.look().action == "waits"
    _pass(place, TWELVE_HOURS + 60)
    assert "its manifest says" in _rejected(place, watcher)


def test_a_week_left_out_is_rejected(place: Village) -> None:
    """The settler calls a week rejected that no guardian rejected, and goes on without it."""
    town = place.town
    skipped = town.open_epoch
    town.read()
    town.end_week()
    list(town.weekly.run(("close", "export", "settle")))
    place.update(skipped, state="rejected")
    place.propose()
    watcher = place.watcher()
    assert watcher.look().action == "waits", "its index may be late"
    _pass(place, TWELVE_HOURS + 60)
    assert f"it builds on epoch {skipped}, which cannot be known" in _rejected(place, watcher)
    found = {finding.epoch: finding for finding in place.replay().run()}
    assert (found[skipped].state, found[skipped].verdict) == ("undecided", "unavailable")


def test_an_index_that_is_late_is_waited_for(place: Village) -> None:
    """The service knows its weeks and not what the chain says of them: no reason to reject an honest one."""
    place.propose()
    with transaction(place.town.database) as session:
        session.connection().execute(text("ALTER TABLE root_proposed RENAME TO hidden"))
        session.connection().execute(text("CREATE TABLE root_proposed (LIKE hidden)"))
    watched = place.watcher().look()
    assert (watched.action, watched.finding and watched.finding.verdict) == ("waits", "unavailable")
    with transaction(place.town.database) as session:
        session.connection().execute(text("DROP TABLE root_proposed"))
        session.connection().execute(text("ALTER TABLE hidden RENAME TO root_proposed"))
    assert place.watcher().look().is_fine
    place.town.end_window()
    place.decide()


def test_without_a_wallet_it_only_says_so(place: Village) -> None:
    place.propose(manifest=params(base_bp=0))
    watched = replace(place.watcher(), guardian=None).look()
    assert (watched.action, watched.transaction) == ("alarm", None)
    assert "no guardian's wallet" in str(watched.note)
    assert "params.base_bp is 0" in _rejected(place)


def test_a_wallet_that_may_not_reject_says_so_at_once(place: Village) -> None:
    settler = place.town.weekly.account
    with pytest.raises(NotGuardian, match="is no guardian of"):
        replace(place.watcher(), guardian=settler).begin()
    replace(place.watcher(), guardian=GUARDIANS[0]).begin()


def test_after_rejections_an_honest_week_still_passes(place: Village) -> None:
    place.propose(manifest=params(pair_k=1))
    _rejected(place)
    number = place.propose()
    watched = place.watcher().look()
    assert watched.is_fine, watched
    place.town.end_window()
    place.decide()
    assert place.town.epoch(number).state == "activated"


def test_a_pool_grows_by_an_announced_rule_and_by_what_was_really_paid(place: Village) -> None:
    town, before = place.town, place.town.weekly
    with transaction(town.database) as session:
        values.set_values(session, [ValueRow(name, 100) for name in READERS])
    town.weekly = replace(before, growth_bp=1_000)
    place.honest_week()
    with transaction(town.database) as session:
        values.set_values(session, [ValueRow(name, 300) for name in READERS])
    place.honest_week()
    number = place.propose()
    growth = Growth(POOL, 1_000, last=300 * len(READERS), before=100 * len(READERS))
    announced = parse_manifest((place.bundle(number) / "manifest.json").read_bytes())[0]
    assert announced.growth == growth
    assert town.epoch(number).pool == announced.pool == POOL + 20 * len(READERS) * 10**6
    assert place.watcher().look().is_fine
    town.end_window()
    place.decide()

    def boast(manifest: Manifest) -> Manifest:
        more = replace(growth, last=growth.last + 1_000)
        return replace(manifest, growth=more, pool=more.pool(manifest.unit))

    place.propose(manifest=boast)
    assert "growth.last is 4600, not 3600" in _rejected(place)
    # a rule that nobody announced is none, however right its sums are
    town.weekly = before
    place.propose()
    assert "the rule of the pool's growth is None" in _rejected(place)
    number = place.propose()
    said = parse_manifest((place.bundle(number) / "manifest.json").read_bytes())[0]
    watcher = place.watcher()
    assert replace(watcher, replay=replace(watcher.replay, announced=said)).look().is_fine
    other = replace(watcher.replay, announced=replace(said, pool=said.pool - 1))
    assert "pool is 1000000000, not 999999999" in _rejected(place, replace(watcher, replay=other, _known={}))


def _rejected(place: Village, watcher: Watcher | None = None) -> str:
    """What the watcher wrote on chain when it rejected; nothing is pending, nothing became active."""
    before = place.replay().roots.count()
    root = place.town.query("SELECT root FROM epoch WHERE state = 'proposed'")[0].root
    watched = (watcher or place.watcher()).look()
    assert watched.action == "rejected", watched
    assert watched.left > 0
    roots = place.replay().roots
    assert roots.pending() is None
    assert roots.outcome(str(watched.transaction), root) == "rejected"
    place.decide()
    (row,) = place.town.query("SELECT reason FROM root_rejected ORDER BY block_number DESC LIMIT 1")
    assert place.replay().roots.count() == before
    assert place.town.query("SELECT 1 FROM epoch WHERE state = 'proposed'") == []
    return str(row.reason)


def _planet(place: Village, *arguments: str) -> "subprocess.CompletedProcess[str]":
    where = ("--from", place.url, "--rpc-url", place.town.anvil.rpc_url)
    return planet(place.directory, *arguments, *where)


def _pass(place: Village, seconds: int) -> None:
    place.town.pass_to(place.town.now + seconds)
