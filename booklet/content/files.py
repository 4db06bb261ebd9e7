"""Open the files of chapters/ and split a head from its text.

Goes in: a path. Comes out: text, or a finding that says what to do. Must not know what the text is about.

Whoever reads the same folder again and again gives the shelf a `Memory`. A piece of reading whose files all say what
they said before, need not be done again: whatever a piece looks at, it looks at by way of its shelf.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from booklet.content.fields import Fields, Problems, Value, compose
from booklet.report import Finding, Place, reason

Result = TypeVar("Result")
Look = Callable[[Path], object]
_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Headed:
    """A file with a head: its fields, the text below it, and the line on which that text starts."""

    fields: Fields
    text: str
    first_line: int


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A piece of reading: what it was told, what it saw, what came of it, and what was wrong."""

    told: tuple[object, ...]
    seen: tuple[tuple[Look, Path, object], ...]
    result: Any
    findings: tuple[Finding, ...]

    def holds(self, told: tuple[object, ...]) -> bool:
        """Tell whether the same would come of it now."""
        return self.told == told and all(look(path) == answer for look, path, answer in self.seen)


class Memory:
    """What was read before, piece by piece; when it is full, the piece that was read first goes."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[Look, Path], _Piece] = {}

    def recall(self, read: Look, path: Path, told: tuple[object, ...]) -> _Piece | None:
        """Give a piece when nothing that decides on it has changed."""
        piece = self._pieces.get((read, path))
        return piece if piece and piece.holds(told) else None

    def hold(self, read: Look, path: Path, piece: _Piece) -> None:
        """Hold a piece that was read now."""
        self._pieces.pop((read, path), None)
        while len(self._pieces) >= _MOST:
            del self._pieces[next(iter(self._pieces))]
        self._pieces[read, path] = piece


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The folder that holds chapters/, the findings of reading it, what was read before, and what was seen now."""

    root: Path
    problems: Problems
    memory: Memory = field(default_factory=Memory)
    seen: list[tuple[Look, Path, object]] = field(default_factory=list)

    def once(self, read: Callable[..., Result], path: Path, *told: object) -> Result:
        """Do `read(shelf, path, *told)`, or give what came of it before when that would be the same."""
        piece = self.memory.recall(read, path, told)
        if piece is None:
            inner = Shelf(root=self.root, problems=Problems(), memory=self.memory)
            result = read(inner, path, *told)
            piece = _Piece(told=told, seen=tuple(inner.seen), result=result, findings=tuple(inner.problems.findings))
            self.memory.hold(read, path, piece)
        self.problems.findings.extend(piece.findings)
        self.seen.extend(piece.seen)
        found: Result = piece.result
        return found

    def has(self, path: Path) -> bool:
        """Tell whether there is a file with this name."""
        return bool(self._look(Path.is_file, path))

    def drawings(self, folder: Path) -> list[str]:
        """Name the drawings in a folder."""
        names = self._look(_drawings, folder)
        assert isinstance(names, list)
        return names

    def _look(self, look: Look, path: Path) -> object:
        answer = look(path)
        self.seen.append((look, path, answer))
        return answer

    def name(self, path: Path) -> str:
        """Name a file as staff know it: from the folder of the project, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def missing(self, path: Path, what: str, remedy: str) -> None:
        """Note that a file is not there."""
        self.problems.add(Place(path=self.name(path)), what, remedy, "bestand")

    def read(self, path: Path) -> str | None:
        """Read a text file; None (with a finding) when it is missing or in another encoding."""
        content = self._look(_content, path)
        if isinstance(content, bytes):
            return self._decoded(path, content)
        if content is None:
            self.missing(path, "dit bestand ontbreekt", "zet het terug, of haal een eerdere versie op.")
        else:
            what = f"dit bestand kan niet open: {content}"
            self.missing(path, what, "sluit andere programma's en probeer het weer.")
        return None

    def _decoded(self, path: Path, content: bytes) -> str | None:
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.problems.add(
                Place(path=self.name(path), line=line),
                "dit bestand is niet als UTF-8 opgeslagen",
                "sla het opnieuw op en kies bij «codering» voor UTF-8.",
                "bestand",
            )
        return None

    def yaml(self, path: Path) -> Value | None:
        """Read a YAML file."""
        text = self.read(path)
        node = None if text is None else compose(text, self.name(path), self.problems, ours=True)
        return Value(node, self.name(path), self.problems) if node is not None else None

    def fields(self, path: Path) -> Fields | None:
        """Read a YAML file that holds keys and values."""
        value = self.yaml(path)
        return value.fields() if value else None

    def headed(self, path: Path) -> Headed | None:
        """Read a file with a head between two lines of `---`; None (with a finding) when there is no such head."""
        text = self.read(path)
        if text is None:
            return None
        name = self.name(path)
        lines = text.split("\n")
        ends = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
        if len(ends) < 2 or ends[0] != 0:
            self.problems.add(
                Place(path=name, line=1),
                "de kop tussen twee regels met --- ontbreekt",
                "begin het bestand met ---, dan de sleutels (zoals titel:), dan weer ---.",
                "kop",
            )
            return None
        node = compose("\n".join(lines[1 : ends[1]]), name, self.problems, first_line=2, ours=True)
        if node is None:
            return None
        return Headed(
            fields=Value(node, name, self.problems, offset=1).fields(),
            text="\n".join(lines[ends[1] + 1 :]),
            first_line=ends[1] + 2,
        )


def _content(path: Path) -> bytes | str | None:
    """Read a file; None when it is not there, and why, when it cannot be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return reason(error)


def _drawings(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.svg"))
