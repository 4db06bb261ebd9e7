"""Judge a page for the screen before anybody gets it: whether it stands alone, and everybody can read it.

Goes in: HTML. Comes out: findings; none means that it may be written. Must not know the content.

What a machine can see without a browser is asked here of every page; the tests ask a browser for the rest (contrast,
width, keyboard). The numbers are those of WCAG 2.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import tinyhtml5

from booklet.report import Finding, Place

OUTSIDE = re.compile(r"(?i)\burl\((?!\s*[\"']?(?:data:|#))|@import")
LINKS = ("#", "tel:", "mailto:", "https://")
REFERS = ("aria-labelledby", "aria-describedby", "for")
LOADS = {"src", "srcset", "poster", "data", "background", "formaction", "action", "ping", "manifest"}
SVG = "{http://www.w3.org/2000/svg}svg"
PROGRAMS = {"script", "iframe", "object", "embed", "applet", "frame", "link", "base"}


def audit(html: str, name: str) -> tuple[Finding, ...]:
    """Check a page: nothing from outside, every name once, every link alive, everything named."""
    page = tinyhtml5.parse(html, namespace_html_elements=False)
    complaints = dict.fromkeys(complaint for check in CHECKS for complaint in check(page))
    return tuple(
        Finding(
            place=Place(path=name),
            what=complaint,
            remedy="dit is een fout in het programma of de opmaak: het oude bestand blijft staan, meld dit.",
            rule="keuring",
        )
        for complaint in complaints
    )


def _alone(page: Element) -> Iterator[str]:
    """See that nothing is fetched, nothing is run."""
    for element in page.iter():
        if element.tag in PROGRAMS:
            yield f"er staat een <{element.tag}> in"
        for attribute, value in element.attrib.items():
            if attribute in LOADS and not value.startswith("data:"):
                yield f"«{value[:60]}» wordt van buiten gehaald"
            if attribute.startswith("on"):
                yield f"<{element.tag}> heeft een {attribute}"
            if attribute == "style" and OUTSIDE.search(value):
                yield "een stijl wordt van buiten gehaald"
        if element.tag == "style" and OUTSIDE.search(element.text or ""):
            yield "een stijl wordt van buiten gehaald"


def _names(page: Element) -> Iterator[str]:
    """See that every name is given once, and that whatever is referred to is there (1.3.1, 4.1.2)."""
    names = Counter(element.get("id", "") for element in page.iter() if "id" in element.attrib)
    yield from (f"de naam «{name}» is {count} keer gegeven" for name, count in names.items() if count > 1)
    for element in page.iter():
        for attribute in REFERS:
            for name in element.get(attribute, "").split():
                if name not in names:
                    yield f"{attribute} verwijst naar «{name}», dat er niet is"
    for link in page.iter("a"):
        target = link.get("href", "")
        if not target.startswith(LINKS):
            yield f"een link leidt naar «{target[:60]}»"
        elif target.startswith("#") and target[1:] not in names:
            yield f"een link leidt naar «{target}», dat er niet is"


def _pictures(page: Element) -> Iterator[str]:
    """See that every picture says what is to be seen (1.1.1)."""
    for element in page.iter("img"):
        if not element.get("alt", "").strip():
            yield "een tekening heeft geen beschrijving"
    for element in page.iter(SVG):
        if element.get("aria-hidden") != "true" and not element.get("aria-label", "").strip():
            yield "een tekening heeft geen beschrijving"


def _headings(page: Element) -> Iterator[str]:
    """See that there is one heading of the first level, and that no level is skipped (1.3.1, 2.4.6)."""
    found = [element for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    levels = [int(element.tag[1]) for element in found]
    if levels.count(1) != 1:
        yield f"er zijn {levels.count(1)} koppen van het eerste niveau"
    for (before, after), heading in zip(pairwise(levels), found[1:], strict=True):
        if after > before + 1:
            yield f"voor de kop «{_text(heading)[:60]}» ontbreekt een niveau"
    yield from ("een kop is leeg" for heading in found if not _text(heading))


def _document(page: Element) -> Iterator[str]:
    """See that the page has a language, a title, one main part, and may be enlarged (3.1.1, 2.4.2, 1.4.4)."""
    if not page.get("lang"):
        yield "het document heeft geen taal"
    if not (page.findtext("head/title") or "").strip():
        yield "het document heeft geen titel"
    if len(list(page.iter("main"))) != 1:
        yield "het document heeft geen hoofddeel, of meer dan één"
    views = [element.get("content", "") for element in page.iter("meta") if element.get("name") == "viewport"]
    if len(views) != 1 or re.search(r"user-scalable|maximum-scale", views[0]):
        yield "het document past zich niet aan een telefoon aan, of kan niet worden vergroot"


def _controls(page: Element) -> Iterator[str]:
    """See that whatever can be used has a name (2.4.4, 4.1.2)."""
    labelled = {control for label in page.iter("label") if _text(label) for control in label.iter()}
    for element in page.iter():
        if element.tag in ("a", "button", "summary") and not (_text(element) or element.get("aria-label")):
            yield f"een <{element.tag}> heeft geen naam"
        if element.tag in ("input", "textarea", "select") and element not in labelled and not element.get("aria-label"):
            yield "een invulveld heeft geen naam"


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


CHECKS: tuple[Callable[[Element], Iterator[str]], ...] = (_alone, _names, _pictures, _headings, _document, _controls)
