"""The benches `index-photos`, `index-clips`, `explain` and `train` at tiny size, and the files they are made on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PIL import Image

from engine.bench import explain_bench, index_clips_bench, index_photos_bench, plain_loop, train_bench
from engine.bench.bench_run import BenchRun
from engine.bench.drawn_clips import KINDS, make_clips
from engine.bench.drawn_photos import forget_cached, make_photos
from engine.bench.index_clips_bench import ClipIndexing
from engine.config import Config
from engine.cots.encoder import CotsEncoder
from engine.explain.word_maps import content_words
from engine.library import Library
from engine.media.identity import content_hash
from engine.training.runs.step_cost import CONTRAST, PLAIN, PLAIN_OURS, StepCost
from engine.training.runs.step_cost import KINDS as STEP_KINDS
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def run(tmp_path: Path) -> BenchRun:
    return BenchRun(tmp_path, save_tiny_checkpoint(tmp_path / "tiny"), scale=0.001, repeats=1)


def test_photos_have_exif_the_wanted_size_and_contents_of_their_own(tmp_path: Path) -> None:
    paths = make_photos(tmp_path, 14, 0.05)
    assert len({content_hash(path) for path in paths}) == 14
    with Image.open(paths[3]) as photo:
        assert photo.width * photo.height == pytest.approx(0.05e6, rel=0.1)
        exif = photo.getexif()
        assert exif[0x0112] == 6
        assert exif.get_ifd(0x8769)[0x9003] == "2015:01:01 10:51:00"
        photo.load()
    before = paths[0].stat().st_mtime_ns
    assert make_photos(tmp_path, 14, 0.05) == paths
    assert paths[0].stat().st_mtime_ns == before
    forget_cached(paths)


def test_index_photos_bench_holds_the_whole_against_each_part_and_the_plain_loop(run: BenchRun) -> None:
    result = index_photos_bench.measure(run)
    against = [figure.baseline.name for figure in result.figures if figure.baseline]
    assert against[0] in {"decoding alone", "embedding alone"}
    assert against[1] == "plain loop"
    whole = result.figures[0].value.median
    parts = [figure.value.median for figure in result.figures[2:4]]
    assert result.figures[0].baseline is not None
    assert result.figures[0].baseline.cost.median == min(parts)
    assert whole > 0
    assert [figure.state for figure in result.figures] == ["warm"] * 4 + ["cold"]
    assert [len(series.sizes) for series in result.curves[0].series] == [2, 2]


def test_index_photos_bench_fails_where_a_photo_cannot_be_found(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    real = make_photos

    def with_a_bad_one(folder: Path, count: int, megapixels: float) -> list[Path]:
        paths = real(folder, count, megapixels)
        paths[0].write_bytes(b"no picture")
        return [*paths[1:], paths[1]]

    monkeypatch.setattr(index_photos_bench, "make_photos", with_a_bad_one)
    with pytest.raises(AssertionError, match="1 of 6 photos"):
        index_photos_bench.measure(run)


def test_plain_loop_embeds_what_the_library_embeds(run: BenchRun, tmp_path: Path) -> None:
    encoder = CotsEncoder.load(run.model, run.config.compute)
    paths = make_photos(tmp_path / "p", 3, 0.05)
    vectors = plain_loop.index_photos(paths, encoder)
    with Library.open(tmp_path / "l", Config(), encoder=encoder) as library:
        library.index([tmp_path / "p"])
        assert library.status().photos == len(vectors) == 3
    assert plain_loop.index_photos([], encoder).shape == (0, encoder.dim)


def test_clips_are_of_several_codecs_and_shorter_at_a_smaller_scale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tuple(dataclasses.replace(kind, width_px=128, height_px=96) for kind in KINDS)
    monkeypatch.setattr("engine.bench.drawn_clips.KINDS", small)
    paths = make_clips(tmp_path, 0.01)
    assert len(paths) == sum(kind.is_there for kind in KINDS) >= 2
    assert not list(tmp_path.glob("unfinished*"))
    assert sum(1 for _ in plain_loop.every_frame(paths[2])) == round(1.5 * 25)


def test_index_clips_bench_decodes_and_indexes_the_same_frames(run: BenchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.bench.drawn_clips.KINDS", KINDS[2:3])
    result = index_clips_bench.measure(run)
    whole, plain, alone = result.figures
    assert whole.goal is not None
    assert whole.baseline is not None
    assert plain.baseline is not None
    assert (whole.baseline.name, plain.baseline.name) == ("decoding the same frames alone", "plain loop")
    assert "libx264-640x360" in alone.name


def test_index_clips_bench_fails_where_frames_are_lost(
    run: BenchRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.bench.drawn_clips.KINDS", KINDS[2:3])
    encoder = CotsEncoder.load(run.model, run.config.compute)
    work = ClipIndexing(run, encoder, tmp_path / "c", make_clips(tmp_path / "c", 0.01))
    work.decoding()
    work.frames += 1
    with pytest.raises(AssertionError, match="1 clips"):
        work.whole()


def test_explain_bench_holds_six_words_against_one_pass(run: BenchRun) -> None:
    result = explain_bench.measure(run)
    whole = result.figures[0]
    assert whole.baseline is not None
    assert whole.value.median > whole.baseline.cost.median
    assert [figure.goal is not None for figure in result.figures] == [True, True, False, False]
    for query in explain_bench.QUERIES:
        assert len(content_words(query)) == 6


def test_train_bench_states_every_level_and_has_a_bar_for_contrast(
    run: BenchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def costs(
        preset: str, batch: int, rounds: object, compute: object, precision: str, kinds: object
    ) -> list[StepCost]:
        assert (preset, batch) == ("tiny", 4)
        return [StepCost(name, 1.0, 1.0, 2.0, 3.0, (1.0, 2.0 + len(name))) for name in STEP_KINDS]

    monkeypatch.setattr(train_bench, "measure_steps", costs)
    result = train_bench.measure(run)
    *steps, beside_ours = result.figures
    assert [figure.name for figure in steps] == [f"a step: {name}" for name in STEP_KINDS if name != PLAIN]
    contrast = steps[0]
    assert contrast.name.endswith(CONTRAST)
    assert contrast.goal is not None
    assert contrast.ratio == pytest.approx((1.0 + 2.0 + len(PLAIN)) / (1.0 + 2.0 + len(CONTRAST)), rel=0.2)
    assert beside_ours.value == contrast.value
    assert beside_ours.goal is None
    assert beside_ours.baseline is not None
    by_name = {figure.name: figure for figure in steps}
    assert beside_ours.baseline.cost == by_name[f"a step: {PLAIN_OURS}"].value
