"""The contracts' manual, docs/contracts.md, out of the comments in their interfaces."""

import re
from collections.abc import Mapping
from typing import Any, Final

from planet_chain.chain.compile import ROOT, syntax_trees

_INTERFACES: Final = "contracts/interfaces"
_HEAD: Final = """<!-- made by scripts/docs.py -->

# The contracts

What each contract does, who may call what, what it says (events) and why it refuses (errors), from the
comments in `contracts/interfaces`. Amounts are in the smallest units of their token, times are unix seconds.
Nothing can be upgraded, and no contract can take a fee for the platform.
"""
_KINDS: Final = {
    "FunctionDefinition": "Functions",
    "EventDefinition": "Events",
    "ErrorDefinition": "Errors",
    "StructDefinition": "Structs",
    "EnumDefinition": "Enums",
}


def manual() -> str:
    """The whole of docs/contracts.md: an interface a chapter, in alphabetical order.

    Raises:
        CompilationFailed: the interfaces do not parse.
    """
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / _INTERFACES).glob("I*.sol"))
    trees = syntax_trees(sources)
    chapters = [
        _Chapter((ROOT / source).read_bytes()).of(node)
        for source in sources
        for node in trees[source]["nodes"]
        if node["nodeType"] == "ContractDefinition"
    ]
    names = [re.findall(r"^## (\w+)", chapter)[0] for chapter in chapters]
    index = ", ".join(f"[{name}](#{name.lower()})" for name in names)
    return "\n".join([_HEAD, f"{index}.\n", *chapters])


class _Chapter:
    """One interface, told out of its syntax tree and of the comments in its `source`."""

    def __init__(self, source: bytes) -> None:
        self.source = source

    def of(self, contract: Mapping[str, Any]) -> str:
        tags = self._tags(contract)
        bases = [f"`{base['baseName']['name']}`" for base in contract["baseContracts"]]
        # An interface is called by its contract's name; the standards keep their own.
        name = contract["name"] if contract["name"].startswith("IERC") else contract["name"][1:]
        lines = [f"## {name}\n", *(f"**{_flat(text)}**\n" for text in tags.get("title", []))]
        lines += [_markdown(text) + "\n" for text in tags.get("notice", []) + tags.get("dev", [])]
        if bases:
            lines.append(f"Also all of {', '.join(bases)}.\n")
        for kind, title in _KINDS.items():
            entries = [self._entry(node) for node in contract["nodes"] if node["nodeType"] == kind]
            if entries:
                lines += [f"### {title} of {name}\n", *entries, ""]
        return "\n".join(lines)

    def _entry(self, node: Mapping[str, Any]) -> str:
        tags = self._tags(node)
        said = " ".join(_flat(text) for text in tags.get("notice", []) + tags.get("dev", []))
        lines = [f"- `{_signature(node)}`" + (f"<br>{said}" if said else "")]
        lines += [f"  - `{name}`: {text}" for name, text in map(_named, tags.get("param", []))]
        returned = [one["name"] for one in node.get("returnParameters", {}).get("parameters", [])]
        lines += [f"  - returns {_returned(text, returned)}" for text in tags.get("return", [])]
        return "\n".join(lines)

    def _tags(self, node: Mapping[str, Any]) -> dict[str, list[str]]:
        """Tag -> its texts, in the order written; a text keeps its lines."""
        if not node.get("documentation"):
            return {}
        # The compiler's own copy of the text has lost its empty lines.
        start, length = map(int, node["documentation"]["src"].split(":")[:2])
        comment = self.source[start : start + length].decode()
        text = "\n".join(re.sub(r"^\s*///? ?", "", line) for line in comment.splitlines())
        pieces = re.split(r"^@(\w+) ?", text, flags=re.MULTILINE)
        tags = {"notice": [pieces[0]]} if pieces[0].strip() else {}
        for tag, said in zip(pieces[1::2], pieces[2::2], strict=True):
            tags.setdefault(tag, []).append(said)
        return tags


def _named(text: str) -> tuple[str, str]:
    name, _, rest = _flat(text).partition(" ")
    return name, rest


def _returned(text: str, names: list[str]) -> str:
    name, rest = _named(text)
    return f"`{name}`: {rest}" if name in names else _flat(text)


def _signature(node: Mapping[str, Any]) -> str:
    if node["nodeType"] == "EnumDefinition":
        return f"{node['name']} {{ {', '.join(member['name'] for member in node['members'])} }}"
    if node["nodeType"] == "StructDefinition":
        return f"{node['name']} {{ {'; '.join(map(_declared, node['members']))} }}"
    text = f"{node['name']}({', '.join(map(_declared, node['parameters']['parameters']))})"
    if node["nodeType"] != "FunctionDefinition":
        return text
    if node["stateMutability"] in ("view", "pure"):
        text += f" {node['stateMutability']}"
    answers = node["returnParameters"]["parameters"]
    return text + (f" returns ({', '.join(map(_declared, answers))})" if answers else "")


def _declared(variable: Mapping[str, Any]) -> str:
    # `struct IAirdrops.Claim[]` is a `Claim[]` to the reader.
    kind = re.sub(r"\b(struct|enum|contract) (\w+\.)?", "", variable["typeDescriptions"]["typeString"])
    indexed = " indexed" if variable.get("indexed") else ""
    return f"{kind}{indexed} {variable['name']}".strip()


def _markdown(text: str) -> str:
    """The text with its indented formulas as code, which want an empty line before and after."""
    lines: list[str] = []
    for line in text.strip("\n").splitlines():
        if lines and lines[-1] and line and line.startswith("    ") != lines[-1].startswith("    "):
            lines.append("")
        lines.append(line.rstrip())
    return "\n".join(lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
