import torch

from engine.cots.packing import EIGHT_BIT_SUFFIX, pack, unpack


def test_pack_stores_matrices_in_half_and_vectors_in_full_precision() -> None:
    packed = pack({"w": torch.randn(3, 4), "running_var": torch.tensor([1e6]), "steps": torch.tensor(7)})
    assert packed["w"].dtype == torch.float16
    assert packed["running_var"].dtype == torch.float32
    assert packed["steps"].dtype == torch.int64


def test_unpack_returns_every_tensor_rounded_and_in_full_precision() -> None:
    tensors = {"w": torch.randn(3, 4), "b": torch.randn(4), "steps": torch.tensor(7)}
    unpacked = unpack(pack(tensors))
    assert unpacked.keys() == tensors.keys()
    assert unpacked["w"].dtype == torch.float32
    torch.testing.assert_close(unpacked["w"], tensors["w"], atol=1e-3, rtol=1e-3)
    assert torch.equal(unpacked["b"], tensors["b"])


def test_pack_word_embeddings_in_eight_bits_errs_by_half_a_step_of_each_row() -> None:
    name = f"bert.{EIGHT_BIT_SUFFIX}"
    table = torch.randn(50, 32) * torch.logspace(-3, 2, 50).unsqueeze(1)
    packed = pack({name: table})
    assert packed[name].dtype == torch.int8
    steps = table.abs().amax(dim=1, keepdim=True) / 127
    assert ((unpack(packed)[name] - table).abs() <= steps * 0.501).all()


def test_pack_row_of_zeros_comes_back_as_zeros() -> None:
    name = f"bert.{EIGHT_BIT_SUFFIX}"
    assert torch.equal(unpack(pack({name: torch.zeros(2, 3)}))[name], torch.zeros(2, 3))
