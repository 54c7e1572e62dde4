"""Parse YAML text into plain values, with the line of each."""

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 20
"""Deepest nesting that is read; sources.yaml needs 8."""
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in one line, and what was expected."""

    line: int
    """From 1."""
    text: str


@dataclass(slots=True)
class Nodes:
    """A YAML text, read: its value, where each part of it stands, and what was wrong."""

    value: Plain = None
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    """The line of each key and list element, from 1, by its path."""
    problems: list[Problem] = field(default_factory=list[Problem])

    def known_path(self, path: Path) -> Path:
        """Return the path without the parts that the text does not have."""
        known: Path = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return known

    def line_at(self, path: Path) -> int:
        """Return the line of a key's path, or of the nearest part above it whose line is known."""
        return self.lines.get(self.known_path(path), 1)


def read_nodes(text: str) -> Nodes:
    """Return the value of a YAML text; every scalar stays the text that was written, null is None.

    YAML would read `no` as false and `1.10` as 1.1; what a text means is for the schema to say.
    """
    nodes = Nodes()
    try:
        depth_problem = _too_deep(text)
        if depth_problem:
            nodes.problems.append(depth_problem)
            return nodes
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        nodes.problems.append(_syntax_problem(error))
        return nodes
    if root is not None:
        nodes.value = _NodeReader(nodes).to_plain(root, ())
    return nodes


def _too_deep(text: str) -> Problem | None:
    # Composing recurses in C: hostile nesting would end the interpreter, so it is counted first.
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line if event.start_mark else 0
                return Problem(line + 1, f"nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        context = f" ({error.context})" if error.context else ""
        return Problem(error.problem_mark.line + 1, f"not YAML: {error.problem}{context}")
    return Problem(1, f"not YAML: {error}")


@dataclass(frozen=True, slots=True)
class _NodeReader:
    nodes: Nodes
    seen: set[int] = field(default_factory=set[int])

    def to_plain(self, node: yaml.Node, path: Path) -> Plain:
        """Return a node as plain values, and note the line of each key and every problem."""
        line = node.start_mark.line + 1
        self.nodes.lines.setdefault(path, line)
        if id(node) in self.seen:
            self._add_problem(line, "an alias (`*name`), expected the value itself or `defaults`")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._plain_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.to_plain(each, (*path, place)) for place, each in enumerate(node.value)]
        return None if node.tag == _NULL else str(node.value)

    def _plain_mapping(self, node: yaml.MappingNode, path: Path) -> Plain:
        plain: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._add_problem(line, "a list or mapping as a key, expected a word")
                continue
            key = str(key_node.value)
            if key in plain:
                first = self.nodes.lines[(*path, key)]
                self._add_problem(line, f"{key!r} stands here again, expected once (line {first})")
                continue
            self.nodes.lines[(*path, key)] = line
            plain[key] = self.to_plain(value_node, (*path, key))
        return plain

    def _add_problem(self, line: int, text: str) -> None:
        self.nodes.problems.append(Problem(line, text))
