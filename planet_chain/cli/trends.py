"""`planet trends`: what is hot, and why."""

import contextlib
from typing import Annotated

from cyclopts import Parameter, validators

from planet_chain.cli.output import Output


def trends(
    *,
    limit: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=50))] = 10,
    out: Output = Output(),
) -> None:
    """Show what is hot, and why: the topics that verified people are on now.

    Parameters
    ----------
    limit
        How many, 1 to 50, the hottest first.
    """
    from planet_chain.cli.system import database_of
    from planet_chain.community.trends import read
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    database = database_of(settings())
    with contextlib.ExitStack() as stack:
        stack.callback(database.dispose)
        session = stack.enter_context(transaction(database))
        rows = [
            {
                "topic": trend.topic,
                "heat": round(trend.heat, 2),
                "rise": round(trend.rise, 2),
                "people": trend.why["people"],
                "posts": trend.why["posts"],
                "communities": [link["symbol"] for link in trend.why["communities"]],
            }
            for trend in read(session, limit=limit)
        ]
    shown = rows if out.json else [{**row, "communities": " ".join(row["communities"])} for row in rows]
    columns = ("topic", "heat", "rise", "people", "posts", "communities")
    out.table(
        shown, columns, "Nothing is hot yet: the worker finds trends in activity about posts with topics."
    )
