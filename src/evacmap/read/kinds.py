"""What a block of a report is besides its body: byline, caption, links, boilerplate."""

import re

from evacmap.read.printed_dates import find_printed_date, is_only_a_date, without_date

_AGENCIES = (
    r"(?:AP|AFP|Reuters|REUTERS|TASS|EPA(?:-EFE)?|EFE|DPA|dpa|UPI|ANSA|Getty(?: Images)?|Xinhua"
    r"|Sputnik|RIA Novosti|Anadolu|Shutterstock|Kremlin\.ru|Zuma|AA|Wikimedia(?: Commons)?)"
)
_CAPTION = re.compile(
    r"\s//\s?(?:source|photo|image|picture|credit|via)\b"
    r"|^(?:file )?(?:photo|image|picture|photograph|video|map|illustration|infographic)s?"
    r"(?: by\b|:| credit| courtesy)"
    r"|^caption:|\((?:file )?(?:photo|image|picture)(?: by|:| credit| courtesy)"
    rf"|(?:\s[/|]\s?{_AGENCIES})+(?:\s?[/|].{{0,40}})?\W*$"
    rf"|\((?:[\w.’' -]{{1,40}}/)?{_AGENCIES}(?: photo)?\)$"
    rf"|\b(?:photo|image|picture)s?(?: by|:) [\w.’' /-]{{1,60}}$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:related(?: (?:articles?|stor(?:y|ies)|news|content|links|topics|coverage|posts|reading))?"
    r"|read (?:also|more|next|on)|also read|see also|more (?:on this|stories|from|about)\b"
    r"[\w ’']{0,30}|you may also like|further reading|recommended(?: for you)?|most read|trending"
    r"|references|external links|sister links)"
    r"\s*(?::|$)",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(
    r"(?:original|source|article|canonical|full) ?(?:url|link|article|address)\s*:"
    r"|url\s*:|link\s*:",
    re.IGNORECASE,
)
_BUTTON = (
    r"(?:facebook|twitter|whatsapp|telegram|e-?mail|print|copy link|share|tweet|linkedin|reddit)"
)
_BOILERPLATE = re.compile(
    r"(?:please )?(?:subscribe|sign up|donate|follow us|share (?:this|on|via)|click here|log ?in\b"
    r"|join (?:us|our)|like us|download (?:the|our) app|contact us|leave a comment"
    r"|send (?:us )?(?:a )?(?:tip|correction)|support (?:us|our)\b)"
    r"|(?:support\b.{0,60}\b)?become (?:a|an|our) (?:patron|member|supporter|subscriber)"
    r"|support .{1,40} or become\b"
    r"|(?:©|\(c\)|copyright\b|all rights reserved)|advertisement\W*$"
    r"|(?:we use|this site uses) cookies"
    rf"|{_BUTTON}(?:\W+{_BUTTON})*\W*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\(?(?:additional )?(?:reporting|writing|editing|translated) by\b"
    r"|.{1,90}\bcontributed (?:reporting|to this (?:report|story|article)))",
    re.IGNORECASE,
)
_URL = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?")
_BY = re.compile(r"[Bb]y (?=[A-Z])|BY (?=[A-Z])")
_SHORT = 160


def is_caption(text: str) -> bool:
    """Whether a block is the words under a picture, told by its credit."""
    return len(text) <= 400 and bool(_CAPTION.search(text))


def is_related_label(text: str) -> bool:
    """Whether a block begins with the words that introduce links to other articles."""
    return bool(_RELATED.match(text))


def is_boilerplate(text: str) -> bool:
    """Whether a block is the page talking of itself: its address, its appeals, its buttons."""
    if _URL.fullmatch(text) or _ADDRESS_LABEL.match(text):
        return True
    return len(text) <= _SHORT and bool(_BOILERPLATE.match(text))


def is_credit(text: str) -> bool:
    """Whether a block names those who worked on the report, wherever it stands."""
    return len(text) <= _SHORT and bool(_CREDIT.match(text))


def is_byline(text: str) -> bool:
    """Whether a block at the head of a report says who wrote it or when."""
    if len(text) > _SHORT:
        return False
    if is_only_a_date(text):
        return True
    if _BY.match(text):
        return not text.endswith(".") and len(text.split()) <= 16
    found = find_printed_date(text)
    return found is not None and _is_a_name(without_date(text))


def byline_name(text: str) -> str | None:
    """Return who a byline names, without "By" and the date; None where it names none."""
    name = without_date(_BY.sub("", text, count=1) if _BY.match(text) else text)
    name = re.split(r"\s+[|/–—•·]\s+|, (?=[a-z])", name)[0].strip(" ,;:|–—-")
    return name if _is_a_name(name) else None


def address_in(text: str) -> str | None:
    """Return the first web address in ``text``; None where there is none."""
    match = _URL.search(text)
    return match[0].strip("<>").rstrip(".,;)") if match else None


def is_address_label(text: str) -> bool:
    """Whether a block announces the address of the report itself."""
    return bool(_ADDRESS_LABEL.match(text))


def _is_a_name(text: str) -> bool:
    words = re.findall(r"[\w’'.-]+", text)
    small = {"of", "the", "and", "in", "for", "de", "la", "van", "von", "al", "el", "bin"}
    return (
        1 <= len(words) <= 8
        and not text.endswith((".", "!", "?"))
        and all(word[:1].isupper() or word in small for word in words)
    )
