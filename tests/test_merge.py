"""Handouts behind each other, for the printer; and a copy with a password, for e-mail."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from booklet.build.editions import Built
from booklet.pdf.merge import merge
from booklet.pdf.protect import protect


def blank(path: Path, width: int) -> Path:
    """Write a PDF of one page; its width tells which one it is."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, 100))
        page.obj["/StructParents"] = 0
        pdf.save(path)
    return path


def test_pages_stand_in_the_order_of_the_list(tmp_path: Path) -> None:
    """And belong to no structure tree that is not there."""
    paths = [blank(tmp_path / f"{width}.pdf", width) for width in (30, 10, 20)]
    with pikepdf.open(io.BytesIO(merge(paths))) as merged:
        assert [int(page.mediabox[2]) for page in merged.pages] == [30, 10, 20]
        assert not [page for page in merged.pages if "/StructParents" in page.obj]
        assert "/StructTreeRoot" not in merged.Root
    assert merge(paths) == merge(paths)


def test_a_locked_copy_opens_with_its_password_only(built: Built) -> None:
    """AES-256, every program that reads aloud may read it, and no claim to PDF/A is left; PDF/UA stays."""
    whole = built.path.read_bytes()
    locked = protect(whole, "geheim-woord")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    with pikepdf.open(io.BytesIO(locked), password="geheim-woord") as pdf, pikepdf.open(built.path) as plain:
        assert pdf.encryption.bits == 256
        assert (pdf.encryption.R, pdf.encryption.stream_method.name) == (6, "aesv3")
        assert pdf.allow.accessibility
        assert len(pdf.pages) == len(plain.pages)
        with pdf.open_metadata() as metadata, plain.open_metadata() as before:
            assert "pdfaid:part" in before
            assert "pdfaid:part" not in metadata
            assert metadata["pdfuaid:part"] == before["pdfuaid:part"]
            assert metadata["dc:title"] == before["dc:title"]
    assert b"Rugcentrum" not in locked


def test_what_pages_share_is_there_once(tmp_path: Path) -> None:
    """Of two files with the same drawing and another one each, three drawings come out, each where it belongs."""
    paths = []
    for own in (b"1 g", b"2 g"):
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(100, 100))
            drawings = {"/A": pdf.make_stream(b"0 g" * 99), "/B": pdf.make_stream(own * 99)}
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(drawings))
            paths.append(tmp_path / f"{len(paths)}.pdf")
            pdf.save(paths[-1])
    with pikepdf.open(io.BytesIO(merge(paths))) as merged:
        one, other = (page.Resources.XObject for page in merged.pages)
        assert one.A.objgen == other.A.objgen
        assert one.B.objgen != other.B.objgen
        assert (one.B.read_bytes()[:3], other.B.read_bytes()[:3]) == (b"1 g", b"2 g")
