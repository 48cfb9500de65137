"""What follows and airdrops add up to."""

from typing import Final

from indexer.summed import Sum

TIES: Final = (
    *(
        Sum(
            f"{what}_follow_sum",
            (column,),
            (counted, "facts"),
            frozenset({"follow"}),
            f"""
            SELECT {column}, sum(CASE WHEN is_follow THEN 1 ELSE -1 END) AS {counted}, count(*) AS facts
            FROM follow WHERE block_number > %(above)s GROUP BY {column}
            """,  # noqa: S608 (names from the line below)
        )
        for what, column, counted in (("creator", "creator", "followers"), ("fan", "follower", "following"))
    ),
    Sum(
        "nft_balance_sum",
        ("token", "holder"),
        ("amount", "facts"),
        frozenset({"nft_transfer"}),
        """
        SELECT token, holder, sum(amount) AS amount, count(*) AS facts FROM (
            SELECT token, recipient AS holder, 1 AS amount FROM nft_transfer WHERE block_number > %(above)s
            UNION ALL
            SELECT token, sender, -1 FROM nft_transfer WHERE block_number > %(above)s
        ) AS moved WHERE holder <> %(nobody)s GROUP BY token, holder
        """,
    ),
    Sum(
        "campaign_sum",
        ("campaign",),
        ("amount", "claimed", "swept", "claims", "facts"),
        frozenset({"campaign_created", "airdrop_claimed", "campaign_swept"}),
        """
        SELECT campaign, sum(amount) AS amount, sum(claimed) AS claimed, sum(swept) AS swept,
               sum(claims) AS claims, count(*) AS facts
        FROM (
            SELECT campaign, amount, 0 AS claimed, 0 AS swept, 0 AS claims
            FROM campaign_created WHERE block_number > %(above)s
            UNION ALL
            SELECT campaign, 0, amount, 0, 1 FROM airdrop_claimed WHERE block_number > %(above)s
            UNION ALL
            SELECT campaign, 0, 0, amount, 0 FROM campaign_swept WHERE block_number > %(above)s
        ) AS moved GROUP BY campaign
        """,
    ),
)
