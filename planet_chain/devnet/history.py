"""What to do when the local chain came back without its last blocks."""

from indexer.follow import writing
from indexer.tables import Tables
from planet_chain.devnet.anvil import Anvil
from planet_chain.store.database import engine, transaction
from planet_chain.store.queries.index import index_status


def forget_lost_blocks(chain: Anvil, database_url: str) -> int:
    """Empty the index when it knows finalized blocks that `chain` lost; it is made again from the chain.

    anvil writes its state every minute, so a kill takes up to a minute of blocks with it. A real chain never
    does that, and there the indexer halts instead.

    Returns:
        Blocks that were lost; 0 when index and chain agree.
    """
    database = engine(database_url)
    with transaction(database) as session:
        known = index_status(session)
    database.dispose()
    if known is None:
        return 0
    block = chain.rpc("eth_getBlockByNumber", hex(known.finalized_number), False)
    if block is not None and block["hash"] == known.finalized_hash:
        return 0
    with writing(database_url) as connection:
        Tables(connection).forget()
    return known.indexed_number - int(chain.rpc("eth_blockNumber"), 16)
