"""Which libraries of the system set words is known without starting the typesetter."""

from __future__ import annotations

import re

import pytest
from weasyprint.text.ffi import pango

from booklet.pdf import engines as module
from booklet.pdf.engines import engines


@pytest.fixture(autouse=True)
def anew() -> None:
    """Ask again."""
    engines.cache_clear()


def test_they_are_those_that_the_typesetter_uses() -> None:
    """The same Pango, and a HarfBuzz."""
    first, second = engines().split()
    major, minor, micro = map(int, first.split("."))
    assert (major * 100 + minor) * 100 + micro == pango.pango_version()
    assert re.fullmatch(r"\d+\.\d+\.\d+", second)


def test_one_that_is_not_there_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets a page says what is missing, and how to get it."""
    monkeypatch.setattr(module, "_ENGINES", ((("nergens.so",), "version"),))
    assert engines() == ""
