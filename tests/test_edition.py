"""A new name and date in praktijk.yaml, and nothing else."""

from __future__ import annotations

import pytest
import yaml

from booklet.content.edition import figures, line_of, renewed
from booklet.content.records import Library
from booklet.report import BookletError

TEXT = """# De praktijk en deze uitgave.
naam: Rugpraktijk De Brug    # versie: staat hier niet

versie: Versie 1
datum: 2026-11-22           # deze uitgave
nagekeken-door:             # naam en beroep
"""


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"versie": "Versie 2"}, "versie: Versie 2"),
        ({"versie": "2"}, 'versie: "2"'),
        ({"versie": "Lente: nieuw # en beter"}, 'versie: "Lente: nieuw # en beter"'),
        ({"versie": 'De "tweede"'}, 'versie: "De \\"tweede\\""'),
        # A comment stays in its column, and moves when there is no room.
        ({"datum": "2027-01-02"}, "datum: 2027-01-02           # deze uitgave"),
        ({"datum": "2 januari 2027"}, "datum: 2 januari 2027       # deze uitgave"),
        ({"datum": "een heel lange datum ergens in 2027"}, "datum: een heel lange datum ergens in 2027 # deze uitgave"),
        ({"nagekeken-door": "A. Voorbeeld, arts"}, "nagekeken-door: A. Voorbeeld, arts # naam en beroep"),
    ],
)
def test_one_line_changes(values: dict[str, str], line: str) -> None:
    """All others stay letter by letter, and YAML reads what was meant."""
    new = renewed(TEXT, values)
    changed = [after for before, after in zip(TEXT.splitlines(), new.splitlines(), strict=True) if before != after]
    assert changed == [line]
    assert {key: str(yaml.safe_load(new)[key]) for key in values} == values


@pytest.mark.parametrize("text", ["naam: x\n", "versie: 1\nversie: 2\n", "{versie: 1}\n"])
def test_a_key_that_stands_on_no_line_of_its_own_is_refused(text: str) -> None:
    """Better no edition than a spoilt file."""
    with pytest.raises(BookletError, match="«versie» staat niet precies één keer"):
        renewed(text, {"versie": "Versie 2"})


def test_quotes_around_a_value_go_with_it() -> None:
    """Whichever they are."""
    assert renewed("versie: 'Versie 1'  # x\n", {"versie": "Versie 2"}) == "versie: Versie 2    # x\n"


def test_a_key_has_a_line() -> None:
    """From 1; 0 when it has none."""
    assert (line_of(TEXT, "datum"), line_of(TEXT, "website")) == (5, 0)


def test_how_a_text_reads_is_kept_for_the_next_edition(library: Library) -> None:
    """Each text with its figure, in YAML that reads back."""
    kept = yaml.safe_load(figures(library, "Versie 2"))
    assert kept["uitgave"] == "Versie 2"
    assert {"pijn", "redenen", "oefeningen/"} <= kept["cijfers"].keys()
    assert all(0 < figure < 207 for figure in kept["cijfers"].values())
