"""python -m bot: the same as the command `linli`."""

import sys

from bot.cli import main

sys.exit(main())
