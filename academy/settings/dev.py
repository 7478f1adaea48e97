"""A developer's own machine: the demo with debug pages."""

from academy.settings.demo import *  # noqa: F403

DEBUG = True
