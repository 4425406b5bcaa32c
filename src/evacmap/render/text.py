"""Make text of reports fit for files, without changing what it says."""

import re

# XML 1.0, section 2.2: every character but most controls, surrogates and two noncharacters.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The printable characters of ASCII but for three that markup gives a meaning.
CHARACTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in "<&>")
# A multiple of 13, so that no group of 13 bits is cut.
CHUNK_BYTES = 13 * 8192


def encodable(text: str) -> str:
    """Return ``text`` with surrogates joined into characters, and lone ones as U+FFFD.

    >>> encodable("a\\ud800b")
    'a�b'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def base91(data: bytes) -> str:
    """Return the number of bytes, a colon, and ``data`` as text of 91 printable characters.

    None of them is ``<``, ``&`` or ``>``. Thirteen bits make two characters, the first bits
    first, the last group filled with zeros: a twelfth shorter than base 64, which counts in a
    page of a hundred thousand quotes.

    >>> base91(b"\\x00\\x08")
    '2:!"!!'
    """
    parts = [_base91(data[at : at + CHUNK_BYTES]) for at in range(0, len(data), CHUNK_BYTES)]
    return f"{len(data)}:{''.join(parts)}"


def _base91(data: bytes) -> str:
    import numpy as np

    bits = np.unpackbits(np.frombuffer(data, "u1"))
    padded = np.concatenate([bits, np.zeros(-len(bits) % 13, "u1")]).reshape(-1, 13)
    groups = padded @ (1 << np.arange(12, -1, -1))
    digits = np.stack([groups // 91, groups % 91], axis=1)
    text: str = np.frombuffer(CHARACTERS.encode(), "u1")[digits].tobytes().decode("ascii")
    return text


def xml_text(text: str) -> str:
    """Return ``text`` with what XML 1.0 cannot hold, not even escaped, as U+FFFD.

    >>> xml_text("a\\x00b\\x85c")
    'a�b\\x85c'
    """
    return _NO_XML.sub("�", encodable(text))
