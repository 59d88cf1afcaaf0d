"""The tables. Times are seconds since 1970 (UTC); ids are ULIDs.

Columns named `sealed_…` are encrypted and bound to their row; those named `…_mac` are keyed HMACs.
No other column holds a picture, a number, a file name or a citizen's reference.
"""
