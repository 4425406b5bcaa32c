"""The model's frozen types as plain JSON values, and back.

One pair of functions serves every type of the model, so a field that is added is carried along.
A field at its default is left out, and one that is unknown is refused: the data is of another
version.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from evacmap.model.dates import EdtfDate
from evacmap.model.place import Place

T = TypeVar("T")
Reader = Callable[[Any], Any]
_AS_IS = frozenset({str, int, float, bool, NoneType})
_JSON = json.JSONEncoder(ensure_ascii=False)
# Most legs share the same few places; more than this are not remembered.
MOST_PLACES = 20_000


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


def to_json(value: Any) -> str:
    """Return what ``to_plain`` gives as JSON without spaces, in less time.

    >>> from evacmap.model import Count
    >>> to_json(Count(low=80, high=None, text="at least 80"))
    '{"low":80,"high":null,"text":"at least 80"}'
    """
    kind: Any = type(value)
    return _json_writer(kind)(value)


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
def _json_writer(kind: Any) -> Callable[[Any], str]:
    """Return the function that makes JSON of values of a type, made once a type."""
    if kind is str:
        return encode_basestring
    if kind is int:
        return int.__repr__
    if kind is float:
        return lambda value: repr(value) if isfinite(value) else json.dumps(value)
    if kind is tuple:
        return _json_of_tuple
    if issubclass(kind, Enum):
        return {member: json.dumps(member.value, ensure_ascii=False) for member in kind}.__getitem__
    if kind is Place:
        return _remembering_places(_json_dataclass_writer(kind))
    if dataclasses.is_dataclass(kind) and kind is not EdtfDate:
        return _json_dataclass_writer(kind)
    return lambda value: _JSON.encode(to_plain(value))


def _json_of_tuple(items: tuple[Any, ...]) -> str:
    return f"[{','.join(map(_json_of, items))}]"


def _json_of(item: Any) -> str:
    kind: Any = type(item)
    return _json_writer(kind)(item)


def _json_dataclass_writer(kind: Any) -> Callable[[Any], str]:
    fields = dataclasses.fields(kind)
    # attrgetter gives no tuple for a single name.
    values = attrgetter(*(field.name for field in fields), "__class__")
    heads = [
        (f"{encode_basestring(field.name)}:", field.default, type(field.default))
        for field in fields
    ]

    def write(value: Any) -> str:
        parts = []
        for (head, default, default_kind), item in zip(heads, values(value), strict=False):
            if item is default:
                continue
            kind: Any = type(item)
            if kind is default_kind and item == default:
                continue
            if kind is str:
                parts.append(head + encode_basestring(item))
            elif kind is int:
                parts.append(head + repr(item))
            else:
                parts.append(head + _json_writer(kind)(item))
        return f"{{{','.join(parts)}}}"

    return write


def _remembering_places(write: Callable[[Any], str]) -> Callable[[Any], str]:
    # The place is kept beside its text, so that no other takes its identity.
    written: dict[int, tuple[Any, str]] = {}

    def write_once(place: Any) -> str:
        known = written.get(id(place))
        if known is None:
            if len(written) >= MOST_PLACES:
                written.clear()
            known = written[id(place)] = (place, write(place))
        return known[1]

    return write_once


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads values of a type, made once a type."""
    if kind is Place:
        return _sharing_places(_dataclass_reader(kind))
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
    # Readers are found when first used: a type may hold another of its own kind. Beside each
    # stands the type of the values that need no reading.
    readers: dict[str, tuple[Any, Reader]] = {}

    def read(plain: Any) -> Any:
        fields: Mapping[str, Any] = _checked(dict, plain)
        if not readers:
            readers.update(
                {
                    field.name: (_as_it_is(hints[field.name]), _reader(hints[field.name]))
                    for field in _fields(kind)
                }
            )
        values = {}
        for name, item in fields.items():
            if name not in readers:
                break
            as_it_is, read_item = readers[name]
            values[name] = item if type(item) is as_it_is else read_item(item)
        if len(values) < len(fields) or not needed <= values.keys():
            raise ValueError(f"not the fields of a {kind.__name__}: {sorted(fields)}")
        return kind(**values)

    return read


def _as_it_is(kind: Any) -> Any:
    """Return the one type whose values are plain themselves among those of ``kind``, or None."""
    kinds = [each for each in get_args(kind) or (kind,) if each is not NoneType]
    return kinds[0] if len(kinds) == 1 and kinds[0] in _AS_IS else None


def _sharing_places(read: Reader) -> Reader:
    """Return what gives the same place for the same values, so that legs share their places."""
    places: dict[tuple[Any, ...], Place] = {}

    def read_once(plain: Any) -> Any:
        values: Mapping[str, Any] = _checked(dict, plain)
        key = tuple(values.items())
        try:
            known = places.get(key)
            # 0 equals -0.0 and False, and 1 True, but none is the other.
            if known is not None and not (0 in values.values() or 1 in values.values()):
                return known
        except TypeError:
            return read(plain)
        place = read(plain)
        if len(places) >= MOST_PLACES:
            places.clear()
        places[key] = place
        return place

    return read_once


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
        return lambda plain: tuple(map(read, _checked(list, plain)))
    if inner == (float, float):
        return _read_point
    readers = [_reader(each) for each in inner]

    def read_each(plain: Any) -> Any:
        items = _checked(list, plain)
        if len(items) != len(readers):
            raise ValueError(f"{len(items)} values where {len(readers)} belong")
        return tuple([read(item) for read, item in zip(readers, items, strict=True)])

    return read_each


def _read_point(plain: Any) -> tuple[float, float]:
    if type(plain) is list and len(plain) == 2:
        one, two = plain
        if type(one) is type(two) is float:
            return (one, two)
        return (float(_checked((int, float), one)), float(_checked((int, float), two)))
    raise ValueError(f"{plain!r:.80} is no pair of numbers")


def _checked(kind: Any, plain: Any) -> Any:
    if type(plain) is kind:
        return plain
    # True is an int to Python, and a number in a report is never one.
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise ValueError(f"{plain!r:.80} is not of the type that belongs here")
    return plain
