"""Labels printed before a number: patterns that the line, without spaces, ends with before it.

Letters that are often misread for each other count as equal.
"""

import re

NUMBER_LABELS = {
    "kk": re.compile(
        r"N[o0]([mn][oea0]r)?[.,:;_-]*((KK|K\.K|Kartu\.?Keluarga)[.,:;_-]*)?$", re.IGNORECASE
    ),
    "nik": re.compile(r"N[il1]K[.,:;_-]*$", re.IGNORECASE),
    "akta": re.compile(r"((N[oea0mnu]{1,5}r?|omor|number)[.,:;_-]*|:)$", re.IGNORECASE),
}
