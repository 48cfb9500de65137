"""`planet worker`: the jobs. One worker leads, others stand by until its lock is free."""

import signal
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from planet_chain.cli.jobs import Job

_TRENDS_SECONDS: Final = 10
_CONTENT_SECONDS: Final = 10
_CALLS_SECONDS: Final = 10
_COMPETITIONS_SECONDS: Final = 30
_RECOMMENDATIONS_SECONDS: Final = 30
_VALUES_SECONDS: Final = 3_600
_WEEKLY_SECONDS: Final = 30
_WEEKLY_SECONDS_LOCAL: Final = 1
"""The local testnet's time is moved forward by weeks, and nobody wants to wait for it."""
_RELAYS_SECONDS: Final = 1
"""Somebody waits; with nothing queued it is one look into the database."""
_STANDBY_SECONDS: Final = 2


def worker() -> None:
    """Run the jobs until stopped: refresh trends, judge calls, rank competitions, take weeks to the chain.

    Of several workers on one database one leads; another takes over the moment it dies. A job that fails says
    so in the status, and is tried again. SIGTERM ends it after the step it is in.
    """
    import logging

    import structlog

    from planet_chain.cli.jobs import (
        judge_calls,
        pull_values,
        refresh_competitions,
        refresh_content,
        refresh_recommendations,
        refresh_trends,
        run_week,
        send_relays,
    )
    from planet_chain.cli.system import (
        curve_of,
        database_of,
        feed_of,
        relayer_of,
        settler_of,
        wallet_account,
        weekly_of,
    )
    from planet_chain.community.tagging import tagger_named
    from planet_chain.config import settings
    from planet_chain.store.database import DatabaseUnreachable, LockTaken, exclusive

    # a run that takes longer than its interval is no news: the next one begins after it
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    config, log, stop = settings(), structlog.get_logger("worker"), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    database, weekly = database_of(config), weekly_of(config, settler_of(config))
    weekly.begin()  # say now what will not work, not when the week is over
    weekly_seconds = _WEEKLY_SECONDS_LOCAL if config.chain.is_local else _WEEKLY_SECONDS
    jobs = {
        "trends": (_TRENDS_SECONDS, refresh_trends(database)),
        "content": (_CONTENT_SECONDS, refresh_content(database, tagger_named(config.tagger))),
        "calls": (_CALLS_SECONDS, judge_calls(database, curve_of(config))),
        "recommendations": (_RECOMMENDATIONS_SECONDS, refresh_recommendations(database)),
        "competitions": (_COMPETITIONS_SECONDS, refresh_competitions(database)),
        "weekly rewards": (weekly_seconds, run_week(weekly)),
    }
    if config.values_url is not None:
        jobs["values"] = (_VALUES_SECONDS, pull_values(database, feed_of(config)))
    if config.relayer_wallet is not None:
        relayer = relayer_of(config, wallet_account(config, config.relayer_wallet))
        jobs["claims without gas"] = (_RELAYS_SECONDS, send_relays(relayer))
    stands_by = False
    while not stop.is_set():
        try:
            with exclusive(database, "worker") as lock:
                log.info("leading", jobs=list(jobs))
                stands_by = False
                _lead(database, jobs, lock, stop)
        except LockTaken:
            if not stands_by:
                log.info("standing by: another worker leads")
            stands_by = True
            stop.wait(_STANDBY_SECONDS)
        except DatabaseUnreachable as error:
            log.error(str(error))
            stop.wait(_STANDBY_SECONDS)
    log.info("stopped")


def _lead(
    database: "Engine", jobs: "dict[str, tuple[int, Job]]", lock: "Connection", stop: threading.Event
) -> None:
    """Run the jobs until `stop`, or until the lock went with its connection: then somebody else may lead."""
    from apscheduler.schedulers.background import BackgroundScheduler
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    from planet_chain.cli.jobs import run_recorded

    ended = threading.Event()
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    for name, (seconds, job) in jobs.items():
        scheduler.add_job(run_recorded, "interval", seconds=seconds, args=(database, name, job, ended))
    scheduler.start()
    try:
        while not stop.wait(1):
            lock.execute(text("SELECT 1"))
            lock.commit()
    except OperationalError:
        pass
    finally:
        ended.set()
        scheduler.shutdown()
