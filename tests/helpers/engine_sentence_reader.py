"""Finds, in the engine's source, what it says to a person: sentences, names of phases, help of settings."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.helpers.shown_text import ShownText, numbered

# Their words stay in a terminal or in files; the window never shows them.
_LEFT_OUT = (
    "cli", "bench", "evaluation", "training/data", "training/embedded", "training/loop", "training/objectives",
    "training/recipe.py", "training/finetune_config.py", "training/runs", "training/tokens",
    "training/finetuning/finetune_report.py", "training/finetuning/finetune_study.py",
    "training/finetuning/finetune_topics.py", "cots/visual_token_files.py", "cots/visual_tokens.py",
    "cots/dalle_encoder.py", "cots/momentum.py", "cots/queues.py", "cots/masked_heads.py", "cots/masking.py", "wire.py",
    "cots/words.py", "cots/hub_proof.py",
)  # fmt: skip
# Here everything that looks like words is the name of a fact about a file.
_NAMES_OF_FACTS = ("media/file_details.py", "media/clip_streams.py", "media/clip_details.py")
_SENTENCE = re.compile(r"(?:[A-Z{“\"].* .*[.?!…]|[A-Z][^{}]* [^{}]*…)", re.DOTALL)
_SQL = re.compile(
    r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WITH|BEGIN|ATTACH|\{0\} WHERE)\b|[^{]*\{\}"
)


def read_sentences(folder: Path) -> tuple[str, ...]:
    """Return what the engine below `folder` says, each once, with numbered holes where something is filled in."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if not any(name == out or name.startswith(f"{out}/") for out in _LEFT_OUT):
            found.update(dict.fromkeys(_read(path)))
    return tuple(found)


def _read(path: Path) -> Iterator[str]:
    names = path.as_posix().endswith(_NAMES_OF_FACTS)
    for text in ShownText(path).bare_templates:
        if (names and "{" not in text) or (_SENTENCE.fullmatch(text) and not _SQL.match(text)):
            yield text
    yield from _phases(path)


def _phases(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.ClassDef)
            and node.name.endswith("Config")
            and node.name != "Config"
            and path.name == "config.py"
        ):
            yield (ast.get_docstring(node) or "").partition("\n")[0]
        if isinstance(node, ast.Call) and _name(node.func) == "setting":
            yield from (text for word in node.keywords if word.arg == "label" for text in _texts(word.value))
        if isinstance(node, ast.Dict) and path.name == "config.py" and [*map(_text, node.keys)] == ["label"]:
            yield from _texts(node.values[0])
        if isinstance(node, ast.Call) and _name(node.func) == "Progress":
            for part in (*node.args[2:3], *(word.value for word in node.keywords if word.arg == "text")):
                yield from _texts(part)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr) and any(_is_text(part) for part in node.values):
        yield numbered(node)


def _text(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def engine_sentences_source(folder: Path) -> str:
    """Return the module that lists what the engine says, for Qt's tools and for `app.engine_text`."""
    lines = [
        '"""What the engine says, collected from its source by `make translations`; not edited by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "from app.translation import QT_TRANSLATE_NOOP",
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
        "SENTENCES: tuple[str, ...] = (",
    ]
    for sentence in read_sentences(folder):
        text = json.dumps(sentence, ensure_ascii=False)
        lines.append(f'    QT_TRANSLATE_NOOP("Engine", {text}),')
    return "\n".join([*lines, ")", 'TEMPLATES = tuple(text for text in SENTENCES if "{0}" in text)', ""])
