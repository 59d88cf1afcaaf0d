"""Runs RapidOCR on whole photos, in its own environment as it needs another OpenCV.

Reads one path a line and writes {"text", "seconds"} a line. Imports nothing of precheck.
"""

import json
import sys
import time

from rapidocr import RapidOCR

ONE_THREAD_PARAMS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
}


def main() -> None:
    """Answer each line."""
    engine = RapidOCR(params=ONE_THREAD_PARAMS)
    for line in sys.stdin:
        start = time.process_time()
        texts = engine(line.strip()).txts or ()
        answer = {"text": "\n".join(texts), "seconds": time.process_time() - start}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
