"""`planet gate`: what signs the passes into private groups."""

from cyclopts import App

from planet_chain.cli.output import Output

app = App(name="gate", help="Keys that sign passes into private groups.")


@app.command
def new_key(*, out: Output = Output()) -> None:
    """Make a key that signs passes from now on; passes of the two keys before it stay good.

    It goes into the file of PLANET_PASS_KEYS_FILE, which every API process of this service must have.
    """
    from planet_chain.api import passes
    from planet_chain.config import settings

    path = settings().pass_keys
    kid = passes.new_key(path)
    out.result({"kid": kid, "file": str(path)}, f"{path} signs passes with {kid}.")


@app.command
def keys(*, out: Output = Output()) -> None:
    """Show the public keys, as /.well-known/jwks.json does; the first one signs."""
    from planet_chain.api import passes
    from planet_chain.config import settings

    rows = passes.public_keys(passes.read_keys(settings().pass_keys))
    out.table(rows, ("kid", "crv", "alg"), "There are no keys.")
