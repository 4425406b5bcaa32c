"""Make text of reports fit for files, without changing what it says."""

from typing import Any


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


def encodable_values(value: Any) -> Any:
    """Return nested lists, tuples and dicts with every text made encodable."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable_values(key): encodable_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encodable_values(item) for item in value]
    return value
