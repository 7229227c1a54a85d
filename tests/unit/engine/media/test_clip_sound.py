from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from av.container import InputContainer
from numpy.typing import NDArray

from engine.errors import MediaUnreadable
from engine.media.clip_sound import RATE_HZ, SoundReader
from tests.helpers.media import make_clip
from tests.helpers.sounding import loudness, make_sounding_clip, pitch_of, tones

PITCHES = (300, 500, 700, 900)


def _nothing() -> None:
    """Nobody waits."""


def heard(path: Path, start_s: float = 0.0, length_s: float = 1.0) -> NDArray[np.int16]:
    reader = SoundReader(path)
    try:
        return reader.read(start_s, length_s, _nothing).samples
    finally:
        reader.close()


def pieces(path: Path, length_s: float) -> Iterator[NDArray[np.int16]]:
    reader, at_s = SoundReader(path), 0.0
    try:
        while True:
            piece = reader.read(at_s, length_s, _nothing)
            assert piece.start_s == pytest.approx(at_s, abs=1 / RATE_HZ)
            yield piece.samples
            if piece.is_last:
                return
            at_s = piece.end_s
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz", "layout", "channels"),
    [
        ("aac.mp4", "aac", 44_100, "stereo", 2),
        ("aac.ts", "aac", 48_000, "stereo", 2),
        ("opus.webm", "libopus", 48_000, "stereo", 2),
        ("opus.mkv", "libopus", 48_000, "mono", 1),
        ("mp3.avi", "libmp3lame", 44_100, "stereo", 2),
        ("flac.mkv", "flac", 44_100, "stereo", 2),
        ("telephone.mov", "pcm_s16le", 8_000, "mono", 1),
        ("surround.mp4", "aac", 48_000, "5.1", 6),
        ("three.mov", "pcm_s16le", 44_100, "3.0", 3),
    ],
)
def test_read_any_codec_is_heard_at_its_time_and_as_loud(
    tmp_path: Path, name: str, codec: str, rate_hz: int, layout: str, channels: int
) -> None:
    sound = tones(PITCHES, rate_hz, channels)
    path = make_sounding_clip(tmp_path / name, sound, rate_hz=rate_hz, codec=codec, layout=layout)
    whole = np.concatenate(list(pieces(path, 0.7)))
    assert len(whole) / RATE_HZ == pytest.approx(4.0, abs=0.05)
    for second, pitch in enumerate(PITCHES):
        part = whole[round((second + 0.05) * RATE_HZ) : round((second + 0.95) * RATE_HZ)]
        assert pitch_of(part) == pytest.approx(pitch, abs=2)
        assert loudness(part) == pytest.approx(0.5 / 2**0.5, rel=0.1)
    for second, pitch in enumerate(PITCHES):  # and the same where a player jumps there
        part = heard(path, second + 0.05, 0.9)
        assert pitch_of(part) == pytest.approx(pitch, abs=2)


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "aac"), ("b.webm", "libopus"), ("c.avi", "libmp3lame")])
def test_read_piece_after_piece_has_no_seam(tmp_path: Path, name: str, codec: str) -> None:
    path = make_sounding_clip(tmp_path / name, tones((440,), 48_000, each_s=3.0), codec=codec)
    whole = np.concatenate(list(pieces(path, 3.5)))
    cut = np.concatenate(list(pieces(path, 0.31)))
    assert np.array_equal(whole, cut)
    steps = np.abs(np.diff(cut[2_000:-8_000, 0].astype(np.int32)))
    assert steps.max() < 16_384 * 2 * np.pi * 440 / RATE_HZ * 1.3  # no step that a sine does not make


def test_read_sound_that_begins_late_or_early_keeps_to_the_pictures(tmp_path: Path) -> None:
    late = make_sounding_clip(tmp_path / "late.mkv", tones((500,), 48_000), codec="pcm_s16le", sound_start_s=1.5)
    assert loudness(heard(late, 0.0, 1.45)) == 0
    assert pitch_of(heard(late, 1.55, 0.9)) == pytest.approx(500, abs=2)
    early = make_sounding_clip(
        tmp_path / "early.mkv", tones((500, 900), 48_000), codec="pcm_s16le", pictures_start_s=1.0
    )
    assert pitch_of(heard(early, 1.05, 0.9)) == pytest.approx(900, abs=2)


def test_read_time_stamps_that_do_not_begin_at_zero_count_from_the_first(tmp_path: Path) -> None:
    sound = tones((500, 900), 48_000)
    path = make_sounding_clip(tmp_path / "day.ts", sound, sound_start_s=500.0, pictures_start_s=500.0)
    assert pitch_of(heard(path, 1.05, 0.9)) == pytest.approx(900, abs=2)


def test_read_hole_is_silence_and_what_follows_is_in_time(tmp_path: Path) -> None:
    path = make_sounding_clip(tmp_path / "hole.mkv", tones((500, 900), 48_000), codec="pcm_s16le", gap=(1.0, 0.6))
    whole = heard(path, 0.0, 2.6)
    assert pitch_of(whole[: round(0.95 * RATE_HZ)]) == pytest.approx(500, abs=2)
    assert loudness(whole[round(1.1 * RATE_HZ) : round(1.5 * RATE_HZ)]) == 0
    assert pitch_of(whole[round(1.65 * RATE_HZ) :]) == pytest.approx(900, abs=2)
    assert loudness(heard(path, 1.1, 0.4)) == 0


def test_read_rate_that_changes_on_the_way_is_followed(tmp_path: Path) -> None:
    first = make_sounding_clip(tmp_path / "one.ts", tones((500,), 48_000), rate_hz=48_000)
    second = make_sounding_clip(
        tmp_path / "two.ts", tones((900,), 32_000, 1), rate_hz=32_000, layout="mono", sound_start_s=1.0,
        pictures_start_s=1.0,
    )  # fmt: skip
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    whole = np.concatenate(list(pieces(both, 0.4)))
    assert pitch_of(whole[4_800:43_200]) == pytest.approx(500, abs=2)
    assert pitch_of(whole[55_000:88_000]) == pytest.approx(900, abs=2)


def test_read_behind_the_end_is_empty_and_the_last(tmp_path: Path) -> None:
    path = make_sounding_clip(tmp_path / "short.mkv", tones((500,), 48_000), codec="pcm_s16le", pictures_s=3.0)
    reader = SoundReader(path)
    piece = reader.read(0.5, 2.0, _nothing)
    assert (len(piece.samples), piece.is_last, piece.end_s) == (RATE_HZ // 2, True, 1.0)
    assert not len(reader.read(2.0, 1.0, _nothing).samples)
    reader.close()


def test_read_clip_without_sound_says_so(tmp_path: Path) -> None:
    reader = SoundReader(make_clip(tmp_path / "silent.mp4", ["red", "blue"]))
    piece = reader.read(0.0, 1.0, _nothing)
    assert (piece.has_track, piece.is_last, piece.samples.shape) == (False, True, (0, 2))
    reader.close()


def test_read_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = make_sounding_clip(tmp_path / "hurt.ts", tones(PITCHES, 48_000), codec="mp2")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 6_000] = np.random.default_rng(3).integers(0, 256, 6_000, np.uint8).tobytes()
    path.write_bytes(content)
    assert pitch_of(heard(path, 0.05, 0.9)) == pytest.approx(300, abs=2)
    assert pitch_of(heard(path, 3.05, 0.9)) == pytest.approx(900, abs=2)


def test_read_sound_that_is_all_damage_is_a_problem_of_the_file(tmp_path: Path) -> None:
    path = make_sounding_clip(tmp_path / "noise.mkv", tones((500,), 48_000), codec="flac")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\xff\xf8", b"\x00\x11"))  # how a block of FLAC begins
    with pytest.raises(MediaUnreadable, match=r"sound of noise\.mkv"):
        heard(path)


def test_reader_what_is_no_clip_is_refused(tmp_path: Path) -> None:
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\nhttp://example.org/stream\n")
    with pytest.raises(MediaUnreadable):
        SoundReader(playlist)


class _Odd:
    """PyAV looks for a track that appeared on the way in a list that is too short."""

    tracks: tuple[object, ...] = ()

    def demux(self, _stream: object) -> Iterator[object]:
        yield self.tracks[1]

    def close(self) -> None:
        """Nothing is open."""


def test_read_packets_that_cannot_even_be_fetched_are_a_problem_of_the_file(tmp_path: Path) -> None:
    reader = SoundReader(make_sounding_clip(tmp_path / "odd.mp4", tones((500,), 48_000)))
    reader.close()
    reader._container = cast("InputContainer", _Odd())
    with pytest.raises(MediaUnreadable):
        reader.read(0.0, 1.0, _nothing)
