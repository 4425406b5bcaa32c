"""Writing a report: the one door to its formats, which loads their libraries when it is opened."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

from evacmap.errors import MissingPackageError
from evacmap.model import Route
from evacmap.render.figure import figure_bytes
from evacmap.render.files import write_whole
from evacmap.render.report.contents import Contents, contents_of

# More movements than this have a higher figure.
MOST_ON_HALF = 22
WIDTH_MM = 174.0
DPI = 220


def write_report(
    routes: Sequence[Route],
    path: str | Path,
    *,
    title: str | None = None,
    subtitle: str | None = None,
) -> None:
    """Write a report of ``routes`` as .docx, .html, .md or .pdf, by the suffix of ``path``.

    It holds the figure, a summary in sentences, the table of movements, every source with its
    words, what is uncertain, method and credits. Markdown has its figure in a file beside it,
    named after the report. The same routes give the same bytes.

    Raises:
        MissingPackageError: matplotlib, or for .pdf fpdf2, is not installed.
        UnwritableOutputError: ``path`` cannot be written.
        ValueError: there is no such format.
    """
    kind = Path(path).suffix.lower()
    if kind not in REPORTS:
        raise ValueError(f"{str(path)!r} ends with none of {', '.join(REPORTS)}")
    for package in ("matplotlib", *(["fpdf"] if kind == ".pdf" else [])):
        if importlib.util.find_spec(package) is None:
            raise MissingPackageError("a report", "reports")
    contents = contents_of(routes, title=title, subtitle=subtitle)
    REPORTS[kind](routes, contents, Path(path))


def _figure(routes: Sequence[Route], contents: Contents, kind: str) -> tuple[bytes, float]:
    """Return the figure and how wide it stands in the text, in millimetres."""
    size = "half" if len(routes) <= MOST_ON_HALF else "square"
    data = figure_bytes(
        routes,
        kind,
        title=contents.title,
        size=size,
        dpi=DPI,
        width_mm=WIDTH_MM,
        is_captioned=False,
    )
    return data, WIDTH_MM


def _write_markdown(routes: Sequence[Route], contents: Contents, path: Path) -> None:
    from evacmap.render.report.markdown import markdown_of

    picture = path.with_name(f"{path.stem}-figure.png")
    data, _ = _figure(routes, contents, ".png")
    text = markdown_of(contents, picture=picture.name)
    write_whole(picture, data)
    write_whole(path, text.encode())


def _write_page(routes: Sequence[Route], contents: Contents, path: Path) -> None:
    from evacmap.render.report.web import page_of

    data, _ = _figure(routes, contents, ".svg")
    write_whole(path, page_of(contents, figure_svg=data).encode())


def _write_document(routes: Sequence[Route], contents: Contents, path: Path) -> None:
    from evacmap.render.report.word import document_of

    data, width_mm = _figure(routes, contents, ".png")
    write_whole(path, document_of(contents, figure_png=data, width_mm=width_mm))


def _write_pdf(routes: Sequence[Route], contents: Contents, path: Path) -> None:
    from evacmap.render.report.paper import pdf_of

    data, width_mm = _figure(routes, contents, ".png")
    write_whole(path, pdf_of(contents, figure_png=data, width_mm=width_mm))


REPORTS: dict[str, Callable[[Sequence[Route], Contents, Path], None]] = {
    ".docx": _write_document,
    ".html": _write_page,
    ".md": _write_markdown,
    ".pdf": _write_pdf,
}
