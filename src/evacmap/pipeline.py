"""The one module that knows the order of the stages.

Takes the paths of reports; gives legs, routes, and the files of a map.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from evacmap.cache import Cache, Findings
from evacmap.changes import Changes, compare, read_table
from evacmap.corrections import Corrected
from evacmap.errors import DamagedDataError, NothingToReadError, UnreadableReportError
from evacmap.geocode import Gazetteer, geocode
from evacmap.geometry import Engine, main_roads, route_leg
from evacmap.legs.assemble import assemble_legs, tell
from evacmap.legs.corroborate import corroborate_legs
from evacmap.legs.explain import explain_legs, explain_tellings
from evacmap.legs.itineraries import chain_legs
from evacmap.legs.plausibility import flag_legs
from evacmap.mentions import find_mentions, may_tell_leg
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Document, Leg, Mentions, Route, RouteMethod, SetAside, Status
from evacmap.model.run import Extraction, RunReport
from evacmap.read import READERS, find_reports, read_document, read_records
from evacmap.read.naming import label_extraction, name_uniquely
from evacmap.render import coarsen_routes, write_map, write_outputs, write_whole
from evacmap.render.embed import first_picture
from evacmap.render.folder import differing_files, draft_files, replace_files
from evacmap.render.headline import period_of, title_of
from evacmap.render.run_record import run_json, texts_jsonl

Progress = Callable[[str, int, int], None]
"""Told of each step: the stage in a word, how many of it are done, how many there are."""
Selection = Callable[[Leg], str | None]
"""Says of a leg why it does not belong on the map; None where it does."""
Correct = Callable[[Sequence[Leg]], Corrected]
"""Gives the joined legs as a person has corrected them."""

_NO_DATE = (
    "no day of publication, so weekdays and 'yesterday' stay undated; "
    "put published: YYYY-MM-DD at its top, or the day into the name of a PDF or Word file"
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A map that was made: where, from what, and the routes on it.

    ``changes`` says what became of the legs that the folder held; None where it held none.
    ``stale`` names the files that were other than those made, ``kept`` the copies of those that
    someone had edited. ``left_out`` gives the legs that do not belong on the map, with why.
    ``corrected`` says what came of corrections by hand, where there are any.
    """

    map_path: Path
    extraction: Extraction
    routes: tuple[Route, ...]
    changes: Changes | None = None
    stale: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()
    left_out: tuple[tuple[Leg, str], ...] = ()
    corrected: Corrected | None = None


def extract_document(document: Document, gazetteer: Gazetteer) -> tuple[Leg, ...]:
    """Return the legs that one report tells, each with its evidence."""
    return _work_through(document, gazetteer)[1]


def explain(path: str | Path, *, gazetteer: Gazetteer | None = None) -> Iterator[str]:
    """Yield, line by line, what was found in each sentence of a report and the rule behind it.

    Raises:
        UnreadableReportError: the report cannot be read.
    """
    with_gazetteer = gazetteer or Gazetteer.open()
    for document in read_document(Path(path)):
        yield f"# {document.source.title or document.name}"
        places = geocode(document, find_toponyms(document, with_gazetteer), with_gazetteer)
        mentions = find_mentions(document, places)
        tellings = tell(document, mentions, places, with_gazetteer)
        yield from explain_tellings(tellings, mentions, places)
        legs = assemble_legs(document, mentions, places, atlas=with_gazetteer)
        yield from explain_legs(legs)


def extract(
    sources: Iterable[str | Path],
    *,
    gazetteer: Gazetteer | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """Return the legs of each report in ``sources``: files, or folders of them.

    A report that cannot be read or worked through is set aside with its reason. With a
    ``cache``, what is in it is not worked out again.

    Raises:
        NothingToReadError: no source holds a readable report.
        DamagedDataError: the bundled gazetteer cannot be opened.
    """
    named = tuple(map(str, sources))
    documents, set_aside = _read(named, cache)
    if not documents:
        raise _nothing_to_read(named, set_aside)
    reports = []
    with_gazetteer = gazetteer or Gazetteer.open()
    for done, document in enumerate(documents):
        _tell(progress, "reading", done, len(documents))
        report = _report(document, with_gazetteer, cache)
        if isinstance(report, SetAside):
            set_aside.append(report)
        else:
            reports.append(report)
    _tell(progress, "reading", len(documents), len(documents))
    return Extraction(reports=tuple(reports), set_aside=tuple(set_aside))


def build(
    sources: Iterable[str | Path],
    folder: str | Path,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    gazetteer: Gazetteer | None = None,
    engine: Engine | None = None,
    language: str = "en",
    coarsen_km: Mapping[Status, float] | None = None,
    outputs: Sequence[str] = ("legs.geojson",),
    credits: Sequence[str] = (),
    tiles: str | None = None,
    url: str | None = None,
    correct: Correct | None = None,
    select: Selection | None = None,
    cache: Cache | None = None,
    is_check: bool = False,
    progress: Progress | None = None,
) -> Build:
    """Write the map of ``sources`` into ``folder``, with its tables and the record of the run.

    All files are made first and then put in place, so a run that fails or is interrupted
    leaves an earlier map as it was. ``language`` is that of the page's own words. ``coarsen_km``
    blurs places and days of legs of a status, on the map and in the tables; quotes stay as they
    are. ``outputs`` are files besides the usual four, written by their suffix; ``credits`` are
    added to those the map owes, ``tiles`` names online tiles below the legs, ``url`` is where the
    map will stand: links to it show the first .png of the outputs. A check only compares.

    Raises:
        NothingToReadError: no source holds a readable report.
        UnwritableOutputError: the folder cannot be written.
        ValueError: there are no words in ``language``, a distance is not positive, or there is
            no format for the suffix of an output.
    """
    named, folder, kept = tuple(map(str, sources)), Path(folder), list[Path]()
    with draft_files() if is_check else replace_files(folder, kept=kept) as draft:
        with_gazetteer = gazetteer or Gazetteer.open()
        extraction = extract(named, gazetteer=with_gazetteer, cache=cache, progress=progress)
        joined, corrected = _joined(extraction.legs, correct)
        legs, left_out = _selected(joined, select)
        if corrected:
            aside = (*extraction.set_aside, *corrected.set_aside)
            extraction = replace(extraction, set_aside=aside)
        routes = route_legs(legs, engine=engine, cache=cache, progress=progress)
        _tell(progress, "drawing", 0, 1)
        for status, within_km in (coarsen_km or {}).items():
            routes = tuple(coarsen_routes(routes, within_km=within_km, statuses=(status,)))
        _write(
            draft,
            routes,
            label_extraction(extraction, named),
            title=title or title_of(named),
            subtitle=subtitle,
            language=language,
            outputs=outputs,
            credits=credits,
            tiles=tiles,
            url=url,
            corrected=corrected,
            own_places=with_gazetteer.overlay_path,
            keep=cache.drawing if cache else None,
        )
        earlier, now = read_table(folder / "legs.csv"), read_table(draft / "legs.csv")
        stale = differing_files(folder, draft)
        _tell(progress, "drawing", 1, 1)
    return Build(
        map_path=folder / "map.html",
        extraction=extraction,
        routes=routes,
        changes=None if earlier is None else compare(earlier, now or ()),
        stale=stale,
        kept=tuple(kept),
        left_out=left_out,
        corrected=corrected,
    )


def join_legs(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return fewer legs: one a movement, each party's in order, the implausible flagged."""
    return flag_legs(chain_legs(corroborate_legs(tuple(legs))))


def route_legs(
    legs: Iterable[Leg],
    *,
    engine: Engine | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> tuple[Route, ...]:
    """Return the route of each leg; one that no method can draw becomes a plain line.

    With an ``engine``, roads are asked of the user's own server, and always anew.
    """
    listed = tuple(legs)
    routes = []
    for done, leg in enumerate(listed):
        _tell(progress, "routing", done, len(listed))
        routes.append(_route(leg, engine, cache))
    _tell(progress, "routing", len(listed), len(listed))
    return tuple(routes)


def _joined(
    legs: Sequence[Leg], correct: Correct | None
) -> tuple[tuple[Leg, ...], Corrected | None]:
    """Return what ``join_legs`` does, corrected before the implausible is flagged."""
    if correct is None:
        return join_legs(legs), None
    corrected = correct(chain_legs(corroborate_legs(tuple(legs))))
    return flag_legs(corrected.legs), corrected


def _selected(
    legs: Sequence[Leg], select: Selection | None
) -> tuple[tuple[Leg, ...], tuple[tuple[Leg, str], ...]]:
    """Return the legs that belong on the map, and the others with the reason."""
    reasons = [select(leg) if select else None for leg in legs]
    told = list(zip(legs, reasons, strict=True))
    return (
        tuple(leg for leg, reason in told if reason is None),
        tuple((leg, reason) for leg, reason in told if reason is not None),
    )


def _work_through(document: Document, gazetteer: Gazetteer) -> tuple[Mentions, tuple[Leg, ...]]:
    # Most reports of an archive tell no movement, and the gazetteer need not be asked for them.
    toponyms = find_toponyms(document, gazetteer) if may_tell_leg(document) else ()
    places = geocode(document, toponyms, gazetteer) if may_tell_leg(document, toponyms) else ()
    mentions = find_mentions(document, places)
    return mentions, assemble_legs(document, mentions, places, atlas=gazetteer)


def _read(sources: Sequence[str], cache: Cache | None) -> tuple[list[Document], list[SetAside]]:
    paths, missing = find_reports(sources)
    documents: list[Document] = []
    set_aside = list(missing)
    for path in paths:
        for item in cache.documents(path, _records) if cache else _records(path):
            if isinstance(item, Document):
                documents.append(item)
            else:
                set_aside.append(SetAside(path=item.path, reason=_reason(item)))
    return name_uniquely(documents, sources), set_aside


def _records(path: Path) -> Iterator[Document | UnreadableReportError]:
    try:
        yield from read_records(path)
    except Exception as error:
        _LOG.debug("reading %s failed", path, exc_info=True)
        yield UnreadableReportError(path, _unexpected("reading", error))


def _report(document: Document, gazetteer: Gazetteer, cache: Cache | None) -> RunReport | SetAside:
    """Return what a document gave; set aside where a stage fails on it, whatever the error."""

    def find(document: Document) -> Findings:
        mentions, legs = _work_through(document, gazetteer)
        parsed = sum(sentence.parse is not None for sentence in mentions.sentences)
        return Findings(sentences=len(mentions.sentences), sentences_parsed=parsed, legs=legs)

    try:
        sha256 = _sha256(document)
        found = cache.findings(document, find) if cache else find(document)
    except DamagedDataError:
        raise
    except Exception as error:
        _LOG.debug("extracting from %s failed", document.name, exc_info=True)
        return SetAside(
            path=document.path or document.name, reason=_unexpected("extracting", error)
        )
    return RunReport(
        document=document,
        sha256=sha256,
        sentences=found.sentences,
        sentences_parsed=found.sentences_parsed,
        legs=found.legs,
        notes=document.notes + (() if document.source.published else (_NO_DATE,)),
    )


def _route(leg: Leg, engine: Engine | None, cache: Cache | None) -> Route:
    try:
        if cache and not engine:
            return cache.route(leg, lambda leg: route_leg(leg, engine=None))
        return route_leg(leg, engine=engine)
    except DamagedDataError:
        raise
    except Exception as error:
        _LOG.debug("routing %s failed", leg.id, exc_info=True)
        line = tuple((stop.place.lon, stop.place.lat) for stop in leg.ends)
        return Route(
            leg=leg,
            lines=(line,),
            method=RouteMethod.ARC if len(line) > 1 else RouteMethod.POINT,
            length_km=None,
            note=_unexpected("routing", error),
        )


def _write(
    draft: Path,
    routes: tuple[Route, ...],
    extraction: Extraction,
    *,
    title: str,
    subtitle: str | None,
    outputs: Sequence[str],
    corrected: Corrected | None,
    own_places: Path | None,
    **page: Any,
) -> None:
    """Write every file of a map into the folder ``draft``; ``page`` is what ``write_map`` takes."""
    write_outputs(routes, draft, names=outputs, title=title, subtitle=subtitle)
    write_map(
        routes,
        draft / "map.html",
        title=title,
        subtitle=subtitle or period_of(routes, language=page["language"]),
        set_aside=extraction.set_aside,
        reports=len(extraction.reports),
        roads=main_roads,
        picture=first_picture(draft, outputs),
        **page,
    )
    write_whole(draft / "texts.jsonl", texts_jsonl(extraction.reports))
    record = run_json(
        title=title,
        reports=extraction.reports,
        set_aside=extraction.set_aside,
        legs=[route.leg for route in routes],
        own_places=own_places,
        corrected=corrected.applied if corrected else (),
        outputs={path.name: path.read_bytes() for path in sorted(draft.iterdir())},
    )
    write_whole(draft / "run.json", record)


def _sha256(document: Document) -> str:
    if document.path is None:
        return hashlib.sha256(document.text.encode()).hexdigest()
    path = Path(document.path)
    state = path.stat()
    return _sha256_of_file(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _sha256_of_file(path: Path, mtime_ns: int, size: int) -> str:
    """Return the hash of a file; kept, since a file of many reports is asked for it by each."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing_to_read(sources: tuple[str, ...], aside: Sequence[SetAside]) -> NothingToReadError:
    if not aside:
        formats = ", ".join(READERS)
        return NothingToReadError(sources, f"no report in it; evacmap reads {formats}")
    more = f" (and {len(aside) - 1} more without a readable report)" if len(aside) > 1 else ""
    return NothingToReadError((aside[0].path,), f"{aside[0].reason}{more}")


def _reason(error: UnreadableReportError) -> str:
    return f"{error.reason}; {error.way_out}" if error.way_out else error.reason


def _unexpected(stage: str, error: Exception) -> str:
    message = " ".join(str(error).split())[:200]
    return f"{stage} it failed ({type(error).__name__}: {message}); please report this"


def _tell(progress: Progress | None, stage: str, done: int, total: int) -> None:
    if progress:
        progress(stage, done, total)
