"""Read YAML strictly: every value asked for by name and kind, every problem with its line.

Goes in: YAML text. Comes out: plain values and findings. Must not know what the keys mean.

The text is composed, not constructed: a scalar stays the text that somebody typed, so that
`nee`, `on`, `10:20` and `2026-11-22` never turn into something else (YAML 1.1 would).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from booklet.report import Finding, Place, Severity, nearest

# The same in C, where it was built in: ten times as fast. But brackets within brackets without end crash it, so that
# it reads our own files only.
_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = {"", "~", "null", "leeg"}
FEW = 12
_TRUTH = {"ja": True, "nee": False}


@dataclass(kw_only=True)
class Problems:
    """The findings of one run of reading, gathered so that all of them can be shown in one go."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, place: Place, what: str, remedy: str, rule: str, severity: Severity = Severity.ERROR) -> None:
        """Note one finding, which stops the run unless it is advice."""
        self.findings.append(Finding(place=place, what=what, remedy=remedy, rule=rule, severity=severity))


def compose(text: str, path: str, problems: Problems, first_line: int = 1, *, ours: bool = False) -> yaml.Node | None:
    """Parse YAML to nodes; None (with a finding) when it is no YAML, or empty.

    `first_line` is the line of the file on which `text` starts; `ours` says that it is not from outside.
    """
    try:
        node = yaml.compose(text, Loader=_QUICK if ours else yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path=path, line=first_line + (mark.line if mark else 0))
        problems.add(
            place,
            "dit is geen geldige YAML: de sleutels zijn hier niet meer te volgen",
            "kijk op deze regel en erboven naar een vergeten aanhalingsteken, dubbele punt of spatie vooraan.",
            "yaml",
        )
        return None
    if node is None:
        problems.add(Place(path=path, line=first_line), "hier staat niets", "vul de sleutels in.", "yaml")
    return node


def scalar(text: str, path: str, problems: Problems) -> Value:
    """Make a value of text that stands in no YAML file, such as a cell of a list; `path` says where it stands."""
    mark = yaml.Mark(path, 0, 0, 0, None, 0)
    return Value(yaml.ScalarNode("tag:yaml.org,2002:str", text, mark, mark), path, problems, offset=-1)


Rows = Sequence[Mapping[str, str | Sequence[str] | Mapping[str, str]]]


def rows(written: Rows, path: str, problems: Problems) -> Value:
    """Make a list of mappings of what stands in no YAML file, such as a form; each row has its number for a line."""

    def node(piece: object, line: int) -> yaml.Node:
        mark = yaml.Mark(path, 0, line, 0, None, 0)
        if isinstance(piece, str):
            return yaml.ScalarNode("tag:yaml.org,2002:str", piece, mark, mark)
        if isinstance(piece, Mapping):
            pairs = [(node(key, line), node(value, line)) for key, value in piece.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
        assert isinstance(piece, Sequence)
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [node(item, line) for item in piece], mark, mark)

    mark = yaml.Mark(path, 0, 0, 0, None, 0)
    items = [node(row, line) for line, row in enumerate(written)]
    return Value(yaml.SequenceNode("tag:yaml.org,2002:seq", items, mark, mark), path, problems)


class Value:
    """One YAML node with its place; each reader checks the kind and returns a neutral value when it is wrong."""

    def __init__(self, node: yaml.Node, path: str, problems: Problems, offset: int = 0) -> None:
        self._node = node
        self._path = path
        self._problems = problems
        self._offset = offset

    @property
    def place(self) -> Place:
        """The line on which the value starts."""
        return Place(path=self._path, line=self._node.start_mark.line + 1 + self._offset)

    def wrong(self, what: str, remedy: str, rule: str = "waarde") -> None:
        """Note a finding at this value."""
        self._problems.add(self.place, what, remedy, rule)

    def is_empty(self) -> bool:
        """Tell whether nothing was written behind the key."""
        node = self._node
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value.strip().lower() in _EMPTY

    def is_text(self) -> bool:
        """Tell whether this is one piece of text, rather than a list or keys."""
        return isinstance(self._node, yaml.ScalarNode)

    def is_list(self) -> bool:
        """Tell whether this is a list."""
        return isinstance(self._node, yaml.SequenceNode)

    def text(self, *, limit: int = 0) -> str:
        """Read text on one line; `limit` is the most characters that fit on the page (0: any)."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.wrong("hier hoort gewone tekst", "zet de tekst achter de dubbele punt.")
            return ""
        value = " ".join(self._node.value.split())
        if self.is_empty():
            return ""
        if limit and len(value) > limit:
            self.wrong(
                f"«{value}» heeft {len(value)} tekens en er passen er {limit}",
                "maak de tekst korter.",
                "te-lang",
            )
        return value

    def number(self, low: int, high: int) -> int | None:
        """Read a whole number from `low` to `high`; None when it is left empty."""
        value = self.text()
        if not value:
            return None
        if re.fullmatch(r"\d+", value) and low <= int(value) <= high:
            return int(value)
        self.wrong(f"«{value}» is geen heel getal van {low} tot {high}", f"schrijf een getal van {low} tot {high}.")
        return None

    def decimal(self, low: float, high: float) -> float | None:
        """Read a number with a comma or a point; None when it is left empty."""
        value = self.text()
        if not value:
            return None
        try:
            result = float(value.replace(",", "."))
        except ValueError:
            result = float("nan")
        if low <= result <= high:
            return result
        self.wrong(f"«{value}» is geen getal van {low:g} tot {high:g}", f"schrijf een getal van {low:g} tot {high:g}.")
        return None

    def truth(self) -> bool:
        """Read `ja` or `nee`."""
        value = self.text().lower()
        if value not in _TRUTH:
            self.wrong(f"«{value}» is geen ja of nee", "schrijf ja of nee.")
        return _TRUTH.get(value, False)

    def date(self) -> dt.date | None:
        """Read a date, written 2026-11-22 or 22-11-2026; None when it is left empty."""
        value = self.text()
        if not value:
            return None
        for order in ("%Y-%m-%d", "%d-%m-%Y"):
            try:
                return dt.datetime.strptime(value, order).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
        self.wrong(f"«{value}» is geen datum", "schrijf de datum als 2026-11-22 of als 22-11-2026.", "datum")
        return None

    def choice(self, known: Collection[str]) -> str:
        """Read one of the known words."""
        return self.one_of(self.text(), known)

    def one_of(self, word: str, known: Collection[str]) -> str:
        """Check that a word which stands here is one of the known ones."""
        if word not in known:
            near = nearest(word, known)
            few = f"Kies uit: {', '.join(known)}." if len(known) <= FEW or not near else ""
            self.wrong(f"«{word}» kan hier niet", f"{near}{few}".strip(), "keuze")
        return word

    def items(self) -> list[Value]:
        """Read a list."""
        if isinstance(self._node, yaml.SequenceNode):
            return [self._inner(node) for node in self._node.value]
        if self.text():
            self.wrong("hier hoort een lijst", "zet de onderdelen tussen [ en ], met komma's ertussen.")
        return []

    def several(self) -> list[Value]:
        """Read a list, or one value that stands alone."""
        return self.items() if isinstance(self._node, yaml.SequenceNode) else [self]

    def split(self, pattern: str) -> list[Value]:
        """Take text apart into the pieces between what matches `pattern`; empty pieces are left out."""
        node = self._node
        texts = [" ".join(piece.split()) for piece in re.split(pattern, str(node.value))] if self.is_text() else []
        nodes = [yaml.ScalarNode(node.tag, text, node.start_mark, node.end_mark) for text in texts if text]
        return [self._inner(node) for node in nodes]

    def fields(self) -> Fields:
        """Read a mapping of keys and values."""
        return Fields(self)

    def pairs(self) -> Iterator[tuple[str, Value]]:
        """Read the keys and values of a mapping in order; a key that stands twice is a finding."""
        if not isinstance(self._node, yaml.MappingNode):
            self.wrong("hier horen sleutels met een dubbele punt", "schrijf bijvoorbeeld titel: Bruggetje.", "yaml")
            return
        seen: set[str] = set()
        for key_node, value_node in self._node.value:
            key = str(key_node.value)
            value = self._inner(value_node)
            if key in seen:
                self._inner(key_node).wrong(f"de sleutel «{key}» staat hier twee keer", "haal er een weg.", "dubbel")
                continue
            seen.add(key)
            yield key, value

    def _inner(self, node: yaml.Node) -> Value:
        return Value(node, self._path, self._problems, self._offset)


class Fields:
    """The keys of one mapping, asked for one by one; `done` reports those that nobody asked for."""

    def __init__(self, value: Value, values: Mapping[str, Value] | None = None) -> None:
        """Take the keys of a mapping, or the `values` that came from elsewhere; `value` is the whole."""
        self.value = value
        self._values = dict(value.pairs() if values is None else values)
        self._asked: list[str] = []

    def get(self, key: str) -> Value | None:
        """Give the value of an optional key."""
        self._asked.append(key)
        return self._values.get(key)

    def need(self, key: str) -> Value | None:
        """Give the value of a key that must be there; a finding when it is missing."""
        found = self.get(key)
        if found is None:
            self.value.wrong(f"de sleutel «{key}» ontbreekt", f"voeg een regel toe die begint met {key}:", "sleutel")
        return found

    def filled(self, key: str) -> Value | None:
        """Give the value of a key that must be there and hold something; a finding when it does not."""
        found = self.need(key)
        if found and found.is_empty():
            found.wrong(f"bij «{key}» staat niets", f"schrijf iets achter {key}:", "sleutel")
            return None
        return found

    def text(self, key: str, *, limit: int = 0) -> str:
        """Read a key that must hold text."""
        found = self.filled(key)
        return found.text(limit=limit) if found else ""

    def maybe(self, key: str, *, limit: int = 0) -> str:
        """Read a key that may hold text; empty when it does not."""
        found = self.get(key)
        return found.text(limit=limit) if found else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of words under an optional key."""
        found = self.get(key)
        return tuple(item.text() for item in found.items()) if found else ()

    def items(self, key: str) -> list[Value]:
        """Read a list of values under an optional key."""
        found = self.get(key)
        return found.items() if found else []

    def done(self) -> None:
        """Report the keys that have no meaning here."""
        for key, value in self._values.items():
            if key not in self._asked:
                value.wrong(
                    f"de sleutel «{key}» is onbekend",
                    f"{nearest(key, self._asked)}Bekende sleutels: {', '.join(sorted(set(self._asked)))}.",
                    "sleutel",
                )
