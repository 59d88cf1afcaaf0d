"""Background processes: workers that check the photos of batches, and periodic maintenance.

`supervisor` keeps the workers alive and runs what is `periodic`; `worker` is one of them;
`photo_task` checks one photo, `members_task` reads a table of members after the reply.
`distributed` does the same with Celery and RabbitMQ.
"""
