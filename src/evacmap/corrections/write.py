"""Entries as TOML, added to a file of a person without touching what is in it."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evacmap.corrections.entries import ENTRY, Entry
from evacmap.errors import UnwritableOutputError

HEAD = "# What people have corrected; evacmap build applies it. One [[correction]] each.\n"


def append_corrections(path: Path, entries: Sequence[Entry]) -> Path | None:
    """Add ``entries`` to the file at ``path``; return the copy of it as it was, if it was there.

    Raises:
        UnwritableOutputError: the file cannot be written.
    """
    text = "".join(f"\n{entry_toml(entry)}" for entry in entries)
    try:
        if not path.exists():
            path.write_text(HEAD + text, encoding="utf-8", newline="\n")
            return None
        old = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnwritableOutputError(path, (error.strerror or str(error)).lower()) from error
    start = old if old.endswith("\n") or not old else f"{old}\n"
    return _replace(path, start + text)


def _replace(path: Path, text: str) -> Path | None:
    """Write ``text`` in place of a file whole, and return the copy of what it was."""
    if text == path.read_text(encoding="utf-8-sig"):
        return None
    part = path.with_name(f".{path.name}.part")
    try:
        copy = _free_name(path)
        shutil.copy2(path, copy)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UnwritableOutputError(path, (error.strerror or str(error)).lower()) from error
    return copy


def pin_corrections(path: Path, said: Mapping[int, Mapping[str, Any]]) -> Path | None:
    """Write into the entries of these numbers what their legs say; return the copy of the file.

    Nothing else in the file changes. Entries that are no tables of their own, [[correction]],
    stay as they are.

    Raises:
        UnwritableOutputError: the file cannot be written.
    """
    text = path.read_text(encoding="utf-8-sig")
    starts = [match.start() for match in ENTRY.finditer(text)]
    ends = [*starts[1:], len(text)]
    pinned = text[: starts[0]] if starts else text
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        piece = text[start:end]
        if number in said:
            table = "\n".join(_table("[correction.said]", said[number]))
            piece = f"{piece.rstrip()}\n{table}\n" + ("\n" if end < len(text) else "")
        pinned += piece
    return _replace(path, pinned)


def entry_toml(entry: Entry) -> str:
    """Return an entry as TOML, what is empty left out."""
    lines = ["[[correction]]", f"do = {_value(entry.do)}"]
    named = {"leg": entry.leg, "with": list(entry.others), "by": entry.by, "why": entry.why}
    lines += [f"{key} = {_value(value)}" for key, value in named.items() if value]
    for key, fields in (("set", entry.set), ("was", entry.was), ("said", entry.said)):
        lines += _table(f"[correction.{key}]", fields)
    for key, listed in (("with_said", entry.others_said), ("into", entry.into)):
        for each in listed:
            lines += _table(f"[[correction.{key}]]", each)
    return "\n".join(lines) + "\n"


def _table(head: str, fields: Mapping[str, Any] | None) -> Iterator[str]:
    if fields:
        yield head
        yield from (f"{key} = {_value(value)}" for key, value in fields.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int | float):
        return repr(value)
    # A text of JSON is one of TOML too, but for the one control character that JSON lets stand.
    text = json.dumps(_whole(str(value)), ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def _whole(text: str) -> str:
    """Return ``text`` without halves of characters, which no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _free_name(path: Path) -> Path:
    names = (f"{path.stem}.before{number}{path.suffix}" for number in ("", *range(2, 10_000)))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())
