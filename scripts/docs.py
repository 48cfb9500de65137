"""Write the pages of docs/ that the program knows best; a test compares them with it."""

from pathlib import Path

from planet_chain.api.problems.manual import manual as errors
from planet_chain.chain.manual import manual as contracts
from planet_chain.cli.app import app
from planet_chain.config import Settings

DOCS = Path(__file__).parents[1] / "docs"


def commands() -> str:
    """Every command with its options, as the command line knows them."""
    text = app.generate_docs(output_format="markdown", usage_name="planet")
    return "<!-- made by scripts/docs.py -->\n\n" + text.strip() + "\n"


def settings() -> str:
    """Every setting with its default."""
    rows = [
        f"| `PLANET_{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = [
        "<!-- made by scripts/docs.py -->",
        "",
        "# Settings",
        "",
        "Environment variables, read once at the start.",
    ]
    head += [
        "A running `planet dev` writes its own to `<home>/devnet/environment`; the environment wins.",
        "",
    ]
    return "\n".join([*head, "| variable | default | meaning |", "|---|---|---|", *rows]) + "\n"


def _default(value: object) -> str:
    return "" if value is None else f"`{value}`"


if __name__ == "__main__":
    for name, made in {
        "commands": commands,
        "settings": settings,
        "contracts": contracts,
        "errors": errors,
    }.items():
        (DOCS / f"{name}.md").write_text(made())
