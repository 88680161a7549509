"""Who may do what: tokens of programs and screens, passwords of people, guesses counted."""

from display.accounts.errors import AccountError, WeakSecret
from display.accounts.throttle import Throttle
from display.accounts.tokens import SCOPES, Grant, TokenCheck, is_issued, issue_token
from display.accounts.users import ROLES, add_user, check_password, set_password

__all__ = [
    "ROLES",
    "SCOPES",
    "AccountError",
    "Grant",
    "Throttle",
    "TokenCheck",
    "WeakSecret",
    "add_user",
    "check_password",
    "is_issued",
    "issue_token",
    "set_password",
]
