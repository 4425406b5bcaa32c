"""Plain reading text out of Markdown's inline marks, HTML entities and formatting tags."""

import html
import re

from evacmap.read.decode import normalise

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\n]*)\)")
_LINK = re.compile(r"\[([^\[\]\n]*)\](?:\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)|\[[^\[\]\n]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STARS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]+)(?<=\S)\1(?![\w*])")
_BARS = re.compile(r"(?<![\w_\\])(_{1,3})(?=[^\s_])([^_]+)(?<=\S)\1(?![\w_])")
_STRUCK = re.compile(r"~~([^~]+)~~")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+)\1(?!`)")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|center|div|em|figcaption|figure|font|i|mark|p|small|span"
    r"|strong|sub|sup|u)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"<(?:br|hr)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_EDGE_STARS = re.compile(r"^\*{1,3}(?=\S)|(?<=\s)\*{1,3}$")
_ONLY_LINK = re.compile(r"\W*\[[^\[\]\n]*\]\([^()\n]*\)\W*")


def plain(text: str, *, keep_code_marks: bool = False) -> str:
    """Return ``text`` without markup, spaces collapsed.

    Links give their words, images their description. A tag that is no formatting stays as
    written, and so do backticks with ``keep_code_marks``: plain text may mean them.

    >>> plain("the **Embassy** [said](https://example.org) on _Friday_ &amp; today")
    'the Embassy said on Friday & today'
    """
    if "\\" not in text and not re.search(r"[\[*_`<&~]", text):
        return " ".join(text.split())
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _STRUCK.sub(r"\1", _FOOTNOTE.sub("", text))
    text = _AUTOLINK.sub(r"\1", text)
    if not keep_code_marks:
        text = _CODE.sub(r"\2", text)
    for marks in (_STARS, _STARS, _BARS, _BARS):
        text = marks.sub(r"\2", text)
    text = _TAG.sub("", _BREAK_TAG.sub(" ", text))
    text = _ESCAPE.sub(r"\1", _EDGE_STARS.sub("", text.strip()))
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return " ".join(normalise(text).split())


def is_only_a_link(text: str) -> bool:
    """Whether the whole block is one Markdown link."""
    return bool(_ONLY_LINK.fullmatch(text.strip()))


def is_emphasised(text: str) -> bool:
    """Whether the whole block is one stretch in bold or italics."""
    match = _STARS.fullmatch(text.strip()) or _BARS.fullmatch(text.strip())
    return match is not None


def image_description(line: str) -> str | None:
    """Return the description of a line that is nothing but an image; None for other lines."""
    match = re.fullmatch(rf"\[?{_IMAGE.pattern}(?:\]\([^()]*\))?", line.strip())
    return plain(match[1]) if match else None
