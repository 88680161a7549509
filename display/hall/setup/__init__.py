"""Set-up: services and counters, their order, and the hall that a first start furnishes."""

from display.hall.setup.confusable_prefixes import alike_prefixes
from display.hall.setup.counters import add_counter, change_counter, move_counter, remove_counter
from display.hall.setup.emptying import empty_hall
from display.hall.setup.opening_hours import WEEKDAYS
from display.hall.setup.palette import next_colour
from display.hall.setup.profile import change_profile, write_profile
from display.hall.setup.requests import CounterRequest, HallRequest, ServiceRequest
from display.hall.setup.seed import seed_hall
from display.hall.setup.services import add_service, change_service, move_service, remove_service
from display.hall.setup.time_zones import INDONESIAN, zone_words

__all__ = [
    "INDONESIAN",
    "WEEKDAYS",
    "CounterRequest",
    "HallRequest",
    "ServiceRequest",
    "add_counter",
    "add_service",
    "alike_prefixes",
    "change_counter",
    "change_profile",
    "change_service",
    "empty_hall",
    "move_counter",
    "move_service",
    "next_colour",
    "remove_counter",
    "remove_service",
    "seed_hall",
    "write_profile",
    "zone_words",
]
