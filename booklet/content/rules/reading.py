"""What every rule gets to read: the library, its passages, its files, a lexicon and the date of today.

Goes in: a `Library` and a date. Comes out: a `Reading`, and the exact place of any word in it.
Must not know any rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from booklet.content.records import Library
from booklet.content.rules.lexicon import Lexicon, lexicon
from booklet.content.rules.passages import Passage, passages
from booklet.report import Place

Remark = tuple[Place, str, str]  # where, what is wrong, what to do
Find = Callable[["Reading"], Iterator[Remark]]

# What stands in a source and not in its words: where links lead, notes, names of headings, comments, writing lines.
_UNSAID = re.compile(r"\]\([^)\n]*\)|\[\^[^\]\n]*\]|<!--.*?-->|_{2,}")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Everything a rule may look at; `sources` are the files of chapters/ by the names that staff know."""

    library: Library
    today: dt.date
    passages: tuple[Passage, ...]
    sources: Mapping[str, str]
    lexicon: Lexicon

    def place(self, passage: Passage, at: int = 0) -> Place:
        """Find the line and column of what stands at an offset in a passage; else where the passage stands."""
        return find(self.sources.get(passage.file, ""), passage, at)

    def key(self, file: str, key: str) -> Place:
        """Find the line of a key at the left of a YAML file of chapters/."""
        path = f"{self.library.folder.name}/{file}"
        lines = self.sources.get(path, "").splitlines()
        return Place(path=path, line=next((at for at, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 0))


def prepare(library: Library, today: dt.date) -> Reading:
    """Read the files again as plain text, and cut the library into passages."""
    root = library.folder.parent
    files = (path for path in sorted(library.folder.rglob("*")) if path.suffix in (".md", ".yaml"))
    return Reading(
        library=library,
        today=today,
        passages=tuple(passages(library)),
        sources={path.relative_to(root).as_posix(): path.read_text(encoding="utf-8-sig") for path in files},
        lexicon=lexicon(library.wording, library.terms),
    )


def find(source: str, passage: Passage, at: int) -> Place:
    """Find the words of a passage in its file, from the line on which it starts, whatever marks stand between them."""
    words = list(re.finditer(r"\w+", passage.text))
    masked = _UNSAID.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    start = sum(len(line) for line in masked.splitlines(keepends=True)[: max(passage.place.line - 1, 0)])
    pattern = re.compile(r"(?<!\w)" + r"[\W_]+".join(re.escape(word[0]) for word in words) + r"(?!\w)")
    found = pattern.search(masked, start) if words else None
    if found is None:
        return passage.place
    index = next((index for index, word in enumerate(words) if word.end() > at), len(words) - 1)
    position = [word.start() for word in re.finditer(r"\w+", found[0])][index] + found.start()
    before = masked[:position]
    return Place(
        path=passage.file,
        line=before.count("\n") + 1,
        column=position - (before.rfind("\n") + 1) + 1,
    )
