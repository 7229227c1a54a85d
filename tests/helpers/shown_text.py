"""Finds, in the source, what a person reads: marked for translation, and not marked though it should be."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

MARKS = frozenset({"tr", "translate", "QT_TRANSLATE_NOOP"})
# What these take is read by programs or by whoever mends Evoke, not by a person at the window.
_NOT_SHOWN = frozenset(
    """
    setObjectName setProperty setStyleSheet getLogger debug info warning error critical exception log compile
    match fullmatch sub ValueError RuntimeError AssertionError NotImplementedError KeyError TypeError OSError
    QKeySequence icon set_icon draw_icon toString strftime fromString setFormat Formatter setShortcut
    setShortcuts setWindowIcon setApplicationName setApplicationDisplayName setDesktopFileName add_argument
    ArgumentParser write environ getenv setFamilies setFamily Literal TypeVar NewType cast startswith endswith
    removeprefix get property add_parser setOrganizationName setApplicationVersion setKey beginGroup value
    setValue
    """.split()  # noqa: SIM905  # a word list
)
_KEYS = re.compile(r"(?:(?:Ctrl|Shift|Alt|Meta)\+)+(?:[A-Z0-9]|F\d+|\+|-|=|,|[A-Z][a-z]+)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[^\W\d_][\w'\u2019,.:;…)“”]* +[\w({“]|^&?[A-Z][a-z&]{2,}|…|[a-z]&[a-z]")
_HOLE = re.compile(r"\{\d+\}")
_EXEMPT = "# not shown"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text marked for translation; `context` or `source` "" where it is no literal."""

    context: str
    source: str
    comment: str
    has_plural: bool
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Bare:
    """A text that looks as if a person read it, and is not marked."""

    text: str
    path: Path
    line: int


class ShownText(ast.NodeVisitor):
    """Reads a file. A line that ends in `# not shown` is left out, and a statement below a comment of these words."""

    def __init__(self, path: Path) -> None:
        self._path = path
        text = path.read_text(encoding="utf-8")
        self._lines = text.split("\n")
        self._classes: list[str] = []
        self.marked: list[Marked] = []
        self.bare: list[Bare] = []
        self.visit(ast.parse(text))

    @property
    def bare_templates(self) -> tuple[str, ...]:
        """The texts that are not marked, with numbered holes where something is filled in."""
        return tuple(found.text for found in self.bare)

    def visit(self, node: ast.AST) -> None:
        is_exempt = isinstance(node, ast.stmt) and self._lines[node.lineno - 2].strip().startswith(_EXEMPT)
        before = len(self.bare)
        super().visit(node)
        if is_exempt:  # what is marked inside of it counts all the same
            del self.bare[before:]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        for part in (*node.body, *node.decorator_list):
            self.visit(part)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        if not isinstance(node.left, ast.Constant):
            self.visit(node.left)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.slice, ast.Constant):
            self.visit(node.slice)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node)
        if name in MARKS:
            self._read_mark(node, name)
        elif name in _NOT_SHOWN:
            for part in (node.func, *node.args, *(keyword.value for keyword in node.keywords)):
                if not isinstance(part, (ast.Constant, ast.JoinedStr)):
                    self.visit(part)
        else:
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._judge(numbered(node), node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._judge(node.value, node)

    def _judge(self, text: str, node: ast.expr) -> None:
        bare = _HOLE.sub("", text)
        if not _LETTERS.search(bare) or not _SENTENCE.search(text) or _KEYS.fullmatch(text):
            return
        lines = self._lines[node.lineno - 1 : node.end_lineno]
        if not any(_EXEMPT in line for line in lines):
            self.bare.append(Bare(text, self._path, node.lineno))

    def _read_mark(self, node: ast.Call, name: str) -> None:
        args = list(node.args)
        context = self._classes[-1] if self._classes else ""
        if name != "tr":
            context = _literal(args.pop(0)) if args else ""
        if node.keywords or (args and not _is_definition(args[0])):
            source = _literal(args[0]) if args and not node.keywords else ""
            comment = _literal(args[1]) if len(args) > 1 else ""
            self.marked.append(Marked(context, source, comment, len(args) > 2, self._path, node.lineno))
        for part in args[2:]:  # the second says what the first means
            self.visit(part)


def numbered(node: ast.JoinedStr) -> str:
    """Return an f-string with `{0}`, `{1}` for what is filled in."""
    parts, hole = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{hole}}}")
            hole += 1
    return "".join(parts)


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_definition(node: ast.expr) -> bool:
    """Whether the text was marked where it is defined, and only looked up here."""
    return isinstance(node, (ast.Name, ast.Subscript, ast.Attribute))


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
