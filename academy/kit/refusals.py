"""The one exception with which the domain says no."""


class Refused(Exception):
    """A rule of the domain refuses an act. `words` say why and what to do next; they may be shown as is."""

    def __init__(self, words: str, code: str = "refused") -> None:
        super().__init__(words)
        self.words = words
        self.code = code
