"""The content security policy: strict for our own pages, looser for the editors' area only."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """Sends the strict policy with a nonce, and under EDITOR_PATH the one that Wagtail's admin can work with.

    Wagtail's admin writes inline styles and scripts, so the looser policy allows them; it still names no host
    but our own. Editors alone get there.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if not report_only and request.path_info.startswith(settings.EDITOR_PATH):
            editor: dict[str, Any] = settings.EDITOR_SECURITY_POLICY
            return PolicyParts(config=editor)
        return parts
