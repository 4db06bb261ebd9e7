"""Lay out all drawings on one page to check them: large and small, in colour and in grey.

Goes in: drawings with their alt texts and findings. Comes out: one HTML file, in Dutch, that needs nothing else and
prints on A4. Must not know how a drawing is made, and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from booklet.report import Finding

# What somebody looks at in each drawing; the order and the numbers are those of the boxes under a drawing.
CHECKLIST: tuple[str, ...] = (
    "De oefening is zonder titel binnen 2 tellen te herkennen; begin en eind zijn duidelijk anders.",
    "De pijl begint bij het deel dat beweegt, wijst de goede kant op en bedekt gezicht noch bewegend gewricht.",
    "Elk deel dat steunt raakt vloer, zitting of muur; niets zweeft of zakt weg; steunende handen liggen plat.",
    "De rug heeft de vorm die bedoeld is (neutraal, bol, hol), en geen arm zit ervoor.",
    "Gewrichten buigen zoals bij een mens en niet te ver; lies, elleboog en oksel zijn niet afgeknepen.",
    "Links en rechts zijn uit elkaar te houden; de verre kant is donkerder; de tekst noemt de goede kant.",
    "Hoofd en blik kloppen; de nek is niet geknakt; het gezicht is rustig of vriendelijk.",
    "Handen en voeten zijn als zodanig te zien, geen zwarte vlek; een greep sluit echt om stok, band of been.",
    "Het voorwerp klopt, heeft de goede maat, en ligt voor en achter wat het hoort.",
    "Er zijn geen losse streepjes, dubbele lijnen, witte kieren, of gaten bij hals, zoom en enkel.",
    "De buitenlijn is zwaarder dan de binnenlijn, de mens zwaarder dan het voorwerp; gelijk aan de buren.",
    "In grijs blijven de delen gescheiden en is de pijl nog te zien; een kopie blijft leesbaar.",
    "De beelden van één oefening hebben dezelfde schaal en plaats; een schim helpt of is weg.",
    "Een fysiotherapeut heeft de houding goedgekeurd (hoeken, steun, pijl).",
)

_STYLE = """
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { font: 10pt/1.35 sans-serif; color: #22313f; background: #fff; max-width: 186mm; margin: 6mm auto }
h1 { font-size: 17pt; margin: 0 0 2mm }
h2 { font-size: 12pt; margin: 0; break-after: avoid }
ol { columns: 2; column-gap: 8mm; margin: 2mm 0 6mm; padding-left: 6mm; font-size: 9pt }
li { break-inside: avoid; margin-bottom: 1mm }
article { break-inside: avoid; border-top: .3mm solid #93a6b3; padding: 3mm 0 5mm }
p { margin: 1mm 0 }
.about { color: #4f626e }
.prints { display: grid; grid-template-columns: 100mm 40mm 30mm; gap: 3mm 6mm; align-items: end; margin: 2mm 0 }
figure { margin: 0 }
figcaption { font-size: 8pt; color: #4f626e }
.large svg { width: 100mm; height: auto; max-height: 104mm }
.usual svg { width: 40mm; height: auto; max-height: 84mm }
.small svg { height: 20mm; width: auto; max-width: 30mm }
svg { display: block }
.grey svg { filter: grayscale(1) }
.finding { border-left: 1mm solid #b0330c; padding-left: 2mm; font-size: 9pt }
.advice { border-color: #93a6b3 }
.boxes { font-size: 9pt; word-spacing: 1.5mm }
@media print { body { margin: 0; max-width: none } }
"""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One drawing to check."""

    title: str  # id of the exercise
    frame: str
    alt: str
    person: str
    svg: str  # as it is printed in a booklet
    small_svg: str  # heavier, for prints of some 20 mm
    findings: tuple[Finding, ...] = ()


def contact_sheet(entries: Sequence[Entry]) -> str:
    """Make a page with all drawings, below a list of what to look at."""
    points = "\n".join(f"<li>{escape(point)}</li>" for point in CHECKLIST)
    articles = "\n".join(_article(entry) for entry in entries)
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>Tekeningen om na te kijken</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Tekeningen om na te kijken</h1>
<p class="about">{escape(_counted(entries))} Elke tekening staat er 100 en 40 mm breed, en zwaarder getekend 20 mm hoog;
telkens in kleur en in grijs. Een hoge tekening is smaller, omdat zij anders niet op het blad past. Druk af op 100%.</p>
<ol>
{points}
</ol>
<main>
{articles}
</main>
</body>
</html>
"""


def _counted(entries: Sequence[Entry]) -> str:
    """Say how many drawings there are, and how many have findings."""
    drawings = "1 tekening" if len(entries) == 1 else f"{len(entries)} tekeningen"
    found = sum(bool(entry.findings) for entry in entries)
    return f"{drawings}, {found or 'geen'} met een melding."


def _article(entry: Entry) -> str:
    """Show one drawing in all its sizes, with what is said about it and room to tick."""
    boxes = " ".join(f"☐{number}" for number in range(1, len(CHECKLIST) + 1))
    return f"""<article>
<h2>{escape(entry.title)}: {escape(entry.frame)}</h2>
<p class="about">Persoon: {escape(entry.person)}</p>
<div class="prints">
{_prints(entry, "kleur", "")}
{_prints(entry, "grijs", " grey")}
</div>
<p><b>Alt-tekst:</b> {escape(entry.alt) or "<i>geen</i>"}</p>
{_findings(entry.findings)}<p class="boxes">{boxes}</p>
</article>"""


def _prints(entry: Entry, tone: str, style: str) -> str:
    """Show a drawing large, as usual and small, in one tone; a screen reader hears its alt text once."""
    spoken = f'role="img" aria-label="{escape(entry.alt)}"' if tone == "kleur" else 'aria-hidden="true"'
    prints = (
        ("large", "100 mm", entry.svg, spoken),
        ("usual", "40 mm", entry.svg, 'aria-hidden="true"'),
        ("small", "20 mm hoog", entry.small_svg, 'aria-hidden="true"'),
    )
    return "\n".join(
        f'<figure class="{size}{style}"><div {voice}>{svg.strip()}</div>'
        f"<figcaption>{label}, {tone}</figcaption></figure>"
        for size, label, svg, voice in prints
    )


def _findings(findings: Iterable[Finding]) -> str:
    """List what was found about a drawing, with what to do about it."""
    return "".join(
        f'<p class="finding{" advice" if finding.severity == "advies" else ""}">'
        f"{escape(f'{finding.place}: {finding.what}')}<br>{escape(f'Doe dit: {finding.remedy}')}</p>\n"
        for finding in findings
    )
