"""How many threads one check may use."""

import cv2


def one_thread() -> None:
    """Let OpenCV use one thread in this process: there is a process a core."""
    cv2.setNumThreads(1)
