"""Read where somebody switched a rule off, and take away the findings that are meant.

Goes in: the files of chapters/ and findings. Comes out: the findings that stay, and what is wrong with the silencers.
Must not know what any rule looks for.

In Markdown `<!-- negeer lange-zin: de reden -->` on a line above the text, in YAML (and in the head of a text)
`# negeer lange-zin: de reden` above the key or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from booklet.report import Finding, Place, nearest

RULE = "negeer"
_SILENCER = re.compile(
    r"(?P<before>^|\s)(?:#|<!--)\s*negeer\b[ :]*(?P<rule>[\w-]*)\s*:?\s*(?P<reason>.*?)\s*(?:-->.*)?$"
)
_ABOUT_NOTHING = re.compile(r"\s*(?:#.*|<!--.*-->\s*)?")


@dataclass(frozen=True, kw_only=True)
class Silencer:
    """One rule switched off on the lines from `first` to `last`, with the reason that somebody gave."""

    place: Place
    rule: str
    reason: str
    first: int
    last: int

    def covers(self, finding: Finding) -> bool:
        """Tell whether it speaks of this finding."""
        return (
            finding.rule == self.rule
            and finding.place.path == self.place.path
            and self.first <= finding.place.line <= self.last
        )


def silence(sources: Mapping[str, str], findings: Collection[Finding], known: Collection[str]) -> Iterator[Finding]:
    """Give the findings that nobody switched off, and one for each silencer that is unclear or does nothing."""
    silencers = tuple(found for path, text in sources.items() for found in _silencers(path, text))
    for silencer in silencers:
        yield from _unclear(silencer, known)
        if silencer.rule in known and not any(map(silencer.covers, findings)):
            yield _wrong(silencer, f"hier is niets dat «{silencer.rule}» meldt", "haal deze regel weg.")
    for finding in findings:
        if not any(silencer.covers(finding) for silencer in silencers):
            yield finding


def _unclear(silencer: Silencer, known: Collection[str]) -> Iterator[Finding]:
    if silencer.rule not in known:
        remedy = f"{nearest(silencer.rule, known)}Typ check --regels voor alle namen."
        yield _wrong(silencer, f"de regel «{silencer.rule}» bestaat niet", remedy)
    elif not silencer.reason:
        remedy = f"schrijf waarom, bijvoorbeeld negeer {silencer.rule}: dit is een naam."
        yield _wrong(silencer, "hier staat niet waarom deze regel uit mag", remedy)


def _wrong(silencer: Silencer, what: str, remedy: str) -> Finding:
    return Finding(place=silencer.place, what=what, remedy=remedy, rule=RULE)


def _silencers(path: str, text: str) -> Iterator[Silencer]:
    if "negeer" not in text:
        return
    lines = text.splitlines()
    body = _first_line_of_body(path, lines)
    for index, line in enumerate(lines):
        found = _SILENCER.search(line)
        if found is None:
            continue
        alone = not line[: found.start()].strip()
        first = (
            index
            if not alone
            else next(
                (after for after in range(index + 1, len(lines)) if not _ABOUT_NOTHING.fullmatch(lines[after])), index
            )
        )
        last = _end_of_paragraph(lines, first) if index >= body else _end_of_value(lines, first)
        yield Silencer(
            place=Place(path=path, line=index + 1),
            rule=found["rule"],
            reason=found["reason"],
            first=first + 1,
            last=last + 1,
        )


def _first_line_of_body(path: str, lines: list[str]) -> int:
    """Give the index of the first line that is Markdown; what stands before it is YAML."""
    if not path.endswith(".md"):
        return len(lines)
    ends = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    return ends[1] + 1 if len(ends) > 1 else 0


def _end_of_paragraph(lines: list[str], first: int) -> int:
    """Give the index of the last line before an empty one."""
    return next((index - 1 for index in range(first, len(lines)) if not lines[index].strip()), len(lines) - 1)


def _end_of_value(lines: list[str], first: int) -> int:
    """Give the index of the last line that is indented further than the first."""
    depth = _indent(lines[first])
    rest = range(first + 1, len(lines))
    return next(
        (index - 1 for index in rest if lines[index].strip() and _indent(lines[index]) <= depth), len(lines) - 1
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
