#!/usr/bin/env python
"""cvc5 as halmos's solver, told to see bit vectors as integers: it proves what divides and multiplies.

usage: integers.py QUERY.smt2
"""

import sys

import cvc5

solver = cvc5.Solver()
solver.setOption("solve-bv-as-int", "sum")
solver.setOption("produce-models", "true")
parser = cvc5.InputParser(solver)
parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.argv[1])
while not (command := parser.nextCommand()).isNull():
    print(command.invoke(solver, parser.getSymbolManager()), end="", flush=True)
