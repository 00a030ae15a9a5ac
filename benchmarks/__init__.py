"""How fast the commands and the counting are, how much memory they take, and which goals are missed: ``make bench``."""
