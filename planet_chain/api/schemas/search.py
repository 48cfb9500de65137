"""What a search finds."""

from typing import Literal

from pydantic import Field

from planet_chain.api.schemas.base import Out
from planet_chain.api.schemas.communities import CommunityOut
from planet_chain.api.schemas.people import CreatorOut
from planet_chain.api.schemas.posts import PostOut

Kinds = Literal["posts", "communities", "creators", "topics"]


class HitOut(Out):
    """Something that was found: one of the four is not null, as `kind` was asked for."""

    post: PostOut | None = None
    community: CommunityOut | None = None
    creator: CreatorOut | None = None
    topic: str | None = Field(None, examples=["defi"], description="Without the hash.")
