import numpy as np

from engine.training.embedded.class_groups import CLASS_GROUPS, Vocabulary, grouped, groups_of_rows, rows_of


def test_every_row_is_one_of_imagenets_and_in_one_group_at_most() -> None:
    rows = [row for group in CLASS_GROUPS for row in rows_of(group)]
    assert len(rows) == len(set(rows)) == len(groups_of_rows())
    assert min(rows) >= 0
    assert max(rows) < 1000


def test_rows_of_reads_runs_and_single_rows() -> None:
    assert rows_of("shark") == (2, 3, 4)
    assert rows_of("horse") == (339, 603)


def test_grouped_sums_members_and_keeps_the_others() -> None:
    said = np.random.default_rng(0).dirichlet(np.ones(1000), 3).astype(np.float32)
    coarse = grouped(Vocabulary(tuple(f"name {row}" for row in range(1000)), said))
    np.testing.assert_allclose(coarse.probabilities.sum(axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(coarse.probabilities[:, coarse.names.index("shark")], said[:, 2:5].sum(axis=1))
    assert "name 2" not in coarse.names
    single = next(row for row in range(1000) if row not in groups_of_rows())
    np.testing.assert_array_equal(coarse.probabilities[:, coarse.names.index(f"name {single}")], said[:, single])
