"""A questionnaire of a few lines: two waves, every question type, every kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.questionnaire import inspect, load

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.questionnaire import Mistake, Questionnaire

FILES = {
    "scales.yaml": """\
size_2:
  direction: none
  options:
    - {code: 1, label: {de: Stadt, en: Town}}
    - {code: 2, label: {de: Landkreis, en: Landkreis}}
importance_3:
  direction: descending
  neutral: 2
  options:
    - {code: 1, value: 3, label: {de: wichtig, en: important}}
    - {code: 2, value: 2, label: {de: teils, en: partly}}
    - {code: 3, value: 1, label: {de: unwichtig, en: unimportant}}
    - {code: 4, missing: dont_know, label: {de: weiß nicht, en: don't know}}
change_3:
  direction: ascending
  options:
    - {code: 1, value: 1, label: {de: verloren, en: lost}}
    - {code: 2, value: 2, label: {de: gleich, en: same}}
    - {code: 3, value: 3, label: {de: gewonnen, en: gained}}
""",
    "classifications.yaml": """\
size_group:
  title: {de: Größe, en: Size}
  of: size_class
  levels:
    - {code: 1, id: towns, label: {de: Städte, en: Towns}, codes: [1]}
    - {code: 2, id: landkreise, label: {de: Landkreise, en: Landkreise}, codes: [2]}
""",
    "plausibility.yaml": """\
no_strategy_in_landkreis:
  severity: warning
  when: {size_class: [2]}
  never: {strategy: [1]}
  reason: {de: erfunden, en: invented}
""",
    "crosswalk.yaml": """\
- between: [early, late]
  question: themes
  comparable: false
  reason: {de: Andere Liste., en: Another list.}
""",
    "waves/early.yaml": """\
wave: early
title: {de: Früh, en: Early}
field_period: [2016-01-11, 2016-03-31]
source: invented
sections:
  - id: all
    title: {de: Alles, en: Everything}
    questions:
      - {id: size_class, type: single, scale: size_2, role: size_class, text: {de: Größe, en: Size}}
      - id: tasks
        type: battery
        scale: importance_3
        text: {de: Aufgaben, en: Tasks}
        items:
          - {id: housing, label: {de: Wohnen, en: Housing}}
      - id: themes
        type: multiple
        text: {de: Themen, en: Themes}
        items:
          - {id: school, label: {de: Schule, en: School}}
      - {id: spirit, type: yes_no, text: {de: Zuversicht, en: Confidence}}
""",
    "waves/late.yaml": """\
wave: late
title: {de: Spät, en: Late}
field_period: [2016-12-01, 2016-12-20]
invited: 270
source: invented
sections:
  - id: first
    title: {de: Eins, en: One}
    questions:
      - {id: size_class, number: 1, type: single, scale: size_2, role: size_class, text: {de: Größe, en: Size}}
      - id: tasks
        number: 2
        type: battery
        scale: change_3
        text: {de: Aufgaben, en: Tasks}
        items:
          - {id: housing, label: {de: Wohnen, en: Housing}}
          - {id: security, label: {de: Sicherheit, en: Security}}
  - id: second
    title: {de: Zwei, en: Two}
    questions:
      - {id: strategy, number: 3, type: yes_no, text: {de: Strategie, en: Strategy}}
      - id: strategy_name
        type: text
        shown_if: {strategy: [1]}
        text: {de: Name, en: Name}
      - id: themes
        type: multiple
        text: {de: Themen, en: Themes}
        other: {de: Sonstiges, en: Other}
        items:
          - {id: school, label: {de: Schule, en: School}}
      - {id: staff, type: number, minimum: 0, unit: {de: Stellen, en: posts}, text: {de: Personal, en: Staff}}
      - {id: spirit, type: single, scale: importance_3, text: {de: Zuversicht, en: Confidence}}
""",
    "mappings/tool.yaml": """\
tool: Tool
columns:
  q1: size_class
  "q2[a]": tasks_housing
codes:
  size_2: {A: 1, B: 2}
  change_3: {1: 1, 2: 2, 3: 3}
""",
}


class Small:
    """The small questionnaire on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name: str, old: str, new: str) -> Small:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return self

    def line(self, name: str, marker: str) -> int:
        """The line of the marker; of two of them the later, where a thing written twice is refused."""
        lines = (self.folder / name).read_text(encoding="utf-8").splitlines()
        return max(number for number, line in enumerate(lines, start=1) if marker in line)

    def load(self) -> Questionnaire:
        return load(self.folder)

    def mistakes(self) -> list[Mistake]:
        return inspect(self.folder)[1]
