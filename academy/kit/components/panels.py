"""Boxes that hold other content: panels, reasons, limits, nodes of a thread. Given the inner
HTML, already safe, each returns the whole box."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString, mark_safe

from academy.kit import words
from academy.kit.components.lists import evidence
from academy.kit.components.marks import LOOP_SVG, MARK_SVG, MARK_WORDS, grade, hidden, mark, tag
from academy.kit.escaping import esc

PANEL_KINDS = ("", "key", "quiet")


def panel(content: str, title: str = "", kind: str = "", *, size: str = "h2") -> SafeString:
    """A panel with a heading. Kinds: "" (plain), "key" (one a page), "quiet" (sand)."""
    extra = f" ac-panel--{kind}" if kind else ""
    head = f"<{size}>{esc(title)}</{size}>" if title else ""
    return mark_safe(f'<div class="ac-panel{extra}">{head}{content}</div>')


def why(
    content: str, reason: str = "", *, code: str = "", lately: Iterable[Sequence[object]] = ()
) -> SafeString:
    """The reason in words first, evidence next, the rule's code last and small.
    `lately` is (when, grade) for the last few marks."""
    said = f"<b>{esc(reason)}</b> " if reason else ""
    marks = "".join(f"<li><span>{esc(when)}</span>{grade(value)}</li>" for when, value in lately)  # type: ignore[arg-type]
    history = f'<ul class="ac-lately">{marks}</ul>' if marks else ""
    rule = f' <span class="ac-why__code">{esc(code)}</span>' if code else ""
    inner = "" if history and not content.strip() else content
    return mark_safe(
        f'<div class="ac-why">{LOOP_SVG}<div>{hidden("Why: ")}{said}{inner}{history}{rule}</div></div>'
    )


def limits(content: str, title: str = "What this cannot tell you") -> SafeString:
    """What a claim of effect does not show. Stands beside the claim, never folded away."""
    return mark_safe(f'<div class="ac-limits"><h2>{esc(title)}</h2>{content}</div>')


def held(content: str, say: str) -> SafeString:
    """Personal data is held. `say` tells that it is; the content says where and what kind, never the text."""
    return mark_safe(
        f'<div class="ac-held">'
        f'<div class="ac-held__say">{mark("lock", "Held: ")}<p>{esc(say)}</p></div>{content}</div>'
    )


def empty(content: str, text: str) -> SafeString:
    """Nothing here, why, and what to do next."""
    return mark_safe(f'<div class="ac-empty"><p>{esc(text)}</p>{content}</div>')


def answer(content: str, *, right: bool = True) -> SafeString:
    """What we say to an answer: right, or look again."""
    kind, look = ("done", "") if right else ("look", " ac-answer--look")
    word = "Right: " if right else "Look again: "
    return mark_safe(f'<div class="ac-answer{look}">{mark(kind, word)}<div>{content}</div></div>')


def node(content: str, title: str, when: str, *, state: str = "done", later: bool = False) -> SafeString:
    """One node of a thread: a date, a short verb, the evidence. `later` is what has not happened yet."""
    kind = ' class="ac-thread__later"' if later else ""
    said = hidden(", " + ("still to come" if later else MARK_WORDS[state].lower()))
    return mark_safe(
        f'<li{kind}><div class="ac-thread__when">{esc(when)}</div>{MARK_SVG["todo" if later else state]}'
        f'<div class="ac-thread__what"><h3>{esc(title)}{said}</h3>{content}</div></li>'
    )


def proposal(
    content: str, title: str, text: str, *, says: str, kind: str = "look", facts: Iterable[object] = ()
) -> SafeString:
    """The machine suspects, a person decides. `says` is the tag in words; the content is the two buttons."""
    shown = list(facts)
    return mark_safe(
        f'<div class="ac-panel"><p>{tag(says, kind)}</p><h3>{esc(title)}</h3><p>{esc(text)}</p>'
        f'{evidence(shown) if shown else ""}<div class="ac-acts">{content}</div></div>'
    )


def wait(content: str, place: int, chance: str) -> SafeString:
    """A waiting list: your turn, the chance in words, and in the content your own cut-off."""
    return mark_safe(
        f'<div class="ac-wait">'
        f"<p>You would be <b>{words.ordinal(place)}</b>. {esc(chance)}</p>{content}</div>"
    )


def example(content: str, title: str, *, good: bool) -> SafeString:
    """One half of a pair: a poor or a good example."""
    kind, state, word = ("good", "done", "Good example: ") if good else ("poor", "stopped", "Poor example: ")
    return mark_safe(
        f'<div class="ac-pair__{kind}">'
        f"<h3>{MARK_SVG[state]}<span>{hidden(word)}{esc(title)}</span></h3>{content}</div>"
    )


BANNERS = {"success": "Success", "error": "There is a problem", "warning": "Important"}


def banner(text: object, kind: str = "") -> SafeString:
    """A notification banner: "success" and "error" take the focus; "warning" and "" inform."""
    title = BANNERS.get(kind, "Important")
    good = {"success": " govuk-notification-banner--success", "error": " ac-banner--problem"}.get(kind, "")
    role = "alert" if kind in ("success", "error") else "region"
    return mark_safe(
        f'<div class="govuk-notification-banner{good}" role="{role}" aria-label="{title}" '
        f'data-module="govuk-notification-banner"><div class="govuk-notification-banner__header">'
        f'<p class="govuk-notification-banner__title">{title}</p></div>'
        f'<div class="govuk-notification-banner__content">'
        f'<p class="govuk-notification-banner__heading">{esc(text)}</p></div></div>'
    )
