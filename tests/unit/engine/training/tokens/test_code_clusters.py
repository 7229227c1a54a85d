import torch
from torch.nn import functional

from engine.training.tokens.code_clusters import sphere_centres


def unit_vectors(count: int, seed: int) -> torch.Tensor:
    return functional.normalize(torch.randn(count, 5, generator=torch.Generator().manual_seed(seed)), dim=1)


def test_sphere_centres_find_clusters_that_lie_apart() -> None:
    corners = torch.eye(5)[:3]
    vectors = functional.normalize(corners.repeat_interleave(40, dim=0) + 0.05 * unit_vectors(120, 1), dim=1)
    centres = sphere_centres(vectors, 3, 8, torch.Generator().manual_seed(0))
    nearest = (centres @ corners.T).amax(dim=0)
    assert torch.allclose(centres.norm(dim=1), torch.ones(3), atol=1e-5)
    assert (nearest > 0.99).all()


def test_sphere_centres_one_round_is_the_mean_of_each_cells_vectors() -> None:
    vectors = unit_vectors(30, 2)
    start = sphere_centres(vectors, 4, 0, torch.Generator().manual_seed(7))
    sums = torch.zeros(4, 5)
    for vector in vectors:
        cosines = [float(vector @ centre) for centre in start]
        sums[max(range(4), key=cosines.__getitem__)] += vector
    centres = sphere_centres(vectors, 4, 1, torch.Generator().manual_seed(7))
    assert torch.allclose(centres, torch.stack([row / row.norm() for row in sums]), atol=1e-5)


def test_sphere_centres_start_from_different_vectors() -> None:
    vectors = unit_vectors(10, 3)
    centres = sphere_centres(vectors, 10, 0, torch.Generator().manual_seed(0))
    assert len(torch.unique(centres, dim=0)) == 10


def test_sphere_centres_of_fewer_vectors_than_centres_repeat() -> None:
    vectors = unit_vectors(3, 4)
    centres = sphere_centres(vectors, 8, 2, torch.Generator().manual_seed(0))
    assert centres.shape == (8, 5)
    assert ((centres @ vectors.T).amax(dim=1) > 0.999).all()
