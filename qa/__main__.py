"""``python -m qa``: the command line."""

import sys

try:
    from qa.cli import main
except KeyboardInterrupt:  # the imports take long enough to be interrupted
    sys.exit(130)

if __name__ == "__main__":
    main()
