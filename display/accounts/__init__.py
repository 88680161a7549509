"""Who may do what: tokens of programs and screens, people and their sessions, guesses counted."""

from display.accounts.errors import AccountError, LastAdmin, TooManyTries, WeakSecret
from display.accounts.guesses import Guesses
from display.accounts.passwords import LONGEST, SHORTEST
from display.accounts.people import ROLE_SCOPES, Person
from display.accounts.records import ScreenCode, Session, Token, User
from display.accounts.screen_store import ScreenStore
from display.accounts.session_store import SessionStore
from display.accounts.sessions import SessionDesk
from display.accounts.signin import SignIn
from display.accounts.store import AccountStore
from display.accounts.throttle import Throttle
from display.accounts.tokens import (
    SCOPES,
    SCREEN,
    Grant,
    TokenCheck,
    digest_of,
    is_issued,
    issue_token,
    new_secret,
)
from display.accounts.users import (
    ROLES,
    add_user,
    check_password,
    describe_user,
    disable_user,
    enable_user,
    reset_password,
    set_password,
)

__all__ = [
    "LONGEST",
    "ROLES",
    "ROLE_SCOPES",
    "SCOPES",
    "SCREEN",
    "SHORTEST",
    "AccountError",
    "AccountStore",
    "Grant",
    "Guesses",
    "LastAdmin",
    "Person",
    "ScreenCode",
    "ScreenStore",
    "Session",
    "SessionDesk",
    "SessionStore",
    "SignIn",
    "Throttle",
    "Token",
    "TokenCheck",
    "TooManyTries",
    "User",
    "WeakSecret",
    "add_user",
    "check_password",
    "describe_user",
    "digest_of",
    "disable_user",
    "enable_user",
    "is_issued",
    "issue_token",
    "new_secret",
    "reset_password",
    "set_password",
]
