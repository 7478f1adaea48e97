"""Film, sound, pictures and papers: files of the council's own, each with words for those who cannot see or
hear it. Nothing is brought in from other sites."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FILMS, SOUNDS, CAPTIONS = ("mp4", "webm"), ("mp3", "m4a", "ogg"), ("vtt",)


def ending_of(file: Any) -> str:
    """What the name of an uploaded file ends with: mp4."""
    return PurePosixPath(file.filename).suffix.lstrip(".").lower()


def refuse_wrong_endings(value: Any, **allowed: tuple[str, ...]) -> None:
    """Say at its place when a file is of a kind that cannot be played or shown."""
    faults = {
        name: ValidationError(f"Choose a file that ends with {' or '.join(endings)}.")
        for name, endings in allowed.items()
        if value[name] and ending_of(value[name]) not in endings
    }
    if faults:
        raise StructBlockValidationError(block_errors=faults)


class VideoBlock(blocks.StructBlock):
    """A film with captions and its words in full. It never begins by itself."""

    title = blocks.CharBlock(max_length=160)
    description = blocks.TextBlock(label="What it shows", help_text="In a sentence or two.")
    video = DocumentChooserBlock(label="Film", help_text="MP4 or WebM.")
    captions = DocumentChooserBlock(
        label="Captions", help_text="A WebVTT file (.vtt). Needed: many people watch without sound."
    )
    transcript = blocks.TextBlock(
        label="Its words in full", help_text="Everything that is said, and what is to be seen."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_wrong_endings(cleaned, video=FILMS, captions=CAPTIONS)
        return cleaned

    class Meta:
        label = "Film"
        icon = "media"
        template = "courses/pages/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    """Something to listen to, with its words in full."""

    title = blocks.CharBlock(max_length=160)
    description = blocks.TextBlock(label="What is to be heard", help_text="In a sentence or two.")
    audio = DocumentChooserBlock(label="Sound", help_text="MP3, M4A or OGG.")
    transcript = blocks.TextBlock(label="Its words in full")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        refuse_wrong_endings(cleaned, audio=SOUNDS)
        return cleaned

    class Meta:
        label = "Sound"
        icon = "media"
        template = "courses/pages/blocks/audio.html"


class DocumentBlock(blocks.StructBlock):
    """A paper to keep, such as a template or a form."""

    title = blocks.CharBlock(max_length=160)
    description = blocks.TextBlock(label="What it is and when it helps")
    document = DocumentChooserBlock(label="Paper")

    class Meta:
        label = "Paper to download"
        icon = "doc-full"
        template = "courses/pages/blocks/document.html"


class ImageBlock(blocks.StructBlock):
    """A picture, described for those who do not see it unless it only decorates."""

    image = ImageChooserBlock(label="Picture")
    description = blocks.TextBlock(
        required=False, label="What is to be seen", help_text="For people who do not see it. Two sentences."
    )
    decorative = blocks.BooleanBlock(
        required=False, label="It only decorates", help_text="It says nothing that the text does not say."
    )
    credit = blocks.CharBlock(required=False, max_length=200, label="Who made it")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["decorative"] and not cleaned["description"].strip():
            words = "Say what is to be seen, or tick that it only decorates."
            raise StructBlockValidationError(non_block_errors=[words])
        return cleaned

    class Meta:
        label = "Picture"
        icon = "image"
        template = "courses/pages/blocks/image.html"
