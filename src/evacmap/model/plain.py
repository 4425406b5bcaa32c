"""The model's frozen types as plain JSON values, and back.

One pair of functions serves every type of the model, so a field that is added is carried along.
A field at its default is left out, and one that is unknown is refused: the data is of another
version.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from evacmap.model.dates import EdtfDate

T = TypeVar("T")
Reader = Callable[[Any], Any]
_AS_IS = frozenset({str, int, float, bool, NoneType})


def to_plain(value: Any) -> Any:
    """Return a value of the model as dicts, lists, texts and numbers.

    >>> from evacmap.model import Count
    >>> to_plain(Count(low=80, high=None, text="at least 80"))
    {'low': 80, 'high': None, 'text': 'at least 80'}
    """
    kind: Any = type(value)
    if kind in _AS_IS:
        return value
    if kind is tuple:
        return [item if type(item) in _AS_IS else to_plain(item) for item in value]
    return _writer(kind)(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the value of type ``kind`` that ``to_plain`` made ``plain`` of.

    >>> from evacmap.model import Count
    >>> from_plain(Count, {"low": 80, "high": None, "text": "at least 80"}).low
    80

    Raises:
        ValueError: ``plain`` is not of this type, or was made of another version of it.
    """
    hashable: Any = kind
    found: T = _reader(hashable)(plain)
    return found


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes values of a type plain, made once a type."""
    if issubclass(kind, Enum):
        return lambda value: value.value
    if kind is EdtfDate:
        return lambda value: value.text
    if issubclass(kind, dt.date):
        return lambda value: value.isoformat()
    defaults = [(field.name, field.default) for field in dataclasses.fields(kind)]

    def write(value: Any) -> Any:
        plain = {}
        for name, default in defaults:
            item = getattr(value, name)
            if item is not default and item != default:
                plain[name] = item if type(item) in _AS_IS else to_plain(item)
        return plain

    return write


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads values of a type, made once a type."""
    if dataclasses.is_dataclass(kind) and kind is not EdtfDate:
        return _dataclass_reader(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional_reader(kind, inner)
    if origin is tuple:
        return _tuple_reader(inner)
    if kind is dt.date:
        return lambda plain: dt.date.fromisoformat(_checked(str, plain))
    if kind is EdtfDate:
        return lambda plain: EdtfDate(_checked(str, plain))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)
    if kind is float:
        return lambda plain: float(_checked((int, float), plain))
    if kind in (str, int, bool):
        return lambda plain: _checked(kind, plain)
    raise TypeError(f"no way to read {kind} from plain values")


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    needed = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    # Readers are found when first used: a type may hold another of its own kind.
    readers: dict[str, Reader] = {}

    def read(plain: Any) -> Any:
        fields: Mapping[str, Any] = _checked(dict, plain)
        if not readers:
            readers.update({field.name: _reader(hints[field.name]) for field in _fields(kind)})
        if not (needed <= fields.keys() <= readers.keys()):
            raise ValueError(f"not the fields of a {kind.__name__}: {sorted(fields)}")
        return kind(**{name: readers[name](item) for name, item in fields.items()})

    return read


def _enum_reader(kind: Any) -> Reader:
    members = {member.value: member for member in kind}

    def read(plain: Any) -> Any:
        try:
            return members[plain]
        except (KeyError, TypeError):
            raise ValueError(f"{plain!r:.80} is no {kind.__name__}") from None

    return read


def _fields(kind: Any) -> tuple[dataclasses.Field[Any], ...]:
    return tuple(field for field in dataclasses.fields(kind) if field.init)


def _optional_reader(kind: Any, inner: tuple[Any, ...]) -> Reader:
    kinds = [each for each in inner if each is not NoneType]
    if len(kinds) != 1 or len(inner) != 2:
        raise TypeError(f"no way to read {kind} from plain values")
    read = _reader(kinds[0])
    return lambda plain: None if plain is None else read(plain)


def _tuple_reader(inner: tuple[Any, ...]) -> Reader:
    if len(inner) == 2 and inner[1] is Ellipsis:
        read = _reader(inner[0])
        return lambda plain: tuple(read(item) for item in _checked(list, plain))
    readers = [_reader(each) for each in inner]

    def read_each(plain: Any) -> Any:
        items = _checked(list, plain)
        if len(items) != len(readers):
            raise ValueError(f"{len(items)} values where {len(readers)} belong")
        return tuple(read(item) for read, item in zip(readers, items, strict=True))

    return read_each


def _checked(kind: Any, plain: Any) -> Any:
    if type(plain) is kind:
        return plain
    # True is an int to Python, and a number in a report is never one.
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise ValueError(f"{plain!r:.80} is not of the type that belongs here")
    return plain
