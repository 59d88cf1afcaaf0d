"""Works on batches: processes that take photos from the ledger, and what is due beside them.

`keeper` keeps the working processes alive and does the chores; `process` is one of them; `photo`
takes one photo from the ledger to its result. `distributed` is the same on Celery and RabbitMQ.
"""
