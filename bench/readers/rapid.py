"""RapidOCR on whole photos, in an environment of its own: it brings another OpenCV.

Reads one path a line, writes {"text", "seconds"} a line. Knows nothing of precheck.
"""

import json
import sys
import time

from rapidocr import RapidOCR

ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
}


def main() -> None:
    """Answer each line; the first, which loads the nets, apart."""
    engine = RapidOCR(params=ONE_THREAD)
    for line in sys.stdin:
        start = time.process_time()
        texts = engine(line.strip()).txts or ()
        told = {"text": "\n".join(texts), "seconds": time.process_time() - start}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
