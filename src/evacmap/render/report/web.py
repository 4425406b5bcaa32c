"""A report as one HTML file that loads nothing and runs nothing."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources

from evacmap.render.report.contents import COLUMNS, Contents, Movement


def page_of(contents: Contents, *, figure_svg: bytes) -> str:
    """Return the page, the figure written into it."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    picture = base64.b64encode(figure_svg).decode()
    body = "\n".join(_body(contents, f"data:image/svg+xml;base64,{picture}"))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(contents.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    file = resources.files("evacmap.render") / "report" / "report.css"
    return file.read_text(encoding="utf-8")


def _body(contents: Contents, picture: str) -> Iterator[str]:
    yield f'<h1 dir="auto">{escape(contents.title)}</h1>'
    if contents.subtitle:
        yield f'<p class="subtitle" dir="auto">{escape(contents.subtitle)}</p>'
    yield f'<figure><img src="{picture}" alt="{escape(contents.figure_text)}"></figure>'
    yield f"<h2>Summary</h2>\n<p>{escape(contents.overview)}</p>"
    if contents.told:
        yield "<ul>"
        yield from (f'<li dir="auto">{escape(text)}</li>' for text in contents.told)
        yield "</ul>"
    yield "<h2>Movements</h2>"
    if contents.movements:
        yield '<div class="wide" role="region" aria-label="Movements" tabindex="0"><table>'
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in COLUMNS)
        yield f"<thead><tr>{head}</tr></thead>\n<tbody>"
        for movement in contents.movements:
            cells = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in movement.cells)
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table></div>"
    yield "<h2>Sources</h2>"
    for movement in contents.movements:
        yield from _sources(movement)
    yield "<h2>What is uncertain</h2>"
    yield from _doubts(contents)
    yield "<h2>Method</h2>"
    yield from (f"<p>{escape(text)}</p>" for text in contents.method)
    yield "<h2>Credits</h2>"
    yield from (f"<p>{escape(text)}</p>" for text in contents.credits)


def _sources(movement: Movement) -> Iterator[str]:
    yield f'<h3 dir="auto">{movement.number}. {escape(movement.heading)}</h3>'
    yield f'<p dir="auto">{escape(movement.sentence)}</p>'
    for citation in movement.citations:
        source = f'<cite dir="auto">{escape(citation.source)}</cite>'
        if citation.url:
            source = f'<a href="{escape(citation.url)}" rel="noopener noreferrer">{source}</a>'
        quote = f'<p dir="auto">{escape(citation.quote)}</p>' if citation.quote else ""
        yield f"<blockquote>{quote}<footer>{source}</footer></blockquote>"


def _doubts(contents: Contents) -> Iterator[str]:
    doubtful = [movement for movement in contents.movements if movement.doubts]
    if not doubtful:
        yield "<p>Nothing was inferred, and no sources disagree.</p>"
        return
    yield "<ul>"
    for movement in doubtful:
        for doubt in movement.doubts:
            yield f'<li dir="auto"><strong>{movement.number}</strong> {escape(doubt)}</li>'
    yield "</ul>"
