"""`python -m planet_chain.cli` is `planet`."""

from planet_chain.cli.app import main

main()
