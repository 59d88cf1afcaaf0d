"""How many threads one check may use."""

import cv2
from threadpoolctl import threadpool_limits


def one_thread() -> None:
    """Let OpenCV and numpy's matrix products use one thread in this process.

    There is a process a core; more threads than cores wait for one another.
    """
    cv2.setNumThreads(1)
    threadpool_limits(1)
