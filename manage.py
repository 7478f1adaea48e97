#!/usr/bin/env python
"""Run a management command; the settings come from DJANGO_SETTINGS_MODULE, demo settings by default."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
