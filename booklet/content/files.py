"""Open the files of chapters/ and split a head from its text.

Goes in: a path. Comes out: text, or a finding that says what to do. Must not know what the text is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booklet.content.fields import Fields, Problems, Value, compose
from booklet.report import Place, reason


@dataclass(frozen=True, kw_only=True)
class Headed:
    """A file with a head: its fields, the text below it, and the line on which that text starts."""

    fields: Fields
    text: str
    first_line: int


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The folder that holds chapters/, and the findings of reading it."""

    root: Path
    problems: Problems

    def name(self, path: Path) -> str:
        """Name a file as staff know it: from the folder of the project, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def missing(self, path: Path, what: str, remedy: str) -> None:
        """Note that a file is not there."""
        self.problems.add(Place(path=self.name(path)), what, remedy, "bestand")

    def read(self, path: Path) -> str | None:
        """Read a text file; None (with a finding) when it is missing or in another encoding."""
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.missing(path, "dit bestand ontbreekt", "zet het terug, of haal een eerdere versie op.")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.problems.add(
                Place(path=self.name(path), line=line),
                "dit bestand is niet als UTF-8 opgeslagen",
                "sla het opnieuw op en kies bij «codering» voor UTF-8.",
                "bestand",
            )
        except OSError as error:
            self.missing(
                path, f"dit bestand kan niet open: {reason(error)}", "sluit andere programma's en probeer het weer."
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
