"""API keys: shown once, kept as a hash, good for what they say and until they are revoked."""

import pytest

from planet_chain.community import keys
from planet_chain.community.errors import KeyRefused, KeyUnknown, ScopeMissing, UnknownScope
from planet_chain.store.database import transaction
from tests.community.place import Place


def test_a_key_does_what_its_scopes_say_and_no_more(place: Place) -> None:
    with transaction(place.database) as session:
        row, key = keys.create(session, "backend", ["posts", "activity"], now=5)
        assert (row.scopes, row.created_at) == ("activity,posts", 5)
        assert keys.check(session, key, "activity").id == row.id
        with pytest.raises(ScopeMissing, match="lacks the scope values"):
            keys.check(session, key, "values")
    assert all(key.encode() not in found.hash for found in place.query("SELECT hash FROM api_key"))
    assert key.startswith("pk_")
    assert len(key) >= 40


@pytest.mark.parametrize("key", [None, "", "pk_", "pk_guess", "no key at all", "pk_\ud800"])
def test_what_is_no_key_is_refused(place: Place, key: str | None) -> None:
    with transaction(place.database) as session:
        keys.create(session, "backend", keys.SCOPES, now=5)
        with pytest.raises(KeyRefused, match="planet key create"):
            keys.check(session, key, "activity")


def test_a_revoked_key_is_useless_for_ever(place: Place) -> None:
    with transaction(place.database) as session:
        row, key = keys.create(session, "backend", keys.SCOPES, now=5)
        other, other_key = keys.create(session, "another", keys.SCOPES, now=6)
        assert row.id is not None
        assert keys.revoke(session, row.id, now=7).revoked_at == 7
        assert keys.revoke(session, row.id, now=8).revoked_at == 7
        with pytest.raises(KeyRefused):
            keys.check(session, key, "activity")
        assert keys.check(session, other_key, "activity").id == other.id
        assert [found.name for found in keys.listed(session)] == ["backend", "another"]
        with pytest.raises(KeyUnknown, match="999"):
            keys.revoke(session, 999, now=9)


def test_an_unknown_scope_is_refused(place: Place) -> None:
    with transaction(place.database) as session, pytest.raises(UnknownScope, match="activity, members"):
        keys.create(session, "backend", ["everything"], now=5)
