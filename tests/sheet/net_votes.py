"""Outputs of the corner net as for plain sheets."""

import numpy as np

CELLS = 32
LEFT = [[0.05, 0.2], [0.45, 0.2], [0.45, 0.8], [0.05, 0.8]]
RIGHT = [[0.55, 0.2], [0.95, 0.25], [0.95, 0.8], [0.55, 0.8]]


def votes_for(*quads, log_spread=-4.5):
    """Return votes and paper of cells that all vote for their quad; later quads lie on top."""
    line = (np.arange(CELLS) + 0.5) / CELLS
    x, y = np.meshgrid(line, line)
    votes = np.zeros((12, CELLS, CELLS), np.float32)
    votes[8:] = log_spread
    paper = np.zeros((CELLS, CELLS), np.float32)
    for quad in quads:
        (left, top), (right, bottom) = np.min(quad, axis=0), np.max(quad, axis=0)
        inside = (x > left) & (x < right) & (y > top) & (y < bottom)
        paper[inside] = 0.95
        for corner, (u, v) in enumerate(quad):
            votes[2 * corner][inside] = u - x[inside]
            votes[2 * corner + 1][inside] = v - y[inside]
    return votes, paper
