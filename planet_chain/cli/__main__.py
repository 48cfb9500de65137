"""`python -m planet_chain.cli`: the same as `planet`."""

from planet_chain.cli.app import main

main()
