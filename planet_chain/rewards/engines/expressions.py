"""The settlement as expressions over tables: docs/math/settlement.md, section 2, to the bit.

Whatever runs them gets the same integers: every column is an int64 that cannot overflow within the limits of
section 1. u is a consumer, c a creator, p a post, all by number: entities and posts are numbered in the order
of their UTF-8 bytes, so that the smaller id has the smaller number.

Ibis' own `//` goes through a float in SQL, which is wrong above 2**53: divide by `divided`, or shift.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from planet_chain.core.epoch import DWELL, ONE, Params
from planet_chain.core.scores import BREADTH_HALF
from planet_chain.rewards.rules import DWELL_MOST

ONE_BITS: Final = ONE.bit_length() - 1

ACTIONS_MOST: Final = 16
"""That are worth something: they are worth 16 together at most."""

BROKEN: Final = DWELL_MOST + ACTIONS_MOST + 1
"""The act beyond those of actions."""

BROKEN_BIT: Final = 1 << ACTIONS_MOST
"""Of the mask of who broke a rule."""

Divide = Callable[[ir.Value, ir.Value | int], ir.IntegerValue]


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _bit_or(mask: dt.int64) -> dt.int64:
    """Every bit that some row has; Ibis knows it of DuckDB only."""


@dataclass(frozen=True)
class Expressions:
    """The steps of a settlement under the parameters of one epoch.

    Attributes:
        divided: exact floor division of non-negative int64, in the engine's own words.
    """

    params: Params
    divided: Divide

    def entities(self, members: ir.Table) -> ir.Table:
        """u, entity, value (the sum over its members), account (of its first member that has one)."""
        account = members.payout.lower().argmin(members.member, where=members.payout.notnull())
        found = members.group_by("entity").agg(value=members.value.sum(), account=account)
        return found.mutate(u=ibis.row_number().over(order_by=found.entity))

    def people(self, members: ir.Table, entities: ir.Table) -> ir.Table:
        """member, u."""
        return members.join(entities, "entity")[["member", "u"]]

    def works(self, posts: ir.Table, people: ir.Table, multipliers: ir.Table) -> ir.Table:
        """p, post, c (its creator), m (the multiplier of its content type).

        Args:
            multipliers: type, m; other types have ONE.
        """
        made = posts.join(people, posts.creator == people.member)
        boosted = made.left_join(multipliers, made.type == multipliers.type)
        found = boosted.select("post", c="u", m=ibis.coalesce(boosted.m, ONE))
        return found.mutate(p=ibis.row_number().over(order_by=found.post))

    def acts(self, interactions: ir.Table, people: ir.Table, works: ir.Table) -> ir.Table:
        """u, p, act: what a row says, in one number; BROKEN where it breaks a rule.

        Seconds of dwell up to DWELL_MOST; from DWELL_MOST + 1 on, the place of an action; 0 for an action
        worth nothing.

        Args:
            interactions: each id once, none null. Unknown members and posts appear as number 0.
        """
        known = interactions.left_join(people, interactions.member == people.member)
        rows = known.left_join(works, known.post == works.post)
        is_dwell = rows.action == DWELL
        places = _cases(rows.action, {DWELL: 0} | self._places)
        right = ibis.ifelse(is_dwell, rows.quantity.between(1, DWELL_MOST), rows.quantity == 1)
        fine = ibis.and_(rows.u.notnull(), rows.p.notnull(), places.notnull(), right).fill_null(False)
        return rows.select(
            u=ibis.coalesce(rows.u, 0),
            p=ibis.coalesce(rows.p, 0),
            act=ibis.ifelse(fine, ibis.ifelse(is_dwell, rows.quantity, places), BROKEN),
        )

    def before(self, counted: ir.Table, entities: ir.Table, works: ir.Table) -> ir.Table:
        """u, p, epochs: what earlier epochs counted, of those who are here."""
        found = counted.join(entities, "entity").join(works, "post")
        return found[["u", "p", "epochs"]]

    def pairs(self, touched: ir.Table, works: ir.Table, before: ir.Table) -> ir.Table:
        """u, c, p, epochs, raw (r), boosted (rm), seconds (d >> e): every admitted pair. Section 2.2."""
        params = self.params
        made = touched.join(works[["p", "c", "m"]], "p")
        others = made.filter(made.u != made.c)
        counted = others.left_join(before, ["u", "p"])
        rows = counted.select("u", "c", "p", "m", "seconds", "mask", epochs=ibis.coalesce(counted.epochs, 0))
        read = ibis.least(rows.seconds, params.dwell_cap)
        worth = ibis.literal(0, "int64")
        for place, action in enumerate(self._worthy):
            worth += ((rows["mask"] >> place) & 1) * params.actions[action]
        points = ibis.least(worth, self.divided(read, params.action_seconds))
        halvings = ibis.least(rows.epochs, params.halvings_max)
        raw = (self.divided(read * ONE, params.dwell_unit) + points * ONE) >> halvings
        counted_here = rows.select("u", "c", "p", "m", "epochs", raw=raw, seconds=read >> halvings)
        return counted_here.select(
            "u", "c", "p", "epochs", "raw", "seconds", boosted=(counted_here.raw * counted_here.m) >> ONE_BITS
        )

    def strengths(self, pairs: ir.Table) -> ir.Table:
        """u, c, x, xm, s: of pairs with x > 0; those with s = 0 are dropped later. Section 2.3."""
        sums = pairs.group_by("u", "c").agg(x=pairs.raw.sum(), xm=pairs.boosted.sum())
        some = sums.filter(sums.x > 0)
        half = self.params.pair_k * ONE
        return some.mutate(s=half - self.divided(some.x + (half * half + half - 1), some.x + half))

    def readers(self, pairs: ir.Table, strengths: ir.Table, entities: ir.Table) -> ir.Table:
        """u, total (Q), act, fee (F), scored, account: every consumer with Q > 0. Section 2.5.

        `scored` is what points are paid for, of ONE, at most points_cap: section 3.
        """
        params = self.params
        totals = strengths.filter(strengths.s > 0).group_by("u").agg(total=strengths.s.sum())
        times = pairs.group_by("u").agg(seconds=pairs.seconds.sum())
        rows = totals.join(times, "u").join(entities[["u", "value", "account"]], "u")
        full = ibis.least(rows.seconds, params.full_attention)
        rows = rows.mutate(act=self.divided(full * ONE, params.full_attention))
        read = ibis.least(rows.total, self.divided(rows.seconds * ONE, params.dwell_unit))
        # read * act >> 20 without overflow: act is ONE at most
        attended = (read >> ONE_BITS) * rows.act + (((read & (ONE - 1)) * rows.act) >> ONE_BITS)
        return rows.select(
            "u",
            "total",
            "act",
            "account",
            fee=(rows.value * rows.act) >> ONE_BITS,
            scored=ibis.least(attended, params.points_cap * ONE),
        )

    def weighed(self, strengths: ir.Table, readers: ir.Table, payees: ir.Table, cap: int) -> ir.Table:
        """u, c, value and unboosted (the terms of V and U), breadth (of Z), rank (of g; null for q = 0).

        Args:
            payees: c, hash (h): the creators with a payout address.
            cap: x(D), which no weight exceeds.
        """
        kept = strengths.filter(strengths.s > 0).join(payees, "c")
        rows = kept.join(readers[["u", "total", "act", "fee"]], "u")
        rows = rows.select(
            "u",
            "c",
            "act",
            "hash",
            q=ibis.least(self.divided(rows.s * ONE, rows.total), self.params.share_cap),
            b=self.divided(rows.xm * ONE, rows.x),
            w=ibis.least(rows.fee, cap),
        )
        return rows.select(
            "u",
            "c",
            value=(rows.w * rows.q * rows.b) >> ONE_BITS,
            unboosted=rows.w * rows.q,
            breadth=(rows.act * rows.q * rows.b) >> self.params.cluster_bits,
            rank=ibis.ifelse(
                rows.q > 0, self.divided(rows["hash"], ibis.greatest(rows.q, 1)), ibis.null("int64")
            ),
        )

    def clusters(self, weighed: ir.Table) -> ir.Table:
        """u, g: the creator with the smallest rank, ties to the smaller id. Section 2.6."""
        least = weighed.group_by("u").agg(least=weighed["rank"].min())
        first = weighed.join(least, [weighed.u == least.u, weighed["rank"] == least.least])
        return first.group_by("u").agg(g=first.c.min())

    def creators(self, weighed: ir.Table, clusters: ir.Table) -> ir.Table:
        """c, value (V), unboosted (U), breadth (B)."""
        gathered = weighed.join(clusters, "u")
        crowds = gathered.group_by("c", "g").agg(z=gathered.breadth.sum())
        half = BREADTH_HALF
        part = half - self.divided(crowds.z + (half * half + half - 1), crowds.z + half)
        breadths = crowds.mutate(part=part).group_by("c").agg(breadth=ibis._.part.sum())
        sums = weighed.group_by("c").agg(value=weighed.value.sum(), unboosted=weighed.unboosted.sum())
        joined = sums.left_join(breadths, "c")
        return joined.select("c", "value", "unboosted", breadth=ibis.coalesce(joined.breadth, 0))

    def crowds(self, weighed: ir.Table, clusters: ir.Table) -> ir.Table:
        """c, g, readers, value, breadth (Z): what the readers of one cluster brought to one creator."""
        gathered = weighed.join(clusters, "u")
        return gathered.group_by("c", "g").agg(
            readers=gathered["rank"].notnull().sum(),
            value=gathered.value.sum(),
            breadth=gathered.breadth.sum(),
        )

    def by_post(self, pairs: ir.Table, strengths: ir.Table) -> ir.Table:
        """c, p, boosted: engagement with each post, of the consumers who were not dropped for its creator."""
        dropped = strengths.filter(strengths.s == 0)  # where x is 0, boosted is 0 too
        kept = pairs.anti_join(dropped, ["u", "c"])
        return kept.group_by("c", "p").agg(boosted=kept.boosted.sum())

    def earned_points(self, readers: ir.Table) -> ir.Table:
        """account, whole, rest: points are whole * (point_unit >> 20) + rest.

        floor(scored * point_unit / ONE) of each reader, in two parts that fit an int64.
        """
        paid = readers.filter(readers.account.notnull())
        low = self.params.point_unit & (ONE - 1)
        rest = (paid.scored * low) >> ONE_BITS
        return paid.group_by("account").agg(whole=paid.scored.sum(), rest=rest.sum())

    @property
    def _worthy(self) -> list[str]:
        """The actions worth something, 16 at most; each has its bit."""
        return [action for action, worth in self.params.actions.items() if worth > 0]

    @property
    def _places(self) -> dict[str, int]:
        places = {action: DWELL_MOST + 1 + place for place, action in enumerate(self._worthy)}
        return {action: places.get(action, 0) for action in self.params.actions}


def repeated_in(numbers: ir.Table) -> ir.Table:
    """The numbers of the only column that more than one row has, and null when a row has none; each once."""
    (name,) = numbers.columns
    counts = numbers.group_by(name).agg(times=ibis._.count())
    return counts.filter((counts.times > 1) | counts[name].isnull())[[name]]


def touched_in(acts: ir.Table) -> ir.Table:
    """u, p, seconds, mask: what one consumer did with one post, with a bit for each action.

    Args:
        acts: as `Expressions.acts` gives them.
    """
    is_dwell = acts.act <= DWELL_MOST
    bits = ibis.literal(1, "int64") << ibis.greatest(acts.act - (DWELL_MOST + 1), 0)
    rows = acts.select(
        "u", "p", seconds=ibis.ifelse(is_dwell, acts.act, 0), mask=ibis.ifelse(is_dwell, 0, bits)
    )
    return rows.group_by("u", "p").agg(seconds=rows.seconds.sum(), mask=_bit_or(rows["mask"]))


def _cases(column: ir.StringColumn, values: Mapping[str, int]) -> ir.IntegerColumn:
    """The value of each text, null for others."""
    branches = [(column == text, ibis.literal(value, "int64")) for text, value in values.items()]
    return ibis.cases(*branches, else_=ibis.null("int64"))
