"""Modules: questions on one subject that enter a wave together and leave it again, ``questionnaire/modules/<id>.yaml``.

A wave consists of the core, which stays so that years can be compared, and of modules that rotate. A module is written
once, in the format of a wave's section, with the reason why it is asked (``motivation``) and, for every question, the
document and lines that it is drawn from. ``munisurvey new-wave`` copies it into a wave; from then on the wave is what
counts, and the module is the pattern of the next one. The format is explained in ``docs/modules.md``.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from pipeline.questionnaire.model import Frozen, Identifier, NonEmpty, Question, Text

DocumentId = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]

_LINES = r"[0-9]+(-[0-9]+)?(, [0-9]+(-[0-9]+)?)*"
_SOURCE = re.compile(rf"[0-9]{{3}} Z\. {_LINES}(; [0-9]{{3}} Z\. {_LINES})*")
_DOCUMENT = re.compile(r"([0-9]{3}) Z\.")


class Module(Frozen):
    """One module. ``module`` is its id and, in a wave, that of its section.

    ``documents`` names what the sources refer to: document number to citation. A question or item says under
    ``source`` which lines it is drawn from (``000 Z. 409-421; 003 Z. 34-38``); an item without one has that of its
    question.
    """

    module: Identifier
    title: Text
    motivation: Text
    documents: Annotated[dict[DocumentId, NonEmpty], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _questions_can_enter_any_wave(self) -> Module:
        for question in self.questions:
            for key in ("number", "role"):
                if getattr(question, key) is not None:
                    msg = f"question '{question.id}' has a {key}, which belongs to a wave. Hint: remove {key}:"
                    raise ValueError(msg)
            if question.reconstructed:
                msg = f"question '{question.id}' is reconstructed: nobody can be asked it. Hint: write it out"
                raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _every_source_leads_somewhere(self) -> Module:
        named = set()
        for question in self.questions:
            if question.source is None:
                msg = f"question '{question.id}' has no source. Hint: add source: document number and lines"
                raise ValueError(msg)
            for source in (question.source, *(item.source for item in question.items if item.source)):
                if not _SOURCE.fullmatch(source):
                    msg = (
                        f"question '{question.id}' has the source '{source}'. Hint: write document number and lines, "
                        "e.g. 000 Z. 409-421; 003 Z. 34-38"
                    )
                    raise ValueError(msg)
                documents = set(_DOCUMENT.findall(source))
                unknown = sorted(documents - set(self.documents))
                if unknown:
                    msg = (
                        f"question '{question.id}' is drawn from document {unknown[0]}, which documents: lacks. Hint: "
                        f'add "{unknown[0]}": its citation'
                    )
                    raise ValueError(msg)
                named |= documents
        unused = sorted(set(self.documents) - named)
        if unused:
            msg = f"no question is drawn from document {unused[0]}. Hint: remove it from documents:, or name its lines"
            raise ValueError(msg)
        return self

    def question(self, question_id: str) -> Question:
        """The question of that id; :class:`KeyError` if the module lacks it."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
