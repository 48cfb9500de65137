"""Moderation: who may do what when, what waits, and that hidden posts are no trends."""

from typing import Any

import pytest

from planet_chain.community import members, moderation, posts, trends
from planet_chain.community.errors import (
    ModerationRefused,
    NoMember,
    NotTheAuthor,
    PostUnknown,
    ReportsTooMany,
)
from planet_chain.community.members import MemberRow, of_account
from planet_chain.community.posts import Draft
from planet_chain.store.database import transaction
from planet_chain.store.queries import moderation as stored
from tests.community.place import GENESIS, NOW, Place, row

ANN, BOB = "0x" + "c1" * 20, "0x" + "c2" * 20


@pytest.fixture
def place(place: Place) -> Place:
    with transaction(place.database) as session:
        people = [MemberRow("ann", "A", ANN), MemberRow("bob", "B", BOB), MemberRow("bob2", "B", BOB)]
        members.upsert(session, people, now=GENESIS)
    return place


def act(place: Place, how: str, *arguments: Any, at: int = NOW) -> Any:
    """Do `how` to the post `hello`."""
    with transaction(place.database) as session:
        return getattr(moderation, how)(session, "hello", *arguments, now=at)


def report(place: Place, account: str = BOB, post: str = "hello", at: int = NOW) -> Any:
    with transaction(place.database) as session:
        who = of_account(session, account)
        return moderation.report(session, post, who, "spam", "look", now=at)


def appeal(place: Place, account: str = ANN) -> Any:
    with transaction(place.database) as session:
        return moderation.appeal(session, "hello", of_account(session, account), "I did not", now=NOW)


def waiting(place: Place) -> list[tuple[str, int, str | None]]:
    with transaction(place.database) as session:
        return [(each.post, each.reports, each.appeal) for each in stored.queue(session)]


def acts(place: Place) -> list[str]:
    with transaction(place.database) as session:
        return [fact.act for fact in stored.log(session)][::-1]


def test_a_person_reports_a_post_once_by_whatever_account(place: Place) -> None:
    first = report(place)
    assert report(place, at=NOW + 5).id == first.id
    assert (first.actor, waiting(place)) == ("p:B", [("hello", 1, None)])
    with pytest.raises(ModerationRefused, match="your own"):
        report(place, ANN)
    with pytest.raises(NoMember):
        report(place, "0x" + "99" * 20)
    with pytest.raises(PostUnknown):
        report(place, post="nothing")


def test_a_person_reports_so_much_a_day(place: Place) -> None:
    with transaction(place.database) as session:
        for number in range(22):
            posts.publish(session, Draft(f"p{number}", "ann", "note"), now=GENESIS)
    for number in range(20):
        report(place, post=f"p{number}")
    with pytest.raises(ReportsTooMany):
        report(place, post="p20", at=NOW + 86_399)
    assert report(place, post="p20", at=NOW + 86_401)


def test_a_post_is_hidden_appealed_upheld_and_shown_again(place: Place) -> None:
    report(place)
    hidden = act(place, "hide", "mo", "spam", "copied")
    assert waiting(place) == []
    with transaction(place.database) as session:
        found = posts.get(session, "hello").hidden
    assert found == (NOW, "spam", "copied")
    assert hidden.at == NOW
    with pytest.raises(NotTheAuthor):
        appeal(place, BOB)
    appeal(place)
    assert waiting(place) == [("hello", 0, "I did not")]
    with pytest.raises(ModerationRefused, match="already"):
        appeal(place)
    act(place, "uphold", "mo", "you did")
    assert waiting(place) == []
    with pytest.raises(ModerationRefused, match="no appeal"):
        act(place, "uphold", "mo", "you did")
    act(place, "restore", "mo", "I was wrong")
    with transaction(place.database) as session:
        assert posts.get(session, "hello").hidden is None
    # each time it is hidden may be appealed
    act(place, "hide", "mo", "spam", "")
    appeal(place)
    assert acts(place) == ["reported", "hidden", "appealed", "upheld", "restored", "hidden", "appealed"]


@pytest.mark.parametrize(
    ("how", "arguments"),
    [
        ("restore", ("mo", "")),
        ("uphold", ("mo", "")),
        ("dismiss", ("mo", "")),
        ("hide", ("mo", "because", "")),
        ("hide", ("mo", "spam", "x" * 1_001)),
        ("hide", ("mo", "spam", "nul\0")),
        ("retype", ("mo", "analysis", "")),
        ("retype", ("mo", "No Type", "")),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_trace(place: Place, how: str, arguments: Any) -> None:
    with pytest.raises(ModerationRefused):
        act(place, how, *arguments)
    assert acts(place) == []


def test_hiding_twice_is_refused(place: Place) -> None:
    act(place, "hide", "mo", "spam", "")
    with pytest.raises(ModerationRefused, match="hidden already"):
        act(place, "hide", "mo", "scam", "")


def test_dismissed_reports_do_not_come_back_but_new_ones_do(place: Place) -> None:
    report(place)
    act(place, "dismiss", "mo", "fine")
    assert waiting(place) == []
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("cid", "C", "0x" + "c3" * 20)], now=GENESIS)
    report(place)  # the same person again changes nothing
    assert waiting(place) == []
    report(place, "0x" + "c3" * 20)
    assert waiting(place) == [("hello", 1, None)]


def test_a_corrected_type_is_shown_with_its_trace(place: Place) -> None:
    act(place, "retype", "mo", "video", "it moves")
    act(place, "retype", "ned", "note", "it does not", at=NOW + 1)
    with transaction(place.database) as session:
        found = posts.get(session, "hello")
        # publishing it again is still publishing the same
        posts.publish(session, Draft("hello", "ann", "analysis", text="#chain"), now=NOW)
    assert (found.type, found.proposed_type) == ("note", "analysis")
    assert found.corrections == (
        (NOW, "mo", "analysis", "video", "it moves"),
        (NOW + 1, "ned", "video", "note", "it does not"),
    )


def test_a_hidden_post_has_no_voice_and_a_topic_without_posts_is_no_trend(place: Place) -> None:
    with transaction(place.database) as session:
        posts.publish(session, Draft("loud", "cid", "note", text="#noise"), now=GENESIS)
        posts.publish(session, Draft("calm", "cid", "note", text="#chain"), now=GENESIS)

    def trending(now: int) -> dict[str, list[str]]:
        with transaction(place.database) as session:
            trends.refresh(session, now=now)
            return {row.topic: [post["id"] for post in row.why["top_posts"]] for row in trends.read(session)}

    at = GENESIS + 36_000
    voices = (("cid", "hello"), ("bob", "loud"), ("bob", "calm"))
    place.send(*(row(f"a-{post}", member=member, post=post, at=at) for member, post in voices))
    assert trending(at) == {"chain": ["calm", "hello"], "noise": ["loud"]}
    with transaction(place.database) as session:
        for post in ("hello", "loud"):
            moderation.hide(session, post, "mo", "spam", "", now=at + 1)
    place.send(row("b", post="loud", at=at + 3_600), row("c", member="cid", post="hello", at=at + 3_600))
    assert trending(at + 3_600) == {"chain": ["calm"]}
    with transaction(place.database) as session:
        moderation.restore(session, "loud", "mo", "", now=at + 3_601)
    assert trending(at + 3_602)["noise"] == ["loud"]
