"""Background processes: workers that check the photos of batches, and periodic maintenance.

`supervisor` keeps the workers alive and runs the maintenance; `worker` is one of them; `photo_task`
checks one photo. `distributed` does the same with Celery and RabbitMQ.
"""
