"""Read Markdown into blocks.

Goes in: Markdown text and the line of the file on which it starts. Comes out: blocks and findings.
Must not know what the blocks are for, or how they will look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from booklet.content.directives import make_box
from booklet.content.fields import Problems
from booklet.content.text import (
    Aim,
    Block,
    Break,
    Citation,
    Grid,
    Heading,
    Inline,
    Listing,
    Meaning,
    Note,
    Paragraph,
    Reference,
    Run,
    Strong,
    Words,
    WritingLine,
    plain,
)
from booklet.report import Place

_CITATION = re.compile(r"\[\^([A-Z][A-Z0-9.-]*)\]")
_LINE = re.compile(r"_{3,}")
_LEFT_OVER = re.compile(r"\]\(\S*|\[\^[^\]]*\]|\*\*|:::+")
_COMMENT = re.compile(r"<!--.*?-->")  # what staff write to each other, on one line
_MARKS = re.compile(r"\s*\{([^{}]*)\}\s*$")
_AIMS = {"oefening": Aim.EXERCISE, "woord": Aim.TERM}


def parse(text: str, path: str, problems: Problems, first_line: int = 1) -> tuple[Block, ...]:
    """Read Markdown; `first_line` is the line of the file on which `text` starts."""
    text = _COMMENT.sub("", text)
    reader = _Reader(text, path, problems, first_line)
    root = SyntaxTreeNode(_MARKDOWN.parse(text, {}))
    reader.notes = reader.read_notes(root)
    return reader.blocks(root.children)


def slug(title: str) -> str:
    """Make an id of a title: lower case, without accents, words joined by hyphens."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _citation(state: StateInline, silent: bool) -> bool:
    """Recognise `[^CODE]`, a source, which needs no definition of its own in the text."""
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("citation", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _any_name(*_: object) -> bool:
    """Take every `:::` line as a box: an unknown name is reported with a suggestion, not printed as text."""
    return True


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline"])
    markdown.use(deflist_plugin).use(footnote_plugin)
    markdown.use(container_plugin, name="directive", validate=_any_name)
    markdown.inline.ruler.after("footnote_ref", "citation", _citation)
    return markdown


_MARKDOWN = _make()


class _Reader:
    """Turn the syntax tree of one text into blocks; holds what all of them need: place and findings."""

    def __init__(self, text: str, path: str, problems: Problems, first_line: int) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.problems = problems
        self.first_line = first_line
        self.notes: Mapping[int, Run] = {}
        self.readers: Mapping[str, Callable[[SyntaxTreeNode], Block | None]] = {
            "heading": self.heading,
            "paragraph": self.paragraph,
            "bullet_list": self.listing,
            "ordered_list": self.listing,
            "dl": self.meaning,
            "table": self.grid,
            "container_directive": self.box,
        }

    def place(self, node: SyntaxTreeNode) -> Place:
        line = node.map[0] if node.map else 0
        return Place(path=self.path, line=self.first_line + line)

    def wrong(self, node: SyntaxTreeNode, what: str, remedy: str, rule: str = "opmaak") -> None:
        self.problems.add(self.place(node), what, remedy, rule)

    def read_notes(self, root: SyntaxTreeNode) -> Mapping[int, Run]:
        """Read the words of the footnotes, which the parser puts at the end, by their number."""
        notes = {}
        for block in root.children:
            if block.type == "footnote_block":
                for index, note in enumerate(block.children):
                    texts = [child for child in note.children if child.type == "paragraph"]
                    notes[index] = self.run(texts[0]) if texts else ()
        return notes

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        found = []
        for node in nodes:
            if node.type == "footnote_block":
                continue
            reader = self.readers.get(node.type)
            if reader is None:
                self.wrong(node, "deze opmaak kent het boekje niet", "maak er een gewone alinea, lijst of tabel van.")
            elif block := reader(node):
                found.append(block)
        return tuple(found)

    def heading(self, node: SyntaxTreeNode) -> Heading:
        level = int(node.tag[1])
        if level not in (2, 3):
            self.wrong(node, f"een kop met {level} hekjes kan hier niet", "gebruik ## voor een kop en ### eronder.")
        content = self.run(node)
        marks = ""
        if content and isinstance(content[-1], Words) and (found := _MARKS.search(content[-1].text)):
            marks = found.group(1)
            content = (*content[:-1], Words(text=content[-1].text[: found.start()]))
        given = dict(mark.partition("=")[::2] for mark in marks.replace("#", "id=", 1).split())
        for key in given.keys() - {"id", "beeld"}:
            self.wrong(node, f"«{key}» achter een kop is onbekend", "gebruik {#naam} of {beeld=naam}.")
        return Heading(
            level=level,
            id=given.get("id") or slug(plain(content)),
            content=content,
            picture=given.get("beeld", ""),
            place=self.place(node),
        )

    def paragraph(self, node: SyntaxTreeNode) -> Paragraph:
        return Paragraph(content=self.run(node), place=self.place(node))

    def listing(self, node: SyntaxTreeNode) -> Listing:
        items = []
        for item in node.children:
            if [child.type for child in item.children] != ["paragraph"]:
                self.wrong(
                    item, "een punt van een lijst is hier één regel tekst", "haal lege regels en sublijsten weg."
                )
            items.append(
                tuple(part for child in item.children if child.type == "paragraph" for part in self.run(child))
            )
        return Listing(ordered=node.type == "ordered_list", items=tuple(items), place=self.place(node))

    def meaning(self, node: SyntaxTreeNode) -> Meaning:
        entries: list[tuple[Run, Run]] = []
        word: Run = ()
        for child in node.children:
            if child.type == "dt":
                word = self.run(child)
            else:
                entries.append((word, tuple(part for inner in child.children for part in self.run(inner))))
        return Meaning(entries=tuple(entries), place=self.place(node))

    def grid(self, node: SyntaxTreeNode) -> Grid:
        top = self.place(node)
        rows: list[tuple[Run, ...]] = []
        for row in (row for part in node.children for row in part.children):
            # The parser notes no lines in a table: the line of dashes is the second.
            place = Place(path=top.path, line=top.line + len(rows) + (1 if rows else 0))
            rows.append(
                tuple(
                    self.inline([inner for part in cell.children for inner in part.children], place)
                    for cell in row.children
                )
            )
        if len(rows) == 1:
            self.wrong(node, "deze tabel heeft geen rijen", "zet onder de streepjes minstens één rij.")
        return Grid(head=rows[0], rows=tuple(rows[1:]), place=top)

    def box(self, node: SyntaxTreeNode) -> Block | None:
        start, end = node.map or (0, 0)
        closing = self.lines[end] if start < end < len(self.lines) else ""
        # The line that closes the box around this one has more colons: it does not close this one.
        if not closing.lstrip().startswith(":::") or self.closed_by(node, closing):
            self.wrong(node, "dit vak wordt nergens afgesloten", "zet een regel met ::: onder het vak.", "vak")
        return make_box(node.info, self.blocks(node.children), self.place(node), self.problems)

    def closed_by(self, node: SyntaxTreeNode, closing: str) -> bool:
        """Tell whether a closing line belongs to the box around a box."""
        colons = len(closing.strip()) - len(closing.strip().lstrip(":"))
        outer = node.parent
        return (
            outer is not None and outer.type == "container_directive" and colons >= len(outer.markup) > len(node.markup)
        )

    def run(self, node: SyntaxTreeNode) -> Run:
        """Read the inline content below a node."""
        return self.inline([part for child in node.children for part in child.children], self.place(node))

    def inline(self, parts: Iterable[SyntaxTreeNode], place: Place) -> Run:
        found: list[Inline] = []
        for part in parts:
            found.extend(self.one(part, place))
            if part.type == "softbreak":
                place = Place(path=place.path, line=place.line + 1)
        return tuple(found)

    def one(self, part: SyntaxTreeNode, place: Place) -> Run:
        match part.type:
            case "text" | "text_special" | "code_inline":
                for left in _LEFT_OVER.findall(part.content):
                    self.problems.add(
                        place,
                        f"«{left}» komt zo op papier",
                        "kijk de haken, sterretjes en namen hier na: de opmaak klopt niet.",
                        "opmaak",
                    )
                return _split_lines(part.content)
            case "softbreak":
                return (Words(text=" "),)
            case "hardbreak":
                return (Break(),)
            case "strong":
                return (Strong(content=self.inline(part.children, place)),)
            case "em":
                self.problems.add(
                    place,
                    "schuine letters gebruiken we niet",
                    "haal de sterretjes weg of maak het vet met **.",
                    "opmaak",
                )
                return self.inline(part.children, place)
            case "citation":
                return (Citation(source=part.content, place=place),)
            case "footnote_ref":
                return (Note(content=self.notes.get(int(part.meta["id"]), ())),)
            case "link":
                return (self.reference(part, place),)
            case _:
                self.problems.add(place, "deze opmaak kent het boekje niet", "schrijf het als gewone tekst.", "opmaak")
                return ()

    def reference(self, part: SyntaxTreeNode, place: Place) -> Reference:
        href = str(part.attrs.get("href", ""))
        scheme, _, rest = href.partition(":")
        content = self.inline(part.children, place)
        if href.startswith("#"):
            aim, target = Aim.PLACE, href[1:]
        elif scheme in _AIMS:
            aim, target = _AIMS[scheme], rest
        else:
            aim, target = Aim.WEB, href
            if scheme != "https":
                self.problems.add(
                    place,
                    f"«{href}» is geen verwijzing die het boekje kent",
                    "schrijf (#naam), (oefening:naam), (woord:naam) of een adres dat met https:// begint.",
                    "verwijzing",
                )
        return Reference(aim=aim, target=target, content=content, place=place)


def _split_lines(text: str) -> Run:
    """Split `___` out of a text: each is a line to write on."""
    found: list[Inline] = []
    position = 0
    for line in _LINE.finditer(text):
        found.append(Words(text=text[position : line.start()]))
        found.append(WritingLine())
        position = line.end()
    found.append(Words(text=text[position:]))
    return tuple(item for item in found if not (isinstance(item, Words) and not item.text))
