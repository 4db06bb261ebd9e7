"""Draw again what has changed, leave alone what has not, and keep the old drawing when the pose is wrong."""

from __future__ import annotations

from functools import partial

import pytest
from conftest import Project

from booklet.cli import main
from booklet.content.load import load
from booklet.figures import draw as drawing
from booklet.figures import ink
from booklet.figures.raster import SCALE, aim
from booklet.page.plan import ALONE, ROW_GAP, ROW_HEIGHT, ROW_WIDTH, side_by_side
from booklet.redraw import Redrawn, redraw
from booklet.report import BookletError, ExitCode


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with few dots and many curves, which is quick: what a drawing must look like is tested elsewhere."""
    monkeypatch.setattr(drawing, "aim", partial(aim, scale=SCALE / 4))
    monkeypatch.setattr(ink, "sparing", lambda element, _size: element)


def again(project: Project, *names: str, force: bool = False) -> Redrawn:
    """Draw again in the small project, in silence."""
    return redraw(project.root, names, lambda _step: None, force=force)


def test_a_picture_is_drawn_and_then_left_alone(project: Project) -> None:
    """Until its pose changes; then `check` says so, and it is drawn again without being named."""
    path = project.root / "chapters/beelden/zitten.svg"
    assert again(project, "zitten").drawn == ("zitten",)
    first = path.read_text(encoding="utf-8")
    assert "<!-- houding " in first
    project.drop("chapters/figuren/wandelen.yaml")
    project.drop("chapters/figuren/bruggetje.yaml")
    assert again(project) == Redrawn(drawn=(), refused=(), asked=1, findings=())
    project.edit("chapters/beelden/zitten.yaml", "houding: staand", "houding: staand\n    hoeken: {nek.flexie: 20}")
    assert again(project).drawn == ("zitten",)
    assert path.read_text(encoding="utf-8") != first


def test_a_drawing_with_a_wrong_pose_stays_as_it_was(project: Project) -> None:
    """What is wrong is said at its own line, and the others are drawn."""
    path = project.root / "chapters/figuren/wandelen-1.svg"
    before = path.read_bytes()
    done = again(project, "wandelen", "zitten")
    assert (done.drawn, done.refused, done.asked) == (("zitten",), ("wandelen",), 2)
    assert [str(finding.place) for finding in done.findings] == ["chapters/figuren/wandelen.yaml:9"]
    assert path.read_bytes() == before


def test_a_name_that_nobody_knows_is_refused(project: Project) -> None:
    """With the name that is most like it."""
    with pytest.raises(BookletError, match="Bedoelde u «zitten»"):
        again(project, "ziten")


def test_the_command_line_draws_and_makes_a_sheet(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet holds what was asked for, in one file that needs nothing else."""
    sheet = project.root / "vel.html"
    assert main(["figures", "zitten", "--root", str(project.root), "--sheet", str(sheet)]) == ExitCode.GOOD
    assert capsys.readouterr().out == "1 van 1 opnieuw getekend.\n"
    page = sheet.read_text(encoding="utf-8")
    assert "Iemand zit rechtop." in page
    assert "<script" not in page
    assert main(["figures", "wandelen", "--root", str(project.root)]) == ExitCode.CONTENT
    assert "door-de-vloer" in capsys.readouterr().err


def test_pictures_in_a_row_have_one_scale(project: Project) -> None:
    """And stay within the width of the page and the height of a row; one alone may be taller."""
    picture = load(project.root)[0].pictures["zitten"]  # 5 by 9 dm
    ((_, _, alone),) = side_by_side([(picture, "Zitten")])
    assert alone * 900 / 500 <= ALONE + 0.1
    row = side_by_side([(picture, "Een"), (picture, "Twee"), (picture, "Drie")])
    assert len({width for _, _, width in row}) == 1
    assert sum(width + ROW_GAP for _, _, width in row) <= ROW_WIDTH
    assert row[0][2] * 900 / 500 <= ROW_HEIGHT + 0.1
