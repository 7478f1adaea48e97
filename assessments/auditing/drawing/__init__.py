"""Which plans are drawn and who audits them: pure, seeded, the same every time. See docs/sampling.md.

Nothing here asks a table or the clock, and nothing depends on the order of rows or on Python's hash seed.
"""

from assessments.auditing.drawing.frame import Auditor, Item, Plan, Shares, Writer
from assessments.auditing.drawing.picking import Draw, Pick, draw
from assessments.auditing.drawing.quotas import Stratum, apportion
from assessments.auditing.drawing.sharing import Sharing, share_out

__all__ = [
    "Auditor",
    "Draw",
    "Item",
    "Pick",
    "Plan",
    "Shares",
    "Sharing",
    "Stratum",
    "Writer",
    "apportion",
    "draw",
    "share_out",
]
