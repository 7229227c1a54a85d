"""Every file has one outcome, whatever happens to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import FolderMissing, MediaUnreadable
from engine.index.decode_ahead import DecodeAhead, Decoded, Failed, Foreseen, Known, Outcome, Pause, Twin, is_gone
from engine.index.marking import Marked, mark
from engine.index.pace import Pace
from engine.jobs import Cancelled, CancelToken, ignore_progress
from engine.store import Store
from tests.helpers.colour_files import Bench, ColourDecoder, write_media


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Store.open(tmp_path / "library") as store:
        yield Bench(store)


def marked(bench: Bench, root: Path) -> Marked:
    return mark(bench.store, bench.space, [root], CancelToken(), Pace(ignore_progress))


def outcomes(bench: Bench, root: Path, **options: object) -> dict[str, Outcome]:
    with DecodeAhead(
        bench.store,
        bench.space,
        marked(bench, root),
        bench.decoder,
        CancelToken(),
        **options,  # type: ignore[arg-type]  # hash_of only
    ) as ahead:
        return {outcome.file.path.name: outcome for outcome in ahead}


def test_new_copied_known_and_bad_files_are_told_apart(bench: Bench, tmp_path: Path) -> None:
    root = tmp_path / "in"
    write_media(root / "known.jpg", "red")
    bench.indexer().run([root])
    (root / "known.jpg").rename(root / "moved.jpg")
    write_media(root / "new.jpg", "blue", mtime_s=1_700_000_003)
    write_media(root / "copy.jpg", "blue", mtime_s=1_700_000_002)
    write_media(root / "bad.jpg", "bad", mtime_s=1_700_000_001)
    found = outcomes(bench, root)
    assert {name: type(outcome) for name, outcome in found.items()} == {
        "moved.jpg": Known,
        "new.jpg": Decoded,
        "copy.jpg": Twin,
        "bad.jpg": Failed,
    }


def test_frames_of_a_clip_come_before_the_clip_and_again_with_it(bench: Bench, tmp_path: Path) -> None:
    write_media(tmp_path / "in" / "clip.mp4", "red green blue")
    found = marked(bench, tmp_path / "in")
    with DecodeAhead(bench.store, bench.space, found, bench.decoder, CancelToken()) as ahead:
        events = [event for event in ahead.events() if not isinstance(event, Pause)]
    *early, clip = events
    assert isinstance(clip, Decoded)
    assert [type(event) for event in early] == [Foreseen] * 3
    assert all(
        isinstance(event, Foreseen) and event.frame is frame and event.path == clip.file.path
        for event, frame in zip(early, clip.media.frames, strict=True)
    )


@pytest.mark.parametrize(("name", "is_near_end"), [("a.jpg", True), ("clip.mp4", False)])
def test_pause_says_whether_only_a_few_photos_are_left(
    bench: Bench, tmp_path: Path, name: str, is_near_end: bool
) -> None:
    write_media(tmp_path / "in" / name, "red")
    for number in range(4):
        write_media(tmp_path / "in" / f"{number}.jpg", f"{number},1,1", mtime_s=1_700_000_001 + number)
    comes_last = threading.Event()

    def wait(path: Path) -> None:
        if path.name == name:
            comes_last.wait(10)

    bench.decoder = ColourDecoder(wait)
    found = marked(bench, tmp_path / "in")
    left, pauses = 5, []
    with DecodeAhead(bench.store, bench.space, found, bench.decoder, CancelToken()) as ahead:
        for event in ahead.events():
            if isinstance(event, Pause):
                pauses.append((left, event.is_near_end))
                assert event.is_ending
            elif isinstance(event, Decoded):
                left -= 1
            if left == 1 and pauses and pauses[-1][0] == 1:
                comes_last.set()
    assert (1, is_near_end) in pauses
    assert all(left <= 3 for left, is_near in pauses if is_near)


@pytest.mark.parametrize(("clips", "photos", "ending_at"), [(0, 14, 12), (1, 13, 12), (3, 2, 1)])
def test_pause_says_whether_little_is_still_to_come(
    bench: Bench, tmp_path: Path, clips: int, photos: int, ending_at: int
) -> None:
    total = clips + photos
    for number in range(total):  # clips come last
        name = f"{number}.mp4" if number < clips else f"{number}.jpg"
        write_media(tmp_path / "in" / name, f"{number},1,1", mtime_s=1_700_000_000 + number)
    paused = threading.Semaphore(0)
    found = marked(bench, tmp_path / "in")
    decoder = ColourDecoder(lambda _: assert_acquired(paused))
    left, pauses = total, {}
    with DecodeAhead(bench.store, bench.space, found, decoder, CancelToken()) as ahead:
        for event in ahead.events():
            if isinstance(event, Pause) and left and left not in pauses:
                pauses[left] = event.is_ending
                paused.release()
            elif isinstance(event, Decoded):
                left -= 1
    assert pauses == {count: count <= ending_at for count in range(1, total + 1)}


def assert_acquired(paused: threading.Semaphore) -> None:
    assert paused.acquire(timeout=10)


def test_file_that_cannot_be_hashed_is_a_failure_and_not_decoded(bench: Bench, tmp_path: Path) -> None:
    write_media(tmp_path / "in" / "a.jpg", "red")

    def hash_of(path: Path) -> str:
        raise MediaUnreadable(f"{path} cannot be read: Input/output error.", path=path)

    failed = outcomes(bench, tmp_path / "in", hash_of=hash_of)["a.jpg"]
    assert isinstance(failed, Failed)
    assert failed.content_hash is None
    assert bench.decoder.decoded == []
    assert not is_gone(failed)


def test_file_that_is_gone_is_told_from_one_that_is_bad(bench: Bench, tmp_path: Path) -> None:
    path = write_media(tmp_path / "in" / "a.jpg", "red")
    bench.decoder = ColourDecoder(Path.unlink)
    failed = outcomes(bench, tmp_path / "in")[path.name]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, FolderMissing)
    assert is_gone(failed)


def test_content_hash_is_not_asked_again_for_an_unchanged_file(bench: Bench, tmp_path: Path) -> None:
    write_media(tmp_path / "in" / "a.jpg", "red")
    bench.indexer().run([tmp_path / "in"])
    with bench.store.write() as tx:
        bench.space = bench.store.spaces.put(tx, "another", "fake", 8)
    found = outcomes(bench, tmp_path / "in", hash_of=lambda path: pytest.fail("hashed again"))
    assert isinstance(found["a.jpg"], Decoded)


def test_leaving_early_ends_the_thread_even_with_the_queue_full(bench: Bench, tmp_path: Path) -> None:
    for number in range(50):
        write_media(tmp_path / "in" / f"{number}.jpg", f"{number},1,1")
    found = marked(bench, tmp_path / "in")
    with DecodeAhead(bench.store, bench.space, found, bench.decoder, CancelToken()) as ahead:
        next(iter(ahead))
    assert not [thread for thread in threading.enumerate() if thread.name == "decode-ahead"]
    assert len(bench.decoder.decoded) < 50


def test_cancel_is_seen_before_the_next_outcome(bench: Bench, tmp_path: Path) -> None:
    write_media(tmp_path / "in" / "a.jpg", "red")
    cancel = CancelToken()
    cancel.cancel()
    with (
        DecodeAhead(bench.store, bench.space, marked(bench, tmp_path / "in"), bench.decoder, cancel) as ahead,
        pytest.raises(Cancelled),
    ):
        list(ahead)


def test_cancel_that_comes_from_the_decoder_ends_the_iteration(bench: Bench, tmp_path: Path) -> None:
    class Impatient(CancelToken):
        polls = 0

        def check(self) -> None:
            self.polls += 1
            assert self.polls < 10, "nobody said that there will be no more"

    def stop(path: Path) -> None:
        raise Cancelled

    write_media(tmp_path / "in" / "a.jpg", "red")
    bench.decoder = ColourDecoder(stop)
    found = marked(bench, tmp_path / "in")
    with (
        DecodeAhead(bench.store, bench.space, found, bench.decoder, Impatient()) as ahead,
        pytest.raises(Cancelled),
    ):
        list(ahead)
