"""What is printed before a number: patterns of how a line, without spaces, ends before it.

Letters that readers take for one another count as the same.
"""

import re

LABELS = {
    "kk": re.compile(
        r"N[o0]([mn][oea0]r)?[.,:;_-]*((KK|K\.K|Kartu\.?Keluarga)[.,:;_-]*)?$", re.IGNORECASE
    ),
    "nik": re.compile(r"N[il1]K[.,:;_-]*$", re.IGNORECASE),
    "akta": re.compile(r"((N[oea0mnu]{1,5}r?|omor|number)[.,:;_-]*|:)$", re.IGNORECASE),
}
