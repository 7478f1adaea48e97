"""The body of a lesson: one block a file, listed here."""

from wagtail import blocks


class LessonBody(blocks.StreamBlock):
    """Everything an author can put into a lesson."""

    text = blocks.RichTextBlock(features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
