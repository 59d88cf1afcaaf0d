"""Metrics for Prometheus: `GET /metrics`.

`definitions` names them, `record` counts, `shared` adds up the processes of this machine, `queue`
and `suite` read the database and the release's suite at each scrape.
"""
