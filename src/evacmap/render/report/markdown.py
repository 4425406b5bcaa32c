"""A report as Markdown (CommonMark with tables), its figure in a file beside it."""

import re
from collections.abc import Iterator

from evacmap.render.report.contents import COLUMNS, Contents, Movement

# What Markdown gives a meaning anywhere in a line, and what only at its start; "://" and "www."
# because some readers make links of bare addresses.
ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&#^{}!@])")
AT_START = re.compile(r"^(\d*)([-+.):=])")
ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|www)([:.])")


def markdown_of(contents: Contents, *, picture: str) -> str:
    """Return the report; ``picture`` is the name of the figure's file."""
    return "\n".join(_lines(contents, picture)).rstrip() + "\n"


def escaped(text: str) -> str:
    r"""Return one line of text that Markdown shows as it is.

    >>> print(escaped("- *Out* of [A](http://b) | 1."))
    \- \*Out\* of \[A\](http\://b) \| 1.
    """
    safe = ANYWHERE.sub(r"\\\1", text)
    safe = ADDRESS.sub(r"\1\\\2", safe)
    return AT_START.sub(r"\1\\\2", safe)


def _lines(contents: Contents, picture: str) -> Iterator[str]:
    yield from (f"# {escaped(contents.title)}", "")
    if contents.subtitle:
        yield from (escaped(contents.subtitle), "")
    yield from (f"![{escaped(contents.figure_text)}](<{picture}>)", "")
    yield from ("## Summary", "", escaped(contents.overview), "")
    for text in contents.told:
        yield f"- {escaped(text)}"
    yield from ("", "## Movements", "")
    if contents.movements:
        yield f"| {' | '.join(escaped(name) for name in COLUMNS)} |"
        yield "|" + " --- |" * len(COLUMNS)
        for movement in contents.movements:
            yield f"| {' | '.join(escaped(cell) for cell in movement.cells)} |"
        yield ""
    yield from ("## Sources", "")
    for movement in contents.movements:
        yield from _sources(movement)
    yield from ("## What is uncertain", "")
    yield from _doubts(contents)
    yield from ("", "## Method", "")
    for text in contents.method:
        yield from (escaped(text), "")
    yield from ("## Credits", "")
    for text in contents.credits:
        yield from (escaped(text), "")


def _sources(movement: Movement) -> Iterator[str]:
    yield from (f"### {movement.number}\\. {escaped(movement.heading)}", "")
    yield from (escaped(movement.sentence), "")
    for citation in movement.citations:
        source = escaped(citation.source)
        link = f"[{source}](<{citation.url}>)" if citation.url else source
        if citation.quote:
            yield from (f"> {escaped(citation.quote)}", ">")
        yield from (f"> — {link}", "")


def _doubts(contents: Contents) -> Iterator[str]:
    doubtful = [movement for movement in contents.movements if movement.doubts]
    if not doubtful:
        yield "Nothing was inferred, and no sources disagree\\."
    for movement in doubtful:
        for doubt in movement.doubts:
            yield f"- **{movement.number}** {escaped(doubt)}"
