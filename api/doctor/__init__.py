"""`precheck-api doctor`: examines an installation and says what to do.

`finding` is one line of it; the other modules find, by subject; `examination` runs them all. No
finding shows a secret.
"""
