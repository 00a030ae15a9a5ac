"""Random small waves: ids that clash once they are shortened, wordings with everything a file format trips over."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.questionnaire.model import Item, Question, Text
from tests.fielding.conftest import SCALES, questionnaire_of, wave_of

IDS = [
    "token", "language", "and", "time", "other", "self", "id", "a_1", "a1", "a_b", "ab", "email", "seed", "q",
    *(f"{stem}_of_the_{end}" for stem in ("coordination_between_levels", "coordination_between_places") for end in "ab"),
]  # fmt: skip
WORDINGS = st.text(st.sampled_from("abcÄß <>&\"'„“=;,\t\n\u00a0\u2028-…%[](1😀\\"), min_size=1, max_size=12).filter(
    lambda wording: wording.strip() and "[[" not in wording
)
TEXTS = st.builds(lambda de, en: Text(de=f"F{de}", en=f"Q{en}"), WORDINGS, WORDINGS)
SINGLE = ("single", "yes_no", "number", "text")


@st.composite
def questionnaires(draw, texts=TEXTS):
    """A questionnaire with one wave of one to three sections."""
    names = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True))
    earlier: dict[str, Question] = {}
    questions = []
    free = iter(draw(st.permutations([f"{name}_{end}" for name in IDS for end in ("x", "other_item")])))
    for number, name in enumerate(names, start=1):
        kind = draw(st.sampled_from(["single", "battery", "multiple", "yes_no", "number", "text"]))
        parts = {}
        if kind in ("single", "battery"):
            parts["scale"] = draw(st.sampled_from(sorted(SCALES)))
        if kind in ("battery", "multiple"):
            parts["items"] = [Item(id=next(free), label=draw(texts)) for _ in range(draw(st.integers(1, 3)))]
        if kind == "multiple" and draw(st.booleans()):
            parts["other"] = draw(texts)
        if kind == "number":
            parts["unit"] = draw(st.none() | texts)
            parts["minimum"] = draw(st.none() | st.integers(-5, 5).map(float))
        filters = [other for other in earlier.values() if other.type in SINGLE]
        if filters and draw(st.booleans()):
            other = draw(st.sampled_from(filters))
            codes = range(1, len(SCALES[other.scale].options) + 1) if other.scale else [1]
            parts["shown_if"] = {other.id: draw(st.sets(st.sampled_from(list(codes)), min_size=1))}
        question = Question(
            id=name, type=kind, text=draw(texts), number=draw(st.just(number) | st.none()), mandatory=draw(st.booleans()),
            instruction=draw(st.none() | texts), statement=draw(st.none() | texts), **parts,
        )  # fmt: skip
        earlier[name] = question
        questions.append(question)
    cut = draw(st.integers(1, len(questions)))
    sections = [part for part in (questions[:cut], questions[cut:]) if part]
    return questionnaire_of(wave_of(*sections))
