from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.config import ComputeConfig, Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadQuery
from engine.jobs import Cancelled, CancelToken
from engine.library.explaining import FrameExplainer, best_time, read_query
from engine.library.known_frames import FrameVectors
from engine.library.picture_desk import PictureDesk
from engine.records import WordWeight
from tests.helpers.fakes import FakeEncoder
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint


@pytest.fixture
def encoder(tmp_path: Path) -> LazyEncoder:
    return LazyEncoder(save_tiny_checkpoint(tmp_path / "tiny"), ComputeConfig())


@pytest.fixture
def desk(encoder: LazyEncoder) -> Iterator[PictureDesk]:
    desk = PictureDesk(Config(), encoder.input_px)
    yield desk
    desk.close()


def test_best_time_is_that_of_the_frame_that_shows_what_is_looked_for() -> None:
    encoder = FakeEncoder()
    frames = FrameVectors(np.array([0.5, 1.5, 2.5]), encoder.encode_texts(["red", "blue", "green"]))
    assert best_time(read_query("blue -red"), frames, encoder) == 1.5
    with pytest.raises(BadQuery):
        read_query("-red")


def test_best_time_follows_what_is_switched_off() -> None:
    encoder = FakeEncoder()
    frames = FrameVectors(np.array([0.5, 1.5]), encoder.encode_texts(["red", "blue"]))
    for off, expected in (("red", 1.5), ("blue", 0.5)):
        assert best_time(read_query("red blue", (WordWeight(off, 0.0),)), frames, encoder) == expected
    nothing = read_query("red blue", (WordWeight("red", 0.0), WordWeight("blue", 0.0)))
    assert best_time(nothing, frames, encoder) == 0.5


def test_explain_frame_leaves_out_what_pushes_away_and_keeps_the_query_as_typed(
    encoder: LazyEncoder, desk: PictureDesk, tmp_path: Path
) -> None:
    path = draw_photo(tmp_path / "red.jpg", "red")
    typed = "red circle without dog"
    explanation = FrameExplainer(desk).explain(typed, read_query(typed), path, None, encoder, cancel=CancelToken())
    assert explanation.query == typed
    assert [word.word for word in explanation.words] == ["red", "circle"]
    assert explanation.took_ms > 0
    pixels = desk.frames(path)[1][0].pixels
    cosine = float(encoder.encode_texts(["red circle"])[0] @ encoder.encode_pictures(np.array(pixels)[None])[0])
    assert explanation.score == pytest.approx(cosine, abs=1e-4)


def test_explain_frame_takes_a_phrase_as_one_word_and_its_weight(
    encoder: LazyEncoder, desk: PictureDesk, tmp_path: Path
) -> None:
    path = draw_photo(tmp_path / "red.jpg", "red")
    typed = '"red circle" on grass'
    weights = (WordWeight("red circle", 0.0), WordWeight("Grass", 1.5))
    explanation = FrameExplainer(desk).explain(
        typed, read_query(typed, weights), path, None, encoder, cancel=CancelToken()
    )
    assert [(word.word, word.weight) for word in explanation.words] == [("red circle", 0.0), ("grass", 1.5)]
    assert explanation.words[0].contribution == 0.0


def test_explain_frame_cancelled_stops(encoder: LazyEncoder, desk: PictureDesk, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    path = draw_photo(tmp_path / "red.jpg", "red")
    with pytest.raises(Cancelled):
        FrameExplainer(desk).explain("red", read_query("red"), path, None, encoder, cancel=token)


def test_explain_next_frame_of_a_query_embeds_no_text_again(
    encoder: LazyEncoder, desk: PictureDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    loaded = encoder.load()
    real = loaded.encode_texts

    def encode_texts(texts: Sequence[str]) -> NDArray[np.float32]:
        embedded.extend(texts)
        return real(texts)

    monkeypatch.setattr(loaded, "encode_texts", encode_texts)
    explainer, weighed = FrameExplainer(desk), read_query("red circle")
    paths = [draw_photo(tmp_path / f"{colour}.jpg", colour) for colour in ("red", "blue", "red")]
    scores = [
        explainer.explain("red circle", weighed, path, None, encoder, cancel=CancelToken()).score for path in paths
    ]
    assert sorted(embedded) == ["circle", "red", "red circle"]
    assert scores[0] == scores[2] != scores[1]
