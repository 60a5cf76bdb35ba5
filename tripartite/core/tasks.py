"""Doing here and now what the worker would do: for demonstrations and tests.

The worker proper (``manage.py db_worker``) manages its own database connections, which is wrong
inside a transaction of the caller; the running of a task is its own code.
"""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def run_due() -> int:
    """Run every task that is due, and those that they enqueue; how many."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="inline",
        excluded_queue_names=[],
    )
    done = 0
    while (task := DBTaskResult.objects.ready().first()) is not None:
        task.claim(worker.worker_id)
        worker.run_task(task)
        done += 1
    return done
