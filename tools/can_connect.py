"""Say with the exit code whether a PostgreSQL answers at this address."""

import sys

import psycopg

try:
    psycopg.connect(sys.argv[1], connect_timeout=5).close()
except psycopg.OperationalError as refusal:
    print(refusal)
    sys.exit(1)
