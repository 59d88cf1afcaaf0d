"""Guided capture: a camera page in the citizen's browser for one paper of one submission.

`links` makes and finds the page's address, `live` says what the page demands of the live picture,
`views` shows the page, checks its photo and files it. The browser's part is `static/capture`.
"""
