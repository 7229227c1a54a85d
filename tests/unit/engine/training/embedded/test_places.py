import numpy as np

from engine.training.embedded.class_groups import CLASS_GROUPS, Vocabulary
from engine.training.embedded.places import places_of
from engine.training.runs.starting_weights import CellClasses

NAMES = tuple(f"class {row}" for row in range(1000))


def cells(*patches: tuple[int, int, float]) -> CellClasses:
    """One picture of 4 x 4 cells; a patch is (row of the class, column of the grid, how sure)."""
    rows = np.zeros((1, 4, 4, 2), np.int16)
    shares = np.zeros((1, 4, 4, 2), np.float16)
    rows[..., 1] = 999
    for row, column, share in patches:
        rows[0, :2, column, 0] = row
        shares[0, :2, column, 0] = share
    return CellClasses(rows, shares)


def whole(*likely: int) -> Vocabulary:
    probabilities = np.zeros((1, 1000), np.float32)
    probabilities[0, list(likely)] = 1 / max(1, len(likely))
    return Vocabulary(NAMES, probabilities)


def texts(found: CellClasses, *likely: int) -> list[str]:
    places = places_of(found, whole(*likely), grid=4, per_picture=3)
    return [places.texts[name] for name, place in zip(places.names[0], places.maps[0], strict=True) if place.any()]


def test_breeds_count_as_dog_together_and_then_by_their_own_names() -> None:
    found = cells((151, 0, 0.5), (152, 1, 0.9))
    assert texts(found, 151, 152) == ["dog", "class 152", "class 151"]
    places = places_of(found, whole(151, 152), grid=4, per_picture=3)
    assert places.maps[0, 0, 0].astype(float).round(1).tolist() == [0.5, 0.9, 0.0, 0.0]
    assert not places.maps[0, 0, 3].any()


def test_a_class_without_a_group_keeps_its_own_name() -> None:
    assert texts(cells((400, 2, 0.8)), 400) == ["class 400"]


def test_what_is_nowhere_sure_or_everywhere_is_no_place() -> None:
    assert texts(cells((400, 2, 0.3)), 400) == []
    everywhere = CellClasses(np.full((1, 4, 4, 2), 400, np.int16), np.full((1, 4, 4, 2), 0.45, np.float16))
    assert texts(everywhere, 400) == []


def test_what_the_whole_picture_does_not_show_is_no_place_in_it() -> None:
    assert texts(cells((400, 2, 0.9)), 401) == []
    # A group is likely by all of its members together.
    assert texts(cells((151, 2, 0.9)), *range(200, 250)) == ["dog"]


def test_maps_have_the_asked_grid() -> None:
    places = places_of(cells((151, 0, 0.9)), whole(151), grid=8, per_picture=2)
    assert places.maps.shape == (1, 2, 8, 8)
    assert len(places.texts) == len(CLASS_GROUPS) + 1000
    assert places.maps[0, 0, 0, 0] > 0.8
