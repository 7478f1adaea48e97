"""Whether the codes in a lesson lead to something: asked when an editor saves it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from assessments.questions.queries.live import kinds_of_live
from assessments.tasks.queries.editions import tasks_known

OF_THE_BANK = ("exercise", "practice_question")


class LessonForm(WagtailAdminPageForm):
    """Codes in a lesson must lead somewhere. Asked here and not of the page: an exercise that is taken out of
    use later must not keep a page from being loaded or moved. A draft is saved whatever it lacks, so that
    nothing is lost; the checks of a review ask of it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        council_id = getattr(self.for_user, "council_id", None) or self.instance.council_id
        asked = not self.is_deferred_validation and council_id is not None
        if asked and cleaned.get("body") is not None:
            wrong = unknown_codes(council_id=council_id, body=cleaned["body"])
            if wrong:
                faults = {
                    place: StructBlockValidationError(non_block_errors=[words])
                    for place, words in wrong.items()
                }
                self.add_error("body", StreamBlockValidationError(block_errors=faults))
        return cleaned


def unknown_codes(*, council_id: int, body: Any) -> dict[int, str]:
    """What is wrong with the codes in a body: place of the block, and words. Two queries at most."""
    items = {code for block in body if block.block_type in OF_THE_BANK for code in block.value["codes"]}
    tasks = {block.value["code"] for block in body if block.block_type == "practical_task"}
    kinds = kinds_of_live(council_id=council_id, codes=items) if items else {}
    known = tasks_known(council_id=council_id, codes=tasks) if tasks else set()
    found = {}
    for place, block in enumerate(body):
        if block.block_type in OF_THE_BANK:
            found[place] = _about_items(block, kinds)
        elif block.block_type == "practical_task" and block.value["code"] not in known:
            found[place] = f"There is no practical task {block.value['code']}. Look it up there."
    return {place: words for place, words in found.items() if words}


def _about_items(block: Any, kinds: dict[str, str]) -> str:
    codes = list(block.value["codes"])
    strange = [code for code in codes if code not in kinds]
    if strange:
        return f"The bank has no item in use called {', '.join(strange)}. Look it up there."
    wrong = [code for code in codes if block.block_type == "exercise" and kinds[code] != block.value["kind"]]
    return f"Not of kind {block.value['kind']}: {', '.join(wrong)}." if wrong else ""
