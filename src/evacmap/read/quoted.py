"""What in the text of an e-mail its sender wrote, and what was quoted, forwarded or signed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ATTRIBUTION = re.compile(
    r"(?:on|am|le|el) .{6,200}?\b(?:wrote|writes|schrieb|a écrit|escribió)\s?:$", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"\s*(?:[-_]{3,}\s*)?(?:original message|original appointment)\s*[-_]{3,}\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\s*-{2,}\s*(?:forwarded message|forwarded by .{1,80}|original message)\s*-{2,}\s*"
    r"|\s*begin forwarded message:\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[>\s*]*(from|date|sent|to|cc|subject|reply-to)\s*:\**\s*(.*)", re.IGNORECASE)
_FORWARDING = re.compile(r"\s*(?:fwd?|wg|tr|i)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(r"--\s?$")
_SENT_FROM = re.compile(r"\s*sent from my \w[\w ]{1,30}\.?\s*$|\s*get outlook for \w+\s*$", re.I)
_QUOTE = re.compile(r"^\s{0,2}>+ ?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A forwarded message: the fields of its header, lower case, and its text."""

    fields: Mapping[str, str]
    text: str


def split_forwarded(text: str, *, subject: str) -> Forwarded | None:
    """Return the message that an e-mail forwards; None where it forwards none.

    It begins at a line that says so, or, in an e-mail whose subject does, at a header in the text.
    """
    lines = text.split("\n")
    is_forward = bool(_FORWARDING.match(subject))
    for number, line in enumerate(lines):
        said = _FORWARD.fullmatch(line) or (is_forward and _begins_header(lines, number))
        if not said or ("original" in line.lower() and not is_forward):
            continue
        start = number + 1 if _FORWARD.fullmatch(line) else number
        fields, end = _fields(lines, start)
        if fields:
            return Forwarded(fields=fields, text="\n".join(lines[end:]))
    return None


def own_text(text: str) -> str:
    """Return what the sender wrote; where that is nothing, what was quoted, without its marks.

    >>> own_text("They left today.\\n\\nOn Monday Ann wrote:\\n> Did they leave?\\n-- \\nBo")
    'They left today.'
    """
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        ends = _SIGNATURE.match(line) or _ORIGINAL.fullmatch(line)
        if ends or (_begins_header(lines, number) and any(each.strip() for each in kept)):
            break
        if line.lstrip().startswith(">"):
            _drop_attribution(kept)
        elif not _SENT_FROM.match(line):
            kept.append(line)
    own = "\n".join(kept).strip()
    return own or _QUOTE.sub("", text).strip()


def _drop_attribution(kept: list[str]) -> None:
    """Take "On 5 May Ann wrote:" off the end of what was kept; it may be over two lines."""
    filled = [number for number, line in enumerate(kept) if line.strip()][-2:]
    for count in (1, 2):
        tail = " ".join(kept[number].strip() for number in filled[-count:])
        if len(filled) >= count and _ATTRIBUTION.fullmatch(tail):
            del kept[filled[-count] :]
            return


def _begins_header(lines: list[str], number: int) -> bool:
    """Whether three lines of a header follow: "From: … Sent: … To: …"."""
    if not re.match(r"\**from\s*:", lines[number].strip(), re.IGNORECASE):
        return False
    names = {
        found[1].lower() for line in lines[number : number + 5] if (found := _FIELD.match(line))
    }
    return "from" in names and bool(names & {"sent", "date"}) and len(names) >= 3


def _fields(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """Return the fields of the header at ``start``, and the line where the text begins."""
    fields: dict[str, str] = {}
    number = start
    while number < len(lines):
        line = lines[number]
        field = _FIELD.fullmatch(line)
        if field:
            fields.setdefault(field[1].lower(), field[2].strip(" *"))
        elif line.strip(" >") or fields:
            break
        number += 1
    return fields, number
