"""Words set as a typographer would, and runs of text as HTML."""

from __future__ import annotations

import pytest

from booklet.content.text import Aim, Break, Citation, Inline, Note, Reference, Strong, Words, WritingLine
from booklet.page.words import Trail, inline, typeset_quotes
from booklet.report import Place

HERE = Place(path="a.md", line=1)
SPACE = "\u00a0"


def words(text: str) -> Words:
    """Make plain text."""
    return Words(text=text)


def strong(text: str) -> Strong:
    """Make bold text."""
    return Strong(content=(words(text),))


def reference(aim: Aim, target: str, text: str) -> Reference:
    """Make a reference."""
    return Reference(aim=aim, target=target, content=(words(text),), place=HERE)


def trail(**pages: int) -> Trail:
    """Make what references lead to: pages by anchor, and a citation that says its code."""
    return Trail(
        pages={name.replace("_", "-"): page for name, page in pages.items()},
        cite=lambda code: f"bron <{code}>",
        gettext=str,
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("'s ochtends", "’s_ochtends"),
        ("Om 's avonds te lopen", "Om ’s_avonds te lopen"),
        ("'s winters", "’s winters"),
        ("zo'n dag", "zo’n dag"),
        ("'t is 'n dag", "’t is ’n dag"),
        ("de baby's en oma's", "de baby’s en oma’s"),
        ("Hans' rug", "Hans’ rug"),
        ("O'Sullivan", "O’Sullivan"),
        ("'Eerst overleggen'", "‘Eerst overleggen’"),
        ("hij zei 'stop'.", "hij zei ‘stop’."),
        ("('stop')", "(‘stop’)"),
        ('"Ja," zei hij, "dat mag."', "“Ja,” zei hij, “dat mag.”"),
        ('("ja")', "(“ja”)"),
        ("10 keer", "10_keer"),
        ("10 keer, rust, 10 keer", "10_keer, rust, 10_keer"),
        ("1 tot 2 minuten", "1 tot 2_minuten"),
        ("20 meter hoog", "20_meter hoog"),
        ("5 keerpunten", "5 keerpunten"),
        ("12 dagen en 3 weken", "12_dagen en 3_weken"),
        ("week 2 en hoofdstuk 4", "week_2 en hoofdstuk_4"),
        ("Bladzijde 7", "Bladzijde_7"),
        ("bladzijde zeven", "bladzijde zeven"),
        ("gewone woorden", "gewone woorden"),
        ("", ""),
    ],
)
def test_what_a_keyboard_cannot_type_is_repaired(typed: str, printed: str) -> None:
    """Curly quotes, and spaces (here: _) that keep a number with what it counts; done twice it stays the same."""
    assert typeset_quotes(typed).replace(SPACE, "_") == printed
    assert typeset_quotes(typeset_quotes(typed)).replace(SPACE, "_") == printed


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ((words("5 < 10 & 'ja'"),), "5 &lt; 10 &amp; ‘ja’"),
        ((words("<script>alert(1)</script>"),), "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ((words("een "), strong("vet"), words(" woord")), "een <strong>vet</strong> woord"),
        ((words("een"), Break(), words("twee")), "een<br>twee"),
        ((words("Naam: "), WritingLine()), 'Naam: <span class="regel"></span>'),
        ((words("Zo."), Citation(source="WHO", place=HERE)), 'Zo.<span class="noot">bron &lt;WHO&gt;</span>'),
        ((words("Zo."), Note(content=(strong("zus"),))), 'Zo.<span class="noot"><strong>zus</strong></span>'),
        # Quotes know what stands before them, also when that is bold or a link.
        ((words('"'), strong("vet"), words('" en')), "“<strong>vet</strong>” en"),
        ((words('Doe "dit '), strong("nu"), words('".')), "Doe “dit <strong>nu</strong>”."),
        ((strong("Anna"), words("'s rug")), "<strong>Anna</strong>’s rug"),
        ((words("zeg "), strong('"ja"')), "zeg <strong>“ja”</strong>"),
        ((), ""),
    ],
)
def test_a_run_of_text_becomes_html(run: tuple[Inline, ...], expected: str) -> None:
    """Whatever somebody typed is escaped."""
    assert inline(run, trail()) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # Words and then the page; the word «bladzijde» itself is followed by the number.
        (reference(Aim.PLACE, "bellen", "de signalen"), '<a href="#bellen">de signalen</a> (bladzijde_4)'),
        (reference(Aim.PLACE, "bellen", "bladzijde"), '<a href="#bellen">bladzijde_4</a>'),
        (reference(Aim.PLACE, "bellen", "Bladzijde"), '<a href="#bellen">Bladzijde_4</a>'),
        (reference(Aim.PLACE, "elders", "bladzijde"), '<a href="#elders">bladzijde_00</a>'),
        (reference(Aim.EXERCISE, "brug", "Bruggetje"), '<a href="#oefening-brug">Bruggetje</a> (bladzijde_9)'),
        (reference(Aim.WEB, "https://a.nl/?b=1&c=2", "a.nl"), '<a href="https://a.nl/?b=1&amp;c=2">a.nl</a>'),
        (reference(Aim.PLACE, "bellen", "5 < 10"), '<a href="#bellen">5 &lt; 10</a> (bladzijde_4)'),
        # Nothing may stand inside a link but its words (PDF/UA-1, 7.18.5).
        (
            Reference(aim=Aim.PLACE, target="bellen", content=(words("het "), strong("nummer")), place=HERE),
            '<a href="#bellen">het nummer</a> (bladzijde_4)',
        ),
    ],
)
def test_a_reference_says_its_page(item: Reference, expected: str) -> None:
    """On paper a link is of no use without a page number."""
    assert inline((item,), trail(bellen=4, oefening_brug=9)).replace(SPACE, "_") == expected


def test_each_mention_of_a_word_has_an_anchor_of_its_own() -> None:
    """The glossary says on which pages a word is explained."""
    item = reference(Aim.TERM, "prikkel", "prikkels")
    followed = trail()
    assert inline((item, item), followed) == (
        '<a class="woord" id="uitleg-prikkel-1" href="#woord-prikkel">prikkels</a>'
        '<a class="woord" id="uitleg-prikkel-2" href="#woord-prikkel">prikkels</a>'
    )
