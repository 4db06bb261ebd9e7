"""A page for the screen is judged before anybody gets it: what is wrong is said, what is right passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CASES, Project, always, names_in

from booklet.build import editions
from booklet.build.editions import build_editions
from booklet.report import BookletError, ExitCode
from booklet.web.audit import audit

GOOD = (CASES / "web" / "goed.html").read_text(encoding="utf-8")


def complaints(html: str) -> list[str]:
    """Give what is said of a page."""
    return [finding.what for finding in audit(html, "boekje.html")]


def test_a_good_page_passes() -> None:
    """With a drawing, a table, a field, links inside and outside, and a style with everything in it."""
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("</main>", "<script>1</script></main>", "er staat een <script> in"),
        ("</head>", '<link rel="stylesheet" href="a.css"></head>', "er staat een <link> in"),
        ('src="data:,a"', 'src="https://a.nl/a.png"', "«https://a.nl/a.png» wordt van buiten gehaald"),
        ('src="data:,a"', 'src="file:///a.svg"', "«file:///a.svg» wordt van buiten gehaald"),
        ('src="data:,a"', 'src="data:,a" srcset="a.png 2x"', "«a.png 2x» wordt van buiten gehaald"),
        ("<p>", '<p onclick="a()">', "<p> heeft een onclick"),
        ("<p>", '<p style="background: url(a.png)">', "een stijl wordt van buiten gehaald"),
        ('url("data:,b")', "url(https://a.nl/b.png)", "een stijl wordt van buiten gehaald"),
        ('url("data:,b")', 'url( "b.png" )', "een stijl wordt van buiten gehaald"),
        ("<style>", "<style>@import 'a.css';", "een stijl wordt van buiten gehaald"),
        ('id="twee"', 'id="een"', "de naam «een» is 2 keer gegeven"),
        ('href="#een"', 'href="#weg"', "een link leidt naar «#weg», dat er niet is"),
        ('href="https://a.nl"', 'href="javascript:a()"', "een link leidt naar «javascript:a()»"),
        ('href="https://a.nl"', "", "een link leidt naar «»"),
        ('aria-labelledby="een"', 'aria-labelledby="weg"', "aria-labelledby verwijst naar «weg», dat er niet is"),
        ('alt="Iemand ligt."', 'alt=" "', "een tekening heeft geen beschrijving"),
        ('aria-label="Een tekening"', "", "een tekening heeft geen beschrijving"),
        ("<h2 ", "<h1>Nog een</h1><h2 ", "er zijn 2 koppen van het eerste niveau"),
        ("<h3>Drie</h3>", "<h4>Drie</h4>", "voor de kop «Drie» ontbreekt een niveau"),
        ("<h3>Drie</h3>", "<h3> </h3>", "een kop is leeg"),
        (' lang="nl"', "", "het document heeft geen taal"),
        ("<title>Boekje</title>", "<title> </title>", "het document heeft geen titel"),
        ("<main>", "<div>", "het document heeft geen hoofddeel, of meer dan één"),
        (
            "initial-scale=1",
            "initial-scale=1, maximum-scale=1",
            "het document past zich niet aan een telefoon aan, of kan niet worden vergroot",
        ),
        (">Een site<", "><", "een <a> heeft geen naam"),
        ("<summary>Meer</summary>", "<summary></summary>", "een <summary> heeft geen naam"),
        ("<label>Naam <input></label>", "<input>", "een invulveld heeft geen naam"),
        ('<textarea aria-label="Week">', "<textarea>", "een invulveld heeft geen naam"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    """Each mistake by itself, and nothing else."""
    assert GOOD.count(old) == 1
    assert complaints(GOOD.replace(old, new)) == [said]


def test_the_whole_small_booklet_passes(web: Path) -> None:
    """As it is written."""
    assert complaints(web.read_text(encoding="utf-8")) == []


def test_a_page_that_fails_its_audit_leaves_the_old_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets a page that leans on somebody else's computer."""
    project.write("output/boekje.html", "oud")
    monkeypatch.setattr(editions, "make_web", always(GOOD.replace("data:,a", "https://a.nl/a.png")))
    with pytest.raises(BookletError) as caught:
        build_editions(project.root, project.root / "output", ("html",))
    assert caught.value.code == ExitCode.AUDIT
    assert str(caught.value).startswith("boekje.html: «https://a.nl/a.png» wordt van buiten gehaald (keuring)")
    assert (project.root / "output/boekje.html").read_text(encoding="utf-8") == "oud"
    assert names_in(project.root / "output") == ["boekje.html"]
