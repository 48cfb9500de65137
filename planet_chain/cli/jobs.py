"""What the worker does at intervals. A job that fails is tried again at the next one."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from planet_chain.community.tagging import Tagger
    from planet_chain.okx.values import ValueFeed
    from planet_chain.rewards.relayer import Relayer
    from planet_chain.rewards.weekly import Weekly
    from planet_chain.store.queries.communities import Curve

Job = Callable[[threading.Event], str]
"""Does what is due and returns what it did, "" for nothing; stops between two steps when the event is set."""

log = structlog.get_logger("worker")


def refresh_trends(database: "Engine") -> Job:
    """The job that refreshes the trends, at the time of the newest block in the index."""
    from planet_chain.community.trends import refresh
    from planet_chain.store.database import transaction
    from planet_chain.store.queries.index import index_status

    def job(ended: threading.Event) -> str:
        with transaction(database) as session:
            status = index_status(session)
            if status is None:
                return ""
            return f"{refresh(session, now=status.indexed_time)} trends"

    return job


def refresh_content(database: "Engine", tagger: "Tagger") -> Job:
    """The job that tags new posts, and makes findable what is new or has another name."""
    from planet_chain.community.search import refresh
    from planet_chain.community.tagging.job import tag_posts
    from planet_chain.store.database import transaction

    def job(ended: threading.Event) -> str:
        tagged = kept = 0
        # a new tagger has everything before it: batch by batch, so that it can be stopped between two
        while not ended.is_set():
            with transaction(database) as session:
                found = tag_posts(session, tagger)
            with transaction(database) as session:
                new = refresh(session)
            tagged, kept = tagged + found, kept + new
            if not found and not new:
                break
        return f"{tagged} posts tagged, {kept} things made findable" if tagged or kept else ""

    return job


def refresh_competitions(database: "Engine") -> Job:
    """The job that ranks the open competitions by what is final, and closes those that are over."""
    from planet_chain.community.competitions import refresh
    from planet_chain.store.database import transaction

    def job(ended: threading.Event) -> str:
        with transaction(database) as session:
            changed = refresh(session)
        return f"{changed} competitions" if changed else ""

    return job


def refresh_recommendations(database: "Engine") -> Job:
    """The job that finds what can be recommended."""
    from planet_chain.community.recommendable import refresh
    from planet_chain.store.database import transaction

    def job(ended: threading.Event) -> str:
        with transaction(database) as session:
            return f"{refresh(session)} recommendable"

    return job


def pull_values(database: "Engine", feed: "ValueFeed") -> Job:
    """The job that takes what the exchange says members are worth."""
    from planet_chain.community.feeds import take_statement
    from planet_chain.store.database import transaction

    def job(ended: threading.Event) -> str:
        statement = feed.read()
        with transaction(database) as session:
            taken = take_statement(session, "values", statement.as_of, statement.sha256, statement.body)
        return f"{taken.changed} values"

    return job


def judge_calls(database: "Engine", curve: "Curve") -> Job:
    """The job that writes what became of the tokens that posts named, as far as it is final."""
    from planet_chain.community.calls import judge
    from planet_chain.store.database import transaction

    def job(ended: threading.Event) -> str:
        with transaction(database) as session:
            judged = judge(session, curve)
        return f"{judged} outcomes" if judged else ""

    return job


def run_week(weekly: "Weekly") -> Job:
    """The job that takes every closed week as far as it goes now."""

    def job(ended: threading.Event) -> str:
        said = ""
        for step in weekly.run():
            said = step.said
            if step.moved:
                log.info(step.said, epoch=step.epoch, step=step.name)
            if ended.is_set():
                break
        return said

    return job


def send_relays(relayer: "Relayer") -> Job:
    """The job that sends claims for people without gas."""

    def job(ended: threading.Event) -> str:
        return relayer.run(int(time.time()))

    return job


def run_recorded(database: "Engine", name: str, job: Job, ended: threading.Event) -> None:
    """Run `job` once, and write down how it went. Nothing it raises leaves here."""
    from planet_chain.store import jobs
    from planet_chain.store.database import transaction

    try:
        with transaction(database) as session:
            jobs.started(session, name, int(time.time()))
        try:
            said = job(ended)
        except Exception as error:
            reason = str(error) if isinstance(error, PlanetError) else f"{type(error).__name__}: {error}"
            with transaction(database) as session:
                is_news = jobs.failed(session, name, int(time.time()), reason)
            if is_news:
                # a defect needs its traceback; a sentence for people needs none
                log.error(reason, job=name, exc_info=not isinstance(error, PlanetError))
            return
        with transaction(database) as session:
            jobs.finished(session, name, int(time.time()), said)
    except Exception as error:  # the database is gone: there is no place to write it down
        log.error("cannot write down how a job went", job=name, reason=str(error))
