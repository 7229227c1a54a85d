"""Public models that Evoke knows by name: where they are, what they weigh, and under which licence they come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.errors import ModelMissing

_REPO = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class PublicModel:
    """A model on the hub.

    Attributes:
        name: What it is called in Evoke, and its folder's name.
        repo: `owner/name` on the hub.
        revision: The commit that is meant; "" is whatever the hub calls the newest at the time.
        weights_sha256: Of `model.safetensors` at that commit; "" where only the hub's own word is known.
        weights_bytes: Its size, for the list; 0 where it is not known.
        licence: Of the weights; "" asks the model's card.
        languages: Languages of the texts it was trained on.
        about: One line for a person.
        strength: What it is better at than the model that ships with Evoke.
        wants_gpu: Without one it is slow.
    """

    name: str
    repo: str
    revision: str = ""
    weights_sha256: str = ""
    weights_bytes: int = 0
    licence: str = ""
    languages: str = ""
    about: str = ""
    strength: str = ""
    wants_gpu: bool = False


# The main branches of OpenAI's two base models hold pickles only. Of ViT-B/32 the hub keeps a conversion to safetensors
# as a proposed change, which is the commit named here; for ViT-B/16 no such commit is known to us, so it is not listed.
CATALOGUE = (
    PublicModel(
        name="clip-vit-b-32",
        repo="openai/clip-vit-base-patch32",
        revision="b33cedfd0df4e43b8238760678fcc89e1a0d38b3",
        weights_sha256="99d28a652e6ec46629ab7047a0ac82c69b1fe11e0ce672c43af65d3a9a3fc05d",
        weights_bytes=605_157_884,
        licence="MIT (of OpenAI's CLIP; the hub's card names none)",
        languages="English",
        about="OpenAI's CLIP, the quickest of these",
        strength="Knows far more things by name: brands, places, works of art, people's trades.",
    ),
    PublicModel(
        name="clip-vit-l-14",
        repo="openai/clip-vit-large-patch14",
        revision="32bd64288804d66eefd0ccbe215aa642df71cc41",
        weights_sha256="a2bf730a0c7debf160f7a6b50b3aaf3703e7e88ac73de7a314903141db026dcb",
        weights_bytes=1_710_540_580,
        licence="MIT (of OpenAI's CLIP; the hub's card names none)",
        languages="English",
        about="OpenAI's CLIP, large: wants a GPU",
        strength="Sees smaller things and finer differences than the small CLIP, at many times its cost.",
        wants_gpu=True,
    ),
    PublicModel(
        name="clip-vit-b-32-laion2b",
        repo="laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
        revision="1a25a446712ba5ee05982a381eed697ef9b435cf",
        licence="MIT",
        languages="English",
        about="OpenCLIP trained on LAION-2B, as quick as OpenAI's",
        strength="As broad as OpenAI's CLIP, trained on two thousand million pictures of the open web.",
    ),
    PublicModel(
        name="siglip-b-16",
        repo="google/siglip-base-patch16-224",
        revision="7fd15f0689c79d79e38b1c2e2e2370a7bf2761ed",
        weights_sha256="2c63cb7d1f2e95ba501893cbb8faeb4ea9a3af295498d35097126228659c2af8",
        weights_bytes=812_672_320,
        licence="Apache-2.0",
        languages="English",
        about="Google's SigLIP, finer patches",
        strength="Finds the one picture that a whole sentence describes more often than CLIP of its size.",
    ),
    PublicModel(
        name="siglip2-b-16",
        repo="google/siglip2-base-patch16-224",
        revision="75de2d55ec2d0b4efc50b3e9ad70dba96a7b2fa2",
        weights_sha256="612923381c76ec5a9bed335d1c48827e3f2e506ac31b044b63b2031fadee6a0b",
        weights_bytes=1_500_800_904,
        licence="Apache-2.0",
        languages="many languages",
        about="Google's SigLIP 2, multilingual",
        strength="Understands queries in German, Chinese and a hundred other languages.",
    ),
)


def find_public_model(name: str, revision: str = "") -> PublicModel:
    """Return what a name of the catalogue or an `owner/name` of the hub means.

    A repository of the catalogue keeps its pin, unless another revision is asked for: then nothing is known of it but
    what the hub says.

    Raises:
        ModelMissing: It is neither.
    """
    known = next((model for model in CATALOGUE if name in (model.name, model.repo)), None)
    if known is not None and revision in ("", known.revision):
        return known
    repo = known.repo if known else name
    if _REPO.fullmatch(repo) is None:
        names = ", ".join(model.name for model in CATALOGUE)
        raise ModelMissing(
            f'There is no public model "{name}".', hint=f"Known by name: {names}; or name a repository, owner/model."
        )
    folder = known.name if known else repo.split("/")[1].lower()
    return PublicModel(folder, repo, revision)
