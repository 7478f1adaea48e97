"""Numbers for audits that have none in their file: made from what makes the audit, so a re-sent file is
known."""

from __future__ import annotations

import hashlib
import re

import pandas as pd


def name_audits(
    frame: pd.DataFrame, prefix: str, *columns: str, day: str = "", also: str = "", count: bool = False
) -> None:
    """Write ``audit_ref`` where it is blank: the prefix and ten digits of what the columns say.

    A row with one of the columns blank gets none. `day`: a column of which the day alone counts. `also`: one
    that may be blank. `count`: rows that say the same are different audits, told apart by their order.
    """
    seen: dict[str, int] = {}
    names = []
    days = frame[day] if day else pd.Series("", index=frame.index)
    for place, own in enumerate(frame["audit_ref"]):
        texts = [" ".join(frame[column].iloc[place].lower().split()) for column in columns]
        if own or not all(texts):
            names.append(own)
            continue
        texts += [frame[also].iloc[place].lower()] if also else []
        texts.append(re.split(r"[ T]", days.iloc[place], maxsplit=1)[0])
        key = "\x1f".join(texts)
        seen[key] = seen.get(key, 0) + 1
        if count and seen[key] > 1:
            key = f"{key}\x1f{seen[key]}"
        names.append(f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:10]}")
    frame["audit_ref"] = names
