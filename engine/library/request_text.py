"""A request as text that outlives versions and moved files: JSON, pictures of the library by what they hold."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine.errors import BadQuery
from engine.records import MediaKind, PictureTerm, SearchRequest, SortBy, WordWeight
from engine.store import Store
from engine.store.path_bytes import decode_path, encode_path

_VERSION: Final = 1
# What reading a text that is not one of ours can raise.
_NOT_OURS: Final = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


def request_to_text(request: SearchRequest, store: Store) -> str:
    """Write a request; what is as by default is left out, and so is how many hits were wanted."""
    fields: dict[str, object] = {
        "query": request.query.strip(),
        "kind": request.kind.value if request.kind else None,
        "after": request.after.isoformat() if request.after else None,
        "before": request.before.isoformat() if request.before else None,
        "folder": _path_text(request.folder),
        "weights": {weight.text: weight.weight for weight in request.weights if weight.weight != 1.0},
        "pictures": [_picture_fields(term, store) for term in request.all_pictures],
        "camera": request.camera,
        "has_caption": request.has_caption,
        "is_favourite": request.is_favourite,
        "sort": request.sort.value if request.sort is not SortBy.RELEVANCE else None,
        "by_day": request.by_day or None,
    }
    kept = {name: value for name, value in fields.items() if value is not None and value not in ({}, [])}
    return json.dumps({"version": _VERSION, **kept}, sort_keys=True)


def request_from_text(text: str, store: Store) -> SearchRequest:
    """Read a request back; fields that a later version added are ignored, pictures that are gone are left out.

    Raises:
        BadQuery: It is not one of ours.
    """
    try:
        fields = json.loads(text)
        pictures = [_picture(entry, store) for entry in fields.get("pictures", [])]
        kind, folder = fields.get("kind"), fields.get("folder")
        return SearchRequest(
            query=str(fields["query"]),
            kind=MediaKind(kind) if kind else None,
            after=_time(fields.get("after")),
            before=_time(fields.get("before")),
            folder=_path(folder) if folder else None,
            weights=tuple(WordWeight(str(word), float(value)) for word, value in fields.get("weights", {}).items()),
            pictures=tuple(picture for picture in pictures if picture is not None),
            camera=fields.get("camera"),
            has_caption=fields.get("has_caption"),
            is_favourite=fields.get("is_favourite"),
            sort=SortBy(fields.get("sort", SortBy.RELEVANCE.value)),
            by_day=bool(fields.get("by_day", False)),
        )
    except _NOT_OURS as error:
        raise BadQuery(f"A kept search cannot be read: {error}.") from error


def _picture_fields(term: PictureTerm, store: Store) -> dict[str, object]:
    fields: dict[str, object] = {"weight": term.weight}
    if term.time_s is not None:
        fields["time_s"] = term.time_s
    if term.image:
        fields["image"] = base64.b64encode(term.image).decode("ascii")
    elif term.media_id is not None:
        fields["content"] = store.media.hashes([term.media_id]).get(term.media_id, "")
    else:
        fields["path"] = _path_text(term.path)
    return fields


def _picture(fields: Mapping[str, Any], store: Store) -> PictureTerm | None:
    weight, time_s = float(fields["weight"]), fields.get("time_s")
    if "image" in fields:
        try:
            return PictureTerm(image=base64.b64decode(fields["image"], validate=True), weight=weight)
        except binascii.Error as error:
            raise ValueError(str(error)) from error
    if "content" in fields:
        media_id = store.media.find(str(fields["content"]))
        return None if media_id is None else PictureTerm(media_id=media_id, time_s=time_s, weight=weight)
    path = fields.get("path")
    return PictureTerm(path=_path(path), time_s=time_s, weight=weight) if path else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _path_text(path: Path | None) -> str | None:
    """Return a path as text that can be stored, whatever bytes it has."""
    return None if path is None else base64.b64encode(encode_path(path.expanduser())).decode("ascii")


def _path(text: str) -> Path:
    return decode_path(base64.b64decode(text))
