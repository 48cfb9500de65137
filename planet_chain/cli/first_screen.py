"""What a newcomer sees when the local testnet is ready."""

from typing import Any


def first_screen(testnet: dict[str, Any], seconds: float) -> str:
    """The text for `testnet`, as `planet dev --json` describes it.

    Args:
        seconds: from the start to ready.
    """
    contracts, accounts, index = testnet["contracts"], testnet["accounts"], testnet["index"]
    width = max(len(name) for name in contracts)
    lines = [
        "",
        f"  Planet Chain · local testnet · ready in {seconds:.1f} s",
        "",
        f"  Page       {testnet['page']}",
        f"  API docs   {testnet['docs']}",
        f"  RPC        {testnet['rpc']}   chain id {testnet['chain_id']}, 1 s blocks",
        f"  Faucet     {testnet['faucet']}",
        f"  Database   {testnet['database']}",
        f"  Index      block {index['indexed']['number']}, {index['lag_seconds']} s behind the chain",
        f"  API key    {testnet['api_key']}   (for intake: members, posts, activity, values)",
        "",
        "  Contracts",
        *(f"    {name:<{width}}  {address}" for name, address in contracts.items()),
        "",
        "  Accounts: 10,000 OKB each. THEIR KEYS ARE PUBLIC: never send real money to them.",
        *(f"    {account['role']:<9} {account['address']}  {account['key']}" for account in accounts),
        "",
        *_sample(testnet["sample"]),
        "  Next",
        f"    open {testnet['page']} and take the burner wallet: the faucet fills it",
        "    ./planet devnet forward 1w     a week passes, its rewards are settled and proposed",
        "    ./planet epoch status          where each week stands",
        "    ./planet index status          how far the index is",
        "    ./planet stop                  end it (Ctrl-C here); what happened is kept",
        "    ./planet devnet reset          start over",
        "",
    ]
    return "\n".join(lines)


def _sample(sample: dict[str, Any] | None) -> list[str]:
    if sample is None:
        return []
    counts = {kind: sample[kind] for kind in ("buy", "sell", "tip", "activity")}
    done = "{buy} buys, {sell} sells, {tip} tips, {activity} reads and likes".format_map(counts)
    names = (f"    {entry['symbol']:<5} {entry['token']}  {entry['name']}" for entry in sample["communities"])
    return [f"  Sample: {done}; week 1 is settled and claimable", *names, ""]
