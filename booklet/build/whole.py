"""Set one handout as a whole: compose, typeset, see whether it fits, finish, audit. The straight way, always right.

Goes in: a `Handout` and a press. Comes out: PDF bytes. Must not know files.

It is the reference that linked pages are held against, and what makes a page that cannot be linked.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from booklet.content.practice import Practice
from booklet.handouts.records import Handout
from booklet.page.handout import Leads, compose_handout
from booklet.page.handout_geometry import MARGIN, SIDE_MARGIN, settings
from booklet.page.handout_refusal import refusal
from booklet.pdf.audit import audit
from booklet.pdf.finish import Particulars, finish
from booklet.pdf.sheet import misfits
from booklet.pdf.typeset import Press, make_ready, to_pdf, typeset
from booklet.report import BookletError, ExitCode, Place

HANDOUT_STYLES = ("tokens.css", "handout.css", "handout-large.css")
SMALLEST, SMALLEST_LARGE = 10.5, 16.0  # pt


def handout_press(root: Path) -> Press:
    """Make the styles of the handout ready."""
    return make_ready(root / "styles", HANDOUT_STYLES, (root / "chapters",), white=True)


def press_for(press: Press, place: Place) -> Press:
    """Let a press say of a character without a glyph that the request has it."""
    return replace(press, locate=lambda _character: place)


def about(practice: Practice, *, fillable: bool = False) -> Particulars:
    """Say what a handout tells a reader's program about itself: nothing of the patient."""
    return Particulars(
        title="Oefeningen voor thuis",
        author=practice.name,
        subject="Oefenblad",
        language="nl",
        date=practice.published.isoformat(),
        archive=not fillable,
    )


def set_whole(
    handout: Handout, leads: Leads, press: Press, moment: int, *, fillable: bool = False
) -> tuple[bytes, str]:
    """Make one handout in the first setting in which every word fits; give the setting too.

    With `fillable`, the squares of the log are fields to fill in on a screen; such a page is PDF/UA-1 and no PDF/A.
    Raises `BookletError` with what to drop when it fits in none, and when the page fails its audit.
    """
    press = press_for(press, handout.place)
    if fillable:
        press = replace(press, variant="pdf/ua-1", forms=True)
    for setting in settings(len(handout.cards), large=handout.large):
        result = typeset(compose_handout(handout, setting, leads, fillable=fillable), press)
        smallest = SMALLEST_LARGE if handout.large else SMALLEST
        wrong = misfits(result.document.pages, smallest, (SIDE_MARGIN, MARGIN))
        if not wrong and result.count == 1:
            break
    else:
        raise BookletError(refusal(handout, [misfit.vak for misfit in wrong]))
    pdf = finish(to_pdf(result, moment), about(handout.practice, fillable=fillable))
    if complaints := audit(pdf, handout.place.path, archive=not fillable):
        raise BookletError(complaints, ExitCode.AUDIT)
    return pdf, setting
