"""munisurvey: recurring surveys of German municipalities, driven by one questionnaire."""

__version__ = "0.1.0"
