"""The losses of the legibility net: against the measured truth, and against a teacher."""

from dataclasses import replace

import torch
from torch import Tensor, nn

from precheck.text.legibility_net import LEGIBILITY_MAP, SIGMOID_MAPS
from training.legibility.examples.batches import SquareBatch
from training.legibility.examples.pages import NO_PIECE, UNSURE_PIECE
from training.legibility.examples.targets import UNKNOWN_TARGET

CELLS_PER_PIECE = 4  # approximately
HIDDEN_TEXT_WEIGHT = 5.0  # of text under covers: few cells, which decide much
BLANK_WEIGHT = 0.5  # of the legibility of blank cells
MIN_TEACHER_WEIGHT, READABLE_REASON_WEIGHT = (
    0.3,
    0.05,
)  # blank relative to text; readable relative to lost text


def truth_losses(maps: Tensor, truth: SquareBatch) -> tuple[Tensor, ...]:
    """Return the losses of text probability, legibility, reasons and covers."""
    known = truth.printed != UNSURE_PIECE
    where = nn.functional.binary_cross_entropy_with_logits(
        maps[:, 0][known],
        (truth.printed[known] != NO_PIECE).float(),
        weight=1 + (HIDDEN_TEXT_WEIGHT - 1) * truth.hidden[known].float(),
        pos_weight=torch.tensor(1.2), reduction="none",
    )  # fmt: skip
    index = torch.sigmoid(maps[:, LEGIBILITY_MAP] + truth.dense.log())
    inside = truth.cells >= 0
    piece, value = truth.cells[inside], index[inside]
    under = index[truth.hidden & (truth.printed >= 0)]
    by_piece, pieces = group_loss(piece, value, truth.pieces)
    by_word, words = group_loss(truth.words[piece], value, truth.index)
    covers = index_loss(under, torch.zeros_like(under)).sum() / CELLS_PER_PIECE
    legible = 0.7 * (by_piece + covers) / (pieces + len(under) / CELLS_PER_PIECE + 1)
    legible = legible + by_word / (words + 1)
    empty = truth.blank_index >= 0
    missed = truth.weight[empty] * index_loss(index[empty], truth.blank_index[empty])
    legible = legible + BLANK_WEIGHT * mean(missed)
    has_reason = truth.reasons_right.any(-1)
    shares = torch.log_softmax(maps[:, SIGMOID_MAPS:].permute(0, 2, 3, 1)[has_reason], 1)
    right = truth.reasons_right[has_reason]
    why = -torch.logsumexp(shares.masked_fill(right == 0, -1e4), 1)
    seen = truth.covered != UNKNOWN_TARGET
    covered = nn.functional.binary_cross_entropy_with_logits(
        maps[:, 2][seen], truth.covered[seen].float(), weight=truth.weight[seen],
        pos_weight=torch.tensor(2.0), reduction="none",
    )  # fmt: skip
    return mean(where), legible, why.sum() / (len(why) + CELLS_PER_PIECE), mean(covered)


def mean(values: Tensor) -> Tensor:
    """Return the mean; 0 of squares without a target, as real photos are."""
    return values.sum() / max(values.numel(), 1)


def teacher_loss(maps: Tensor, truth: SquareBatch) -> Tensor:
    """Return the loss against the teacher's maps; 0 without any."""
    known = truth.teacher_maps[:, 0] != UNKNOWN_TARGET
    if not known.any():
        return torch.zeros(())
    aim = truth.teacher_maps.permute(0, 2, 3, 1)[known]
    logits = maps.permute(0, 2, 3, 1)[known]
    bce = nn.functional.binary_cross_entropy_with_logits
    index = torch.sigmoid(logits[:, LEGIBILITY_MAP] + truth.dense[known].log())
    weight = MIN_TEACHER_WEIGHT + aim[:, 0]
    legible = (weight * index_loss(index, aim[:, LEGIBILITY_MAP])).mean()
    lost = weight * (READABLE_REASON_WEIGHT + 1 - aim[:, LEGIBILITY_MAP])
    why = -(
        lost[:, None] * aim[:, SIGMOID_MAPS:] * torch.log_softmax(logits[:, SIGMOID_MAPS:], 1)
    ).sum(1)
    return (
        bce(logits[:, 0], aim[:, 0])
        + 2 * legible
        + why.sum() / lost.sum() / 2
        + bce(logits[:, 2], aim[:, 2], weight=1 + 4 * aim[:, 2])
    )


def group_loss(group: Tensor, value: Tensor, truth: Tensor) -> tuple[Tensor, int]:
    """Return the summed loss of the means over groups of cells, and the number of groups used."""
    count = torch.bincount(group, minlength=len(truth))
    mean = torch.zeros(len(truth)).index_add(0, group, value) / count.clamp(min=1)
    known = (count > 0) & (truth >= 0)
    return index_loss(mean[known], truth[known]).sum(), int(known.sum())


def index_loss(value: Tensor, truth: Tensor) -> Tensor:
    """Return the weighted Huber loss of the index; the weight is highest where labels flip."""
    weight = 1 + 2 * torch.exp(-(((truth - 0.63) / 0.15) ** 2))
    return weight * nn.functional.huber_loss(value, truth, reduction="none", delta=0.1) * 10


@torch.no_grad()
def ask_teacher(truth: SquareBatch, teacher: nn.Module | None) -> SquareBatch:
    """Return the batch with the teacher's maps of all squares that have none yet."""
    if teacher is None:
        return truth
    with torch.autocast("cpu", torch.bfloat16):
        maps = teacher(truth.evenly_lit).float()
    alone, shares = maps[:, :SIGMOID_MAPS], torch.softmax(maps[:, SIGMOID_MAPS:], 1)
    alone[:, LEGIBILITY_MAP] += truth.dense.log()
    answered = torch.cat([torch.sigmoid(alone), shares], 1)
    chosen = torch.where(truth.teacher_maps == UNKNOWN_TARGET, answered, truth.teacher_maps)
    return replace(truth, teacher_maps=chosen)
