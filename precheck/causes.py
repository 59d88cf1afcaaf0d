"""Why must-read text cannot be read: the share of it that each fault makes illegible.

Summed over the cells that must be read: how much of the must-read text a cell holds, how far it is
beyond reading, and which fault the legibility net sees there. It ranks the reasons; whether a
fault is there at all is for its measure and its limit to say.
"""

from collections.abc import Mapping

from precheck.capture import Capture
from precheck.cells.margin import outside
from precheck.cells.shade import shaded
from precheck.loss.lost import cause, lost, lost_anywhere
from precheck.verdict import MIN_LOST_SHARE


def causes(capture: Capture) -> Mapping[str, float]:
    """Return each reason code's share of the must-read text, 0–1: what it makes illegible.

    Where hardly any of it is lost, the share of all print. Of what lies out of the frame, the share
    of the page. Want of light is a shadow where the rest of the page has more of it, and else dark.
    """
    gone, shade = lost(capture), shaded(capture)
    if float(gone.sum()) < MIN_LOST_SHARE:
        gone = lost_anywhere(capture)
    found = {code: float((gone * cause(capture, (code,))).sum()) for code in capture.text.why}
    if found:
        unlit = gone * cause(capture, ("dark", "shadow"))
        found["shadow"] = float(unlit[shade].sum())
        found["dark"] = float(unlit[~shade].sum())
    found["cropping"] = outside(capture)
    return found
