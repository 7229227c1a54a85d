import torch
from torch import Tensor

from engine.explain.relevance import average_heads, cell_relevance, probe_relevance, propagate, token_relevance


def attention(heads: int = 2, tokens: int = 5, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(heads, tokens, tokens, generator=generator).softmax(dim=-1)


def gradient(heads: int = 2, tokens: int = 5, seed: int = 1) -> Tensor:
    return torch.randn(heads, tokens, tokens, generator=torch.Generator().manual_seed(seed))


def test_average_heads_equals_the_loop_over_heads_and_cells() -> None:
    a, g = attention(), gradient()
    averaged = average_heads(a, g)
    for i in range(5):
        for j in range(5):
            expected = sum(max(0.0, float(a[h, i, j] * g[h, i, j])) for h in range(2)) / 2
            assert abs(float(averaged[i, j]) - expected) < 1e-6


def test_token_relevance_without_gradient_is_the_identity() -> None:
    relevance = token_relevance([attention()] * 3, [torch.zeros(2, 5, 5)] * 3)
    assert torch.equal(relevance, torch.eye(5))


def test_token_relevance_where_attention_never_helps_is_the_identity() -> None:
    relevance = token_relevance([attention()] * 2, [-torch.ones(2, 5, 5)] * 2)
    assert torch.equal(relevance, torch.eye(5))


def test_token_relevance_of_one_layer_is_identity_plus_rule_5() -> None:
    a, g = attention(), gradient()
    torch.testing.assert_close(token_relevance([a], [g]), torch.eye(5) + average_heads(a, g))


def test_token_relevance_of_two_layers_lets_the_upper_mix_the_lower() -> None:
    lower, upper = torch.zeros(1, 3, 3), torch.zeros(1, 3, 3)
    lower[0, 1, 2] = 1.0  # token 1 looks at token 2 first,
    upper[0, 0, 1] = 1.0  # then [CLS] looks at token 1:
    ones = [torch.ones(1, 3, 3)] * 2
    assert token_relevance([lower, upper], ones)[0].tolist() == [1.0, 1.0, 1.0]
    assert token_relevance([upper, lower], ones)[0].tolist() == [1.0, 1.0, 0.0]


def test_token_relevance_is_finite_and_never_negative() -> None:
    relevance = token_relevance([attention(seed=i) for i in range(6)], [gradient(seed=9 + i) * 1e3 for i in range(6)])
    assert torch.isfinite(relevance).all()
    assert (relevance >= 0).all()


def test_propagate_of_no_attention_changes_nothing() -> None:
    relevance = torch.rand(4, 4)
    assert torch.equal(propagate(relevance, torch.zeros(4, 4)), relevance)


def test_cell_relevance_is_the_cls_row_without_itself_as_a_grid() -> None:
    assert cell_relevance(torch.arange(25.0).reshape(5, 5)).tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_probe_relevance_equals_the_loop_over_heads_and_cells() -> None:
    below = token_relevance([attention(tokens=4)], [gradient(tokens=4)])
    a, g = attention(tokens=4, seed=5)[:, :1], gradient(tokens=4, seed=6)[:, :1]
    cells = probe_relevance(below, a, g).flatten()
    for cell in range(4):
        read = [sum(max(0.0, float(a[h, 0, j] * g[h, 0, j])) for h in range(2)) / 2 for j in range(4)]
        assert abs(float(cells[cell]) - sum(read[j] * float(below[j, cell]) for j in range(4))) < 1e-6
