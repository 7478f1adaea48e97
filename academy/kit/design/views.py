"""The design page: shows what the components look like, with invented people and figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from academy.kit.design import samples
from academy.kit.design.forms import SampleForm


class Sample(TemplateView):
    """A page of samples inside the frame of a signed-in person."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The samples, and a shell as a starter would see it."""
        match = self.request.resolver_match
        shell = samples.shell(current=str(match.url_name) if match else "")
        return {**super().get_context_data(**kwargs), **samples.everything(), "shell": shell}


class Components(Sample):
    """Marks, lists, boxes, tables and charts."""

    template_name = "design/components.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds pages to turn."""
        pages = Paginator(range(1, 230), 20)
        return {**super().get_context_data(**kwargs), "page": pages.get_page(self.request.GET.get("page", 5))}


class Screen(Sample):
    """A whole screen in two columns."""

    template_name = "design/screen.html"


class Reading(Sample):
    """A screen of quoted words, a thread and limits."""

    template_name = "design/reading.html"


class Forms(Sample):
    """Every kind of field, in order and with mistakes."""

    template_name = "design/forms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A form in order and the same form with mistakes."""
        return {
            **super().get_context_data(**kwargs),
            "clean": SampleForm(prefix="clean"),
            "form": kwargs.get("form")
            or SampleForm({"wrong-email": "amara", "wrong-agree": ""}, prefix="wrong"),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Shows the form again with what is wrong in it, or says that it is in order."""
        form = SampleForm(request.POST, request.FILES, prefix="clean")
        return render(
            request, self.template_name, {**self.get_context_data(form=form), "sent": form.is_valid()}
        )
