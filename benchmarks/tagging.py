"""How often each tagger is right: `python benchmarks/tagging.py [--json]`.

On `tests/community/tagged.toml`, posts that neither the lexicon nor the seeds were made from.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT))

from planet_chain.community.tagging import TAGGERS, Tagger, tagger_named


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = {name: judged(tagger_named(name)) for name in TAGGERS}
    print(json.dumps(figures, indent=2) if given.json else "\n".join(f"{k}: {v}" for k, v in figures.items()))


def judged(tagger: Tagger) -> dict[str, str]:
    """How many posts have the right topic among theirs, how many the right type, and what is wrong."""
    posts = tomllib.loads((_ROOT / "tests" / "community" / "tagged.toml").read_text("utf-8"))["post"]
    tags = [tagger.tag(post["title"], post["text"]) for post in posts]
    pairs = list(zip(posts, tags, strict=True))
    return {
        "topic found": f"{sum(post['topic'] in found.topics for post, found in pairs)}/{len(posts)}",
        "other topics": str(sum(len(set(found.topics) - {post["topic"]}) for post, found in pairs)),
        "type right": f"{sum(post['type'] == found.type for post, found in pairs)}/{len(posts)}",
        "type wrong": f"{sum(found.type not in (None, post['type']) for post, found in pairs)}/{len(posts)}",
    }


if __name__ == "__main__":
    main()
