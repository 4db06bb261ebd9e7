"""Linked pages are the pages that the typesetter makes: held against each other, word by word and tag by tag."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from benchmarks.patients import handouts
from conftest import REAL, always
from handout_cases import Bench, make_bench
from oracle import differences, pixels
from PIL import Image

from booklet.build import handouts as module
from booklet.build import linked, whole
from booklet.build.handouts import Desk, build_handout, draft_handout, judge_drafts, leads_of, make_pieces_for
from booklet.build.sources import digests
from booklet.cache import folder
from booklet.handouts.records import Handout
from booklet.page.handout_copy import copy_of
from booklet.page.handout_geometry import geometry, settings
from booklet.page.handout_parts import Part, compose_parts
from booklet.pdf.audit import audit
from booklet.pdf.link import store
from booklet.pdf.link.lay import lay, written_out
from booklet.pdf.link.pieces import Unlinkable
from booklet.pdf.link.shapes import COMMON, RARE, shape
from booklet.pdf.typeset import make_ready
from booklet.report import BookletError

# A page of 966,000 pixels: where tints meet under a line, one pixel in a thousand is a shade lighter.
ALIKE = 1_500
MEAN, MOST, ONE = 70_000, 78_000, 46_000  # bytes: of four exercises, of the heaviest four, and of one
NAMES = ("Yıldız Özdemir", "Zwaantje D'Hondt", "Łukasz Wiśniewski", "Sophie van 't Hoff", "Wolff-de Graaff, J.F.")
GOAL = "Weer een hele middag met de kleinkinderen naar het bos en de speeltuin am."
NOTE = "Doe de oefeningen na het douchen, dan zijn uw spieren warm en gaat het steeds beter."


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One desk that links, and how often it had to set a page as a whole."""

    bench: Bench
    desk: Desk
    wholes: list[Handout]

    def both(self, handout: Handout) -> tuple[bytes, bytes]:
        """Make a page both ways."""
        made = build_handout(handout, self.desk)
        reference = module._set_whole(handout, self.desk)
        assert made.setting == reference.setting
        return made.pdf, reference.pdf

    def check(self, handout: Handout, *, by_linking: bool = True) -> None:
        """Hold a linked page against the one that is set as a whole."""
        before = len(self.wholes)
        made, reference = self.both(handout)
        assert (len(self.wholes) - before == 1) is by_linking
        assert list(differences(reference, made)) == []
        assert pixels(reference, made) < ALIKE


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    """Lay out a desk; the pages that are set as a whole are counted, and not audited, for they are the measure."""
    bench = make_bench()
    pages = {f"oefening-{name}": 40 + at for at, name in enumerate(bench.ids)} | {"bellen": 4}
    pages |= {f"programma-{programme.id}": 60 for programme in bench.library.programmes}
    desk = Desk(root=REAL, digest=digests(REAL).everything, library=bench.library, pages=pages, findings=())
    wholes: list[Handout] = []
    straight = module._set_whole

    def count(handout: Handout, *more: Any, **named: Any) -> Any:
        wholes.append(handout)
        return straight(handout, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_set_whole", count)
        patch.setattr(whole, "audit", always(()))
        yield Pair(bench=bench, desk=desk, wholes=wholes)


SAMPLE: list[dict[str, str]] = [
    {"programma": "eerste-opbouw", "naam": NAMES[0], "doel": "Weer fietsen", "datum": "22-9-2026"},
    {"oefeningen": "brug: 2x8 avond ma-wo-vr, schelp: links, kat-koe", "naam": NAMES[1], "notitie": NOTE},
    {"oefeningen": "bekken-kantelen", "naam": NAMES[2], "vervolgafspraak": "30-9-2026 10:20", "doel": GOAL},
    {"oefeningen": "brug, wandelen-opbouwen", "naam": NAMES[3], "aandoeningen": "zwanger", "besproken": "ja"},
    {"oefeningen": "brug: makkelijker, vogel-hond: 3x8, kat-koe, schelp", "therapeut": "M. van den Broek"},
    {"oefeningen": "brug, kat-koe, schelp", "grote-letters": "ja", "naam": NAMES[4]},
]


@pytest.mark.parametrize("keys", SAMPLE, ids=lambda keys: next(iter(keys.values()))[:20])
def test_a_linked_page_is_the_page(pair: Pair, keys: dict[str, str]) -> None:
    """The same words in the same places, the same tags and descriptions, and on paper the same."""
    pair.check(pair.bench.handout(**{key.replace("-", "_"): text for key, text in keys.items()}))


def test_a_linked_page_passes_every_judge(pair: Pair) -> None:
    """Also when its pieces were judged before, on other pages."""
    handout = pair.bench.handout(programma="eerste-opbouw", naam=NAMES[0])
    assert audit(build_handout(handout, pair.desk).pdf, "blad.pdf") == ()


@pytest.mark.slow
def test_words_that_no_table_knows_are_set_by_the_typesetter(pair: Pair) -> None:
    """«ŹŹ» is two rare letters beside each other, and a remark with an exercise takes as many lines as it needs."""
    pair.check(pair.bench.handout("brug", naam="ŹŹ Wit"))
    pair.check(pair.bench.asked(["{oefening: brug, notitie: Eerst met uw handen op tafel}", "kat-koe"]))


def test_a_letter_outside_the_typefaces_sends_the_page_the_straight_way(pair: Pair) -> None:
    """«Đặng» has a letter that is not embedded for everybody."""
    before = len(pair.wholes)
    made, reference = pair.both(pair.bench.handout("brug", naam="Đặng"))
    assert len(pair.wholes) == before + 2
    assert made == reference


def test_what_does_not_fit_is_refused_in_the_same_words(pair: Pair) -> None:
    """The refusal comes from the straight way, which knows what to leave out."""
    handout = pair.bench.handout("brug", "kat-koe", naam="W" * 56)
    said = []
    for make in (build_handout, module._set_whole):
        with pytest.raises(BookletError) as error:
            make(handout, pair.desk)
        said.append(error.value.findings)
    assert said[0] == said[1]
    assert "past-niet" in {finding.rule for finding in said[0]}


def test_nothing_of_anybody_is_kept(pair: Pair) -> None:
    """No file of the cache has a name, a goal or a remark in it, as text or as glyphs."""
    keys = {"naam": "Zwaantje Quist", "doel": "Weer zingen in het koor", "notitie": "Zonder schoenen aan"}
    build_handout(pair.bench.handout("brug", "schelp", "wandelen-opbouwen", **keys), pair.desk)
    build_handout(pair.bench.asked(["{oefening: brug, notitie: Alleen bij Quist}"]), pair.desk)
    (shapes,) = [one for one in pair.desk.linker(large=False).shop.kit.shapes.values() if one.size > 16.5][:1] or [None]
    assert shapes is not None
    glyphs = "".join(f"{shapes.glyphs[letter]:04x}" for letter in "Quist")
    kept = [path.read_bytes() for path in folder().glob("oefenblad-*")]
    assert kept
    for words in (*keys.values(), "Quist", glyphs):
        assert not [1 for content in kept if words.encode() in content]


def test_a_page_embeds_the_letters_of_its_own_words(pair: Pair) -> None:
    """Those that are rare are in the file only when somebody has them in a name; all others in every file alike."""
    sizes = []
    for naam in ("Bas Dinges", "Coba Dinges", "Şerife Łąk"):
        with pikepdf.open(io.BytesIO(build_handout(pair.bench.handout("brug", naam=naam), pair.desk).pdf)) as pdf:
            fonts = [font.DescendantFonts[0].FontDescriptor for font in pdf.pages[0].Resources.Font.values()]
            sizes.append({str(font.FontName): len(font.FontFile2.read_bytes()) for font in fonts})
    assert sizes[0] == sizes[1]
    assert [sizes[2][name] > size for name, size in sizes[0].items()].count(True) == 1


def test_a_page_is_light(pair: Pair) -> None:
    """It is sent by mail and read on a telephone: what four exercises weigh, and a page with a single one."""
    some = [page for start in range(0, 36, 6) for page in handouts(pair.bench.library, 1, start)]
    sizes = [len(build_handout(page, pair.desk).pdf) for page in some]
    assert sum(sizes) / len(sizes) <= MEAN
    assert max(sizes) <= MOST
    assert len(build_handout(pair.bench.handout("brug", naam=NAMES[0]), pair.desk).pdf) <= ONE


def test_what_is_kept_is_found_again(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """By another process with the same sources: it needs no typesetter, and its page has the same bytes."""
    handout = pair.bench.handout("brug", "kat-koe", naam="Zwaantje Quist")
    first = build_handout(handout, pair.desk).pdf
    monkeypatch.setattr(Desk, "press", property(always(None)))
    monkeypatch.setattr("booklet.pdf.link.compile.compile_pieces", None)
    again = Desk(
        root=REAL, digest=digests(REAL).everything, library=pair.bench.library, pages=pair.desk.pages, findings=()
    )
    assert build_handout(handout, again).pdf == first


def test_other_sources_make_other_pieces(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in any source is another recipe, and what was kept for the old one is not looked at."""
    monkeypatch.setattr(store, "kept", lambda _name, recipe, _make: json.dumps(recipe.decode()).encode())
    monkeypatch.setattr(linked, "shared_for", lambda recipe, _make: (recipe, ()))
    monkeypatch.setattr(linked, "open_workshop", lambda recipe, *_: recipe)
    recipes = {
        linked.make_linker(pair.bench.library, digest, moment, always(None), large=large).shop
        for digest, moment, large in (("a", 1, False), ("b", 1, False), ("a", 2, False), ("a", 1, True))
    }
    monkeypatch.setattr(linked, "engines", always("1.99.0 99.0.0"))  # another Pango
    recipes.add(linked.make_linker(pair.bench.library, "a", 1, always(None), large=False).shop)
    assert len(recipes) == 5


def test_a_damaged_shelf_is_an_empty_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pieces are made again then."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store.put_on(b"recept", [store.Parcel(names={"sleutel": "a"}, pieces={"a": b"[true]"}, forms={"F": b"<<>>"})])
    shelf = store.shelf_for(b"recept")
    assert (dict(shelf.names), list(shelf.pieces), store.form_on(shelf, "F")) == ({"sleutel": "a"}, ["a"], b"<<>>")
    (file,) = folder().glob("oefenblad-*")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert not store.shelf_for(b"recept").pieces


@pytest.mark.slow
def test_every_piece_can_be_made(pair: Pair) -> None:
    """Whatever the count and the setting: no drawing, letter or sign of ours needs the straight way."""
    for large in (False, True):
        counts = [count for count in range(1, 7) if settings(count, large=large)]
        handouts = [pair.bench.handout(*pair.bench.ids[:count], large=large) for count in counts]
        composed = make_pieces_for(handouts, pair.desk)
        drafts = [draft_handout(handout, pair.desk, made) for handout, made in zip(handouts, composed, strict=True)]
        assert all(draft.linked for draft in drafts)
        assert judge_drafts(drafts, pair.desk, "blad.pdf", large=large) == ()
        assert not pair.desk.linker(large=large).shop.hopeless


def test_what_is_unknown_is_never_guessed(pair: Pair) -> None:
    """A table of words knows its letters and pairs, and says so of all others."""
    kit = pair.desk.linker(large=False).shop.kit
    for shapes in kit.shapes.values():
        face = kit.shared.faces[shapes.font]
        assert shape("Sophie de Wit", shapes, face) is not None
        assert shape("\u4e2d", shapes, face) is None
        assert shape("ŹŹ", shapes, face) is None
        assert len(set(COMMON + RARE) - set(shapes.glyphs)) <= 1  # a space that does not break is drawn as a space
        assert all(shape(pair, shapes, face) is None for pair in shapes.unknown - set(shapes.ligatures))


def test_words_are_written_as_text() -> None:
    """What somebody typed is no HTML, also where the typesetter sets it."""
    assert written_out("<b>\u00a7naam\u00a7</b>", {"naam": "<i>&"}) == "<b>&lt;i&gt;&amp;</b>"


def test_one_key_is_one_piece(pair: Pair) -> None:
    """A key stands for all that its HTML says: a piece that differs in anything has another."""
    ids, seen = pair.bench.ids, dict[str, str]()
    for count, large in itertools.product(range(1, 7), (False, True)):
        for setting in settings(count, large=large):
            for start in range(0, len(ids) - count, 5):
                note = "Langzaam ademen en rustig blijven liggen op de rug of op de zij. " * (start % 2)
                handout = pair.bench.handout(*ids[start : start + count], large=large, notitie=note, doel="Wandelen.")
                for part in compose_parts(handout, setting, leads_of(handout, pair.desk)):
                    assert seen.setdefault(part.key, part.html) == part.html
    assert len(seen) < 1.5 * len(set(seen.values())), "hardly a piece has more than one key"


def test_a_piece_that_is_not_there_is_not_passed_over(pair: Pair) -> None:
    """A page is whole or it is not linked."""
    with pytest.raises(Unlinkable):
        lay([Part(copy=copy_of("nooit gemaakt", "", geometry(1, "ruim", 1)))], pair.desk.linker(large=False).shop.kit)


LETTERS = "aaabcdeeeefghiijklmnnoopqrrssttuuvwxyz"


def words_by_chance(chance: random.Random, limit: int) -> str:
    """Make up words of every length, with capitals, accents, hyphens and apostrophes between."""
    wanted = chance.randrange(1, limit)
    text = ""
    while len(text) < wanted:
        word = "".join(chance.choices(LETTERS, k=chance.randrange(1, 12)))
        if chance.random() < 0.3:
            word = word[:-1] + chance.choice("éëïüöçñıłşęß")
        text += chance.choice((word, word.title(), f"'{word[:1]}", f"{word}-{word[:3].title()}")) + " "
    return text[:wanted].strip() or "x"


def by_chance(chance: random.Random, bench: Bench) -> Handout:
    """Make up a request: programme or exercises, doses, days, sides, variants, and any of the fields."""
    keys = {"naam": 56, "therapeut": 40, "doel": 74, "notitie": 84}
    fields = {key: words_by_chance(chance, limit) for key, limit in keys.items() if chance.random() < 0.5}
    fields |= {"datum": f"{chance.randrange(1, 29)}-{chance.randrange(1, 13)}-2026"} if chance.random() < 0.5 else {}
    fields |= {"vervolgafspraak": "30-12-2026 9:05"} if chance.random() < 0.5 else {}
    large = chance.random() < 0.2
    if not large and chance.random() < 0.2:
        return bench.handout(programma=chance.choice(bench.library.programmes).id, **fields)
    exercises = []
    for name in chance.sample(bench.ids, chance.randrange(1, 4 if large else 7)):
        wish = [f"{chance.randrange(1, 4)}x{chance.randrange(4, 16)}"] if chance.random() < 0.4 else []
        wish += [chance.choice(("ochtend", "middag avond", "ma-wo-vr", "di", "makkelijker", "zwaarder"))]
        exercises.append(f"{name}: {' '.join(wish)}" if chance.random() < 0.6 else name)
    return bench.handout(large=large, oefeningen=", ".join(exercises), **fields)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(400))
def test_any_page_is_the_page(pair: Pair, seed: int) -> None:
    """Requests made up by chance; what is refused is refused both ways."""
    chance = random.Random(seed)
    outcomes = []
    handout = by_chance(chance, pair.bench)
    for make in (module._set_whole, build_handout):
        with contextlib.suppress(BookletError):
            outcomes.append(make(handout, pair.desk))
    assert len(outcomes) != 1, "refused in one way only"
    if outcomes:
        reference, made = outcomes
        assert made.setting == reference.setting
        assert list(differences(reference.pdf, made.pdf)) == []
        assert pixels(reference.pdf, made.pdf) < ALIKE
        assert audit(made.pdf, "blad.pdf") == ()


LOGO = Image.new("RGBA", (60, 20), (10, 90, 80, 0))
LOGO.paste((180, 60, 20, 160), (5, 5, 55, 15))


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "klein.png"])
def test_a_clinic_may_have_a_logo_and_a_site(pair: Pair, tmp_path: Path, name: str) -> None:
    """Pictures made of dots, also a transparent one, and the code for a phone: by linking, and the same."""
    shown = LOGO.quantize(8) if name == "klein.png" else LOGO if name == "logo.png" else LOGO.convert("RGB")
    shown.save(tmp_path / name)
    practice = replace(pair.bench.library.practice, site="https://www.voorbeeld.nl", logo=tmp_path / name)
    library = replace(pair.bench.library, practice=practice)
    desk = Desk(root=REAL, digest=f"{tmp_path}", library=library, pages={"bellen": 4}, findings=())
    press = make_ready(REAL / "styles", whole.HANDOUT_STYLES, (REAL / "chapters", tmp_path), white=True)
    vars(desk)["press"] = press
    bench = Bench(library=library, press=press)
    Pair(bench=bench, desk=desk, wholes=pair.wholes).check(bench.handout("brug", "kat-koe", naam=NAMES[0]))
