"""A combination kept as a programme of one's own: read like any other, and nothing of a patient in it."""

from __future__ import annotations

import pytest
from conftest import Project
from test_forms import make, untouched

from booklet.build.sources import digests
from booklet.content.load import load
from booklet.content.records import Library
from booklet.handouts.forms import Form
from booklet.handouts.keep import keep
from booklet.report import BookletError

NAMED = {"eigen-naam": ["Rustig begin"], "eigen-voor-wie": ["Voor wie lang heeft stilgezeten."]}


def asked(library: Library) -> dict[str, list[str]]:
    """Fill a form with two exercises, one of them changed, and with a patient."""
    form = untouched(library, ["wandelen", "bruggetje"])
    changed = {"wandelen.minuten": ["8"], "bruggetje.momenten": ["avond"], "bruggetje.notitie": ["Niet voor Wim."]}
    patient = {"naam": ["Van Wijngaarden"], "doel": ["Weer naar Wim."], "notitie": ["Wim"], "therapeut": ["Dr. Wim"]}
    return form | changed | patient | NAMED


def test_what_is_kept_can_be_begun_with(project: Project) -> None:
    """The same exercises and doses; in the list, but not in the booklet."""
    library, _ = load(project.root)
    kept = keep(asked(library), library)
    assert kept.path == "programmas/eigen/rustig-begin.yaml"
    before = digests(project.root).booklet
    project.write(f"chapters/{kept.path}", kept.text)
    assert project.complaints() == []
    again, _ = load(project.root)
    (own,) = again.own
    assert (own.id, own.title, own.for_whom) == ("rustig-begin", "Rustig begin", "Voor wie lang heeft stilgezeten.")
    assert again.programmes == library.programmes
    assert digests(project.root).booklet == before, "it moves no page of the booklet"
    first = make(library, asked(library) | {"bruggetje.notitie": [""]})
    second = make(again, untouched(again, ["wandelen", "bruggetje"], "rustig-begin"))
    assert [card.portions for card in first.cards] == [card.portions for card in second.cards]
    assert [card.dose for card in first.cards] == [card.dose for card in second.cards]
    assert second.programme == "Rustig begin"


def test_nothing_of_a_patient_is_kept(library: Library) -> None:
    """No name, no goal, no note, no therapist; whatever the fields are called."""
    text = keep(asked(library), library).text
    assert "Wim" not in text
    assert "Wijngaarden" not in text


def test_words_instead_of_a_number_are_kept(library: Library) -> None:
    """As long as nobody gave a number."""
    form = untouched(library, ["wandelen", "bruggetje"], "eerste-week") | NAMED
    assert 'hoeveel: "zo vaak als het lukt"' in keep(form, library).text
    assert "hoeveel" not in keep(form | {"bruggetje.keer": ["7"]}, library).text


@pytest.mark.parametrize(
    ("changes", "path", "what"),
    [
        ({"eigen-naam": [""]}, "eigen-naam", "heeft nog geen naam"),
        ({"eigen-naam": ["!?"]}, "eigen-naam", "heeft nog geen naam"),
        ({"eigen-naam": ["../../praktijk"]}, None, ""),
        ({"eigen-naam": ["x" * 40]}, "eigen-naam", "meer dan 26 tekens"),
        ({"eigen-naam": ["Eerste week"]}, "eigen-naam", "er is al een programma"),
        ({"eigen-voor-wie": [""]}, "eigen-voor-wie", "niet voor wie"),
        ({"eigen-voor-wie": ["x" * 200]}, "eigen-voor-wie", "meer dan 90 tekens"),
        ({"bruggetje.keer": ["99"]}, "oefeningen", "van 1 tot en met 30"),
        ({"kies": []}, "oefenblad", "geen oefening"),
    ],
)
def test_what_cannot_be_kept_is_said(
    library: Library, changes: dict[str, list[str]], path: str | None, what: str
) -> None:
    """At its field; a name is only ever the name of a file in that one folder."""
    form: Form = asked(library) | changes
    if path is None:
        assert keep(form, library).path == "programmas/eigen/praktijk.yaml"
        return
    with pytest.raises(BookletError) as caught:
        keep(form, library)
    assert [finding.place.path for finding in caught.value.findings] == [path]
    assert what in str(caught.value)


@pytest.mark.parametrize("title", ['Kop: "rug" #1', "- [x]", "{a: b}", "*wijzer", "ja", "l'Été"])
def test_signs_in_a_name_stay_signs(project: Project, title: str) -> None:
    """Nothing in a name means anything to who reads the file."""
    library, _ = load(project.root)
    kept = keep(asked(library) | {"eigen-naam": [title]}, library)
    project.write(f"chapters/{kept.path}", kept.text)
    assert [programme.title for programme in load(project.root)[0].own] == [title]


def test_two_programmes_of_one_name_are_said(project: Project) -> None:
    """When somebody copied a file by hand."""
    text = (project.root / "chapters/programmas/eerste-week.yaml").read_text(encoding="utf-8")
    project.write("chapters/programmas/eigen/eerste-week.yaml", text)
    assert ["(dubbel)" in line for line in project.complaints()] == [True]
