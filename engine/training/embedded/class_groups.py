"""What people call things: everyday words over the rows of ImageNet's 1,000 classes, which name breeds and models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Rows and runs of rows, first to last; the order of ImageNet's classes is fixed.
CLASS_GROUPS: Mapping[str, str] = {
    "fish": "0-1 389-397",
    "shark": "2-4",
    "chicken": "7-8",
    "bird": "9-24 80-96 127-146",
    "duck": "97-98",
    "lizard": "38-48",
    "frog": "30-32",
    "turtle": "33-37",
    "crocodile": "49-50",
    "snake": "52-68",
    "spider": "72-77",
    "crab": "118-121 125",
    "lobster": "122-124",
    "whale": "147-148",
    "seal": "150",
    "dog": "151-268 273-275",
    "wolf": "269-272",
    "fox": "277-280",
    "cat": "281-285",
    "big cat": "286-293",
    "bear": "294-297",
    "insect": "300-320",
    "butterfly": "321-326",
    "rabbit": "330-332",
    "pig": "341-343",
    "cow": "345-347",
    "sheep": "348-349",
    "horse": "339 603",
    "deer": "350-353",
    "monkey": "365-384",
    "elephant": "101 385-386",
    "panda": "387-388",
    "guitar": "402 546",
    "airplane": "404 895",
    "backpack": "414",
    "handbag": "636 748",
    "boat": "472 484 554 576 625 724 780 814 871 914",
    "ship": "403 510 628",
    "car": "407 436 468 511 609 627 656 661 734 751 817",
    "truck": "555 569 675 717 864 867",
    "bus": "654 779 874",
    "train": "466 547 565 705 820 829",
    "bicycle": "444 671",
    "motorcycle": "665 670",
    "bottle": "440 720 737 898 907",
    "cup": "504 647 967-968",
    "wine glass": "572 966",
    "bowl": "659 809 925-926",
    "knife": "499 623",
    "spoon": "618 910",
    "chair": "423 559 765 857",
    "couch": "831",
    "bed": "520 564 669 750",
    "table": "526 532 736",
    "tv": "598 851",
    "laptop": "620 681",
    "keyboard": "508 878",
    "cell phone": "487 605",
    "computer": "527 590",
    "remote": "761",
    "oven": "651 766 827 859",
    "sink": "896",
    "toilet": "861",
    "clock": "409 530 892",
    "watch": "531 826",
    "ball": "429-430 522 574 722 768 805 852 890",
    "hat": "439 452 515 808",
    "helmet": "518 560 715",
    "shoe": "502 514 630 770 774",
    "tie": "451 457 906",
    "dress": "578 601 614 689",
    "swimsuit": "445 638-639 842",
    "glasses": "836-837",
    "umbrella": "879",
    "bench": "703",
    "fence": "489 716 912",
    "bridge": "821 839 888",
    "tower": "437 442 900",
    "church": "497 663 668",
    "house": "449 500 660 853 915",
    "shop": "415 454 467 509 582 788 860 865",
    "camera": "732 759",
    "drum": "541 822",
    "tent": "672",
    "potted plant": "738",
    "flower": "984-986",
    "mushroom": "947 991-997",
    "fruit": "948-957",
    "vegetable": "936-946",
    "bread": "930-932",
    "sandwich": "933-934",
    "dessert": "927-929",
    "mountain": "970 972 980",
    "beach": "976-978",
    "lake": "975",
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names that exclude each other, and how well each fits N pictures.

    Attributes:
        names: K names.
        probabilities: (N, K) a classifier's probabilities.
    """

    names: tuple[str, ...]
    probabilities: NDArray[np.float32]


def rows_of(group: str) -> tuple[int, ...]:
    """Return the rows of a group."""
    runs = [[int(end) for end in run.split("-")] for run in CLASS_GROUPS[group].split()]
    return tuple(row for run in runs for row in range(run[0], run[-1] + 1))


def groups_of_rows() -> dict[int, str]:
    """Return the group of each row that has one."""
    return {row: group for group in CLASS_GROUPS for row in rows_of(group)}


def grouped(fine: Vocabulary) -> Vocabulary:
    """Return the groups, with the sum of their members' probabilities, and after them the classes of no group."""
    sums = [fine.probabilities[:, list(rows_of(group))].sum(axis=1) for group in CLASS_GROUPS]
    taken = groups_of_rows()
    single = [row for row in range(len(fine.names)) if row not in taken]
    names = (*CLASS_GROUPS, *(fine.names[row] for row in single))
    return Vocabulary(names, np.concatenate([np.stack(sums, axis=1), fine.probabilities[:, single]], axis=1))
