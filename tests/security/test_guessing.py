"""Who tries tokens out is slowed down; who has a right one is not (ASVS 5.0, 6.3.1)."""

from __future__ import annotations

from flask.testing import FlaskClient

from display.accounts import issue_token
from display.parts import Parts
from tests.display.web.served_hall import Caller, token_of

OWN = "a-token-of-the-installer"


def _guess(client: FlaskClient, times: int, address: str = "192.0.2.7") -> list[int]:
    return [
        client.post(
            "/api/v1/calls",
            json={},
            headers={"Authorization": f"Bearer guess-{number}"},
            environ_base={"REMOTE_ADDR": address},
        ).status_code
        for number in range(times)
    ]


def test_ten_guesses_then_wait(client: FlaskClient) -> None:
    """Fifty wrong tokens from one address: ten times 401, then 429."""
    assert _guess(client, 50) == [401] * 10 + [429] * 40


def test_wait_is_told(client: FlaskClient) -> None:
    """429 says how long."""
    _guess(client, 10)
    headers = {"Authorization": "Bearer guess"}
    base = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.post("/api/v1/calls", json={}, headers=headers, environ_base=base)
    assert 0 < int(answer.headers["Retry-After"]) <= 180


def test_other_addresses_are_not_meant(client: FlaskClient) -> None:
    """The next address has its own count; a forged X-Forwarded-For changes nothing."""
    _guess(client, 20)
    assert _guess(client, 1, "192.0.2.8") == [401]
    headers = {"Authorization": "Bearer guess", "X-Forwarded-For": "198.51.100.1"}
    base = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.post("/api/v1/calls", json={}, headers=headers, environ_base=base)
    assert answer.status_code == 429


def test_issued_token_passes_though_others_guess(parts: Parts, client: FlaskClient) -> None:
    """A program with an old token on the hall's PC must not silence the queue system beside it."""
    _guess(client, 20, "127.0.0.1")
    assert Caller(client, token_of(parts, "calls")).call().status_code == 201


def test_chosen_token_cannot_be_guessed_past_the_limit(parts: Parts, client: FlaskClient) -> None:
    """A token that a person chose is refused even when hit, after too many wrong ones."""
    issue_token(parts.accounts, parts.hall.id, "own", ["calls"], secret=OWN)
    _guess(client, 20, "127.0.0.1")
    assert Caller(client, OWN).call().status_code == 429


def test_chosen_token_in_use_goes_on(parts: Parts, client: FlaskClient) -> None:
    """From an address where it was used before, a chosen token goes on working."""
    issue_token(parts.accounts, parts.hall.id, "own", ["calls"], secret=OWN)
    own = Caller(client, OWN)
    assert own.call().status_code == 201
    _guess(client, 20, "127.0.0.1")
    assert own.call().status_code == 201


def test_wrong_and_unknown_are_answered_alike(client: FlaskClient) -> None:
    """An answer does not tell how near a guess was."""
    near = client.post("/api/v1/calls", headers={"Authorization": "Bearer pgl_" + "A" * 43})
    far = client.post("/api/v1/calls", headers={"Authorization": "Bearer x"})
    assert (near.status_code, near.json) == (far.status_code, far.json)


def test_a_long_chosen_token_passes_though_others_guess(parts: Parts, client: FlaskClient) -> None:
    """Nobody finds 32 characters by asking: the hall's own program is not locked out for them."""
    long = "a-long-token-of-the-installer-2026"
    issue_token(parts.accounts, parts.hall.id, "long", ["calls"], secret=long)
    _guess(client, 20, "127.0.0.1")
    assert Caller(client, long).call().status_code == 201


def test_the_link_of_a_screen_is_no_further_door_for_guesses(client: FlaskClient) -> None:
    """`/tv?token=` counts wrong ones with all others."""
    for number in range(10):
        assert client.get(f"/tv?token=guess-{number}").status_code == 200  # the board is open
    assert _guess(client, 1, "127.0.0.1") == [429]


def test_a_screen_keeps_its_token_for_its_handshakes(parts: Parts, client: FlaskClient) -> None:
    """In a cookie that no script reads and no other site sends; a wrong token leaves none."""
    client.get(f"/tv?token={token_of(parts, 'read')}")
    cookie = client.get_cookie("panggil_screen")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Strict")
    client.delete_cookie("panggil_screen")
    client.get("/tv?token=guess")
    assert client.get_cookie("panggil_screen") is None
