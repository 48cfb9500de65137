"""One Spark for all tests that need it, on the Java of the packages, without compilers that pay off later."""

import os
from functools import cache

import pytest

from planet_chain.rewards.engines.spark import connect

UNCLOSED = pytest.mark.filterwarnings("ignore:Exception ignored in. <socket")
"""PySpark leaves the sockets on which results came to the garbage collector."""

MASTER = "local[2]"
_FOR_TINY_TABLES = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@cache
def started() -> str:
    """The master that Spark runs on in this process."""
    os.environ.pop("JAVA_HOME", None)
    connect(MASTER, _FOR_TINY_TABLES)
    return MASTER
