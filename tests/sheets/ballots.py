"""What the corner net says of a picture, as it would of plain sheets."""

import numpy as np

CELLS = 32
LEFT = [[0.05, 0.2], [0.45, 0.2], [0.45, 0.8], [0.05, 0.8]]
RIGHT = [[0.55, 0.2], [0.95, 0.25], [0.95, 0.8], [0.55, 0.8]]


def ballot(*quads, sure=-4.5):
    """Votes and paper of cells that all name their own quad; later quads lie on top."""
    line = (np.arange(CELLS) + 0.5) / CELLS
    x, y = np.meshgrid(line, line)
    votes = np.zeros((12, CELLS, CELLS), np.float32)
    votes[8:] = sure
    paper = np.zeros((CELLS, CELLS), np.float32)
    for quad in quads:
        (left, top), (right, bottom) = np.min(quad, axis=0), np.max(quad, axis=0)
        mine = (x > left) & (x < right) & (y > top) & (y < bottom)
        paper[mine] = 0.95
        for corner, (u, v) in enumerate(quad):
            votes[2 * corner][mine] = u - x[mine]
            votes[2 * corner + 1][mine] = v - y[mine]
    return votes, paper
