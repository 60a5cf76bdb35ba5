"""Refusals that a person can read."""


class DomainError(Exception):
    """A refusal: a code for machines, a French sentence for people.

    The sentence says what is wrong and what to do; it is shown as it stands.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence
