"""The same pages by others, in a process of their own: `peers.py typst|weasyprint PAGES.json OUT MATERIAL`.

PAGES.json holds what each page says, ready for use, so that a peer spends its time on making pages only. MATERIAL holds
the typefaces, cut for each weight, and for WeasyPrint the style sheets. Nothing here knows this project.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def by_typst(pages: list[dict[str, object]], out: Path, material: Path) -> None:
    """Make every page with one compiler, which remembers what pages have in common."""
    import typst  # noqa: PLC0415 - each peer starts with its own library only

    compiler = typst.Compiler(
        str(HERE / "oefenblad.typ"), root="/", font_paths=[str(material / "faces")], ignore_system_fonts=True
    )
    for number, page in enumerate(pages):
        inputs = {"sheet": json.dumps(page), "signs": str(material / "styles" / "tekens")}
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
        (out / f"{number}.pdf").write_bytes(pdf)


def by_weasyprint(pages: list[str], out: Path, material: Path) -> None:
    """Make every page as WeasyPrint's own guide says: one call, from HTML and style sheets to PDF."""
    import weasyprint  # noqa: PLC0415 - each peer starts with its own library only

    styles = material / "styles"
    for number, page in enumerate(pages):
        weasyprint.HTML(string=page, base_url=styles.as_uri() + "/").write_pdf(
            out / f"{number}.pdf",
            stylesheets=[str(material / "faces.css"), str(styles / "tokens.css"), str(styles / "handout.css")],
            pdf_variant="pdf/ua-1",
        )


def main() -> None:
    """Do what the command line asks."""
    peer, source, out, material = sys.argv[1:]
    pages = json.loads(Path(source).read_text(encoding="utf-8"))
    make = {"typst": by_typst, "weasyprint": by_weasyprint}[peer]
    make(pages, Path(out), Path(material))


if __name__ == "__main__":
    main()
