"""A wave while it is in the field: response, course, break-offs, and who gets the reminder.

Everything here is internal: small numbers are not withheld. Municipalities are named in the list for the reminder and
nowhere else.
"""

from pipeline.monitor.fieldwork import Fieldwork, Group, Limits
from pipeline.monitor.page import Reader, render
from pipeline.monitor.read import Monitored, monitor
from pipeline.monitor.reminder import reminder_file, write_reminder

__all__ = [
    "Fieldwork",
    "Group",
    "Limits",
    "Monitored",
    "Reader",
    "monitor",
    "reminder_file",
    "render",
    "write_reminder",
]
