import pytest
import torch

from engine.cots.cells import cell_map, hide_cells, replace_cells, take_cells


def test_hide_cells_empties_exactly_the_hidden_cells() -> None:
    pictures, cells = torch.randn(2, 3, 12, 12), torch.rand(2, 9) < 0.5
    before = pictures.clone()
    hidden = hide_cells(pictures, cells, grid=3)
    for picture in range(2):
        for y in range(12):
            for x in range(12):
                is_hidden = bool(cells[picture, (y // 4) * 3 + x // 4])
                expected = torch.zeros(3) if is_hidden else before[picture, :, y, x]
                assert torch.equal(hidden[picture, :, y, x], expected)
    assert torch.equal(pictures, before)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_hide_cells_leaves_no_trace_of_values_that_are_not_finite(value: float) -> None:
    hidden = hide_cells(torch.full((1, 3, 8, 8), value), torch.ones(1, 4, dtype=torch.bool), grid=2)
    assert torch.equal(hidden, torch.zeros(1, 3, 8, 8))


def test_replace_cells_puts_the_token_in_the_hidden_places() -> None:
    tokens, token = torch.randn(2, 4, 5), torch.randn(5)
    cells = torch.tensor([[True, False, False, True], [False, False, True, False]])
    replaced = replace_cells(tokens, cells, token)
    for picture in range(2):
        for cell in range(4):
            expected = token if cells[picture, cell] else tokens[picture, cell]
            assert torch.equal(replaced[picture, cell], expected)


def test_take_cells_picks_in_the_order_named() -> None:
    tokens = torch.randn(2, 4, 5)
    taken = take_cells(tokens, torch.tensor([[0, 3], [2, 1]]))
    assert torch.equal(taken, torch.stack([tokens[0, [0, 3]], tokens[1, [2, 1]]]))


def test_cell_map_lays_rows_out_one_after_another() -> None:
    tokens = torch.randn(2, 9, 5)
    laid = cell_map(tokens)
    assert laid.shape == (2, 5, 3, 3)
    assert torch.equal(laid[1, :, 2, 0], tokens[1, 6])
