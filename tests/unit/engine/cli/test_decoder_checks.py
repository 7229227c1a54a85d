"""Drawn files per format go through the real decoding process; wrong pictures and refusals are failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import pytest

from engine.cli import decoder_checks
from engine.cli.decoder_checks import CLIP_CODECS, PHOTO_SUFFIXES, check_decoders
from engine.config import Config
from engine.errors import EngineError, MediaUnreadable
from engine.records import DecodedMedia


def test_check_decoders_everything_that_can_be_drawn_decodes() -> None:
    checks = {check.name: check for check in check_decoders(Config())}
    assert {"Photo: JPEG", "Photo: PNG", "Clip: H.264", "Clip: MPEG-4"} <= set(checks)
    assert set(checks) <= {f"Photo: {name}" for name in PHOTO_SUFFIXES} | {f"Clip: {name}" for name in CLIP_CODECS}
    assert [check for check in checks.values() if not check.is_ok] == []


class RefusingPool:
    """A decode pool that can read nothing."""

    def __init__(self, *settings: object) -> None:
        self.settings = settings

    def __enter__(self) -> RefusingPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def decode(self, paths: Iterable[Path]) -> Iterator[tuple[Path, DecodedMedia | EngineError]]:
        for path in paths:
            yield path, MediaUnreadable(f"{path.name} cannot be decoded.")


def test_check_decoders_refusal_fails_with_the_decoders_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_checks, "DecodePool", RefusingPool)
    monkeypatch.setattr(decoder_checks, "CLIP_CODECS", {})
    checks = check_decoders(Config())
    assert checks[0].detail == "photo.jpg cannot be decoded."
    assert not any(check.is_ok for check in checks)


def test_check_decoders_encoder_that_is_missing_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_checks, "DecodePool", RefusingPool)
    monkeypatch.setattr(decoder_checks, "PHOTO_SUFFIXES", {"Unheard-of": "xyz"})
    monkeypatch.setattr(decoder_checks, "CLIP_CODECS", {"Unheard-of": (("libnothing",), "mp4", "yuv420p")})
    assert check_decoders(Config()) == ()
