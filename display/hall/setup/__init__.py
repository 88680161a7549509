"""Set-up: services and counters, their order, and the hall that a first start furnishes."""

from display.hall.setup.bulk.plan import (
    SetupChange,
    SetupFault,
    SetupRefused,
    SetupRequest,
    export_setup,
    plan_setup,
    write_setup,
)
from display.hall.setup.bulk.setup_file import (
    LARGEST_FILE,
    lines_of,
    read_setup,
    with_lines,
    write_counters,
    write_toml,
)
from display.hall.setup.confusable_prefixes import alike_prefixes
from display.hall.setup.counters import add_counter, change_counter, move_counter, remove_counter
from display.hall.setup.emptying import empty_hall, is_sample
from display.hall.setup.guide import (
    STEPS,
    SetupGuide,
    Step,
    StepState,
    close_guide,
    mark_step,
    open_guide,
    read_guide,
)
from display.hall.setup.logo import (
    LARGEST_LOGO,
    LOGO_KINDS,
    logo_file,
    remove_logo,
    set_logo,
    share_logo,
)
from display.hall.setup.palette import next_colour
from display.hall.setup.profile import change_profile, write_profile
from display.hall.setup.requests import CounterRequest, HallRequest, ServiceRequest
from display.hall.setup.seed import seed_hall
from display.hall.setup.services import add_service, change_service, move_service, remove_service
from display.hall.setup.time_zones import INDONESIAN, zone_words

__all__ = [
    "INDONESIAN",
    "LARGEST_FILE",
    "LARGEST_LOGO",
    "LOGO_KINDS",
    "STEPS",
    "CounterRequest",
    "HallRequest",
    "ServiceRequest",
    "SetupChange",
    "SetupFault",
    "SetupGuide",
    "SetupRefused",
    "SetupRequest",
    "Step",
    "StepState",
    "add_counter",
    "add_service",
    "alike_prefixes",
    "change_counter",
    "change_profile",
    "change_service",
    "close_guide",
    "empty_hall",
    "export_setup",
    "is_sample",
    "lines_of",
    "logo_file",
    "mark_step",
    "move_counter",
    "move_service",
    "next_colour",
    "open_guide",
    "plan_setup",
    "read_guide",
    "read_setup",
    "remove_counter",
    "remove_logo",
    "remove_service",
    "seed_hall",
    "set_logo",
    "share_logo",
    "with_lines",
    "write_counters",
    "write_profile",
    "write_setup",
    "write_toml",
    "zone_words",
]
