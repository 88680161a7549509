"""Who comes in, and what is refused: before the handshake and after."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from urllib.error import HTTPError

import pytest
from websockets.exceptions import ConnectionClosed

from tests.display.push.conftest import Client, Stage, start_stage
from tests.display.push.raw import RawClient

SPEAKER = {"Authorization": "Bearer pgl_speaker"}


def heard_close(client: Client) -> tuple[int, str]:
    """Read until the server closes; return code and reason."""
    with pytest.raises(ConnectionClosed) as closed:
        client.hear("nothing")
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"},
        {"Origin": "http://evil.example", "Forwarded": "host=evil.example"},
        {"Origin": "http://evil.example", **SPEAKER},
    ],
)
def test_a_foreign_origin_is_refused_before_the_handshake(
    stage: Stage, headers: dict[str, str]
) -> None:
    """403, and not one seat is taken; a forwarded host or a token changes nothing."""
    with RawClient(stage.port, **headers) as client:
        assert client.status == 403
        assert stage.get("/look")["seats"] == 0


@pytest.mark.parametrize(
    "headers",
    [{"Sec-WebSocket-Version": "8"}, {"Sec-WebSocket-Version": "x"}],
)
def test_what_is_no_websocket_of_today_is_told_so(stage: Stage, headers: dict[str, str]) -> None:
    """426 with the version that is spoken, not an error of the server; no seat is taken."""
    with RawClient(stage.port, **headers) as client:
        assert (client.status, "sec-websocket-version: 13" in client.headers) == (426, True)
        assert stage.get("/look")["seats"] == 0


def test_the_own_origin_and_a_listed_one_come_in(make_stage: Callable[..., Stage]) -> None:
    """The page of this server, and origins of the setting."""
    stage = make_stage(settings={"allowed_origins": ["https://antrean.example"]})
    for origin in (f"http://{stage.host}", "https://antrean.example"):
        with RawClient(stage.port, Origin=origin) as client:
            assert client.status == 101


@pytest.fixture(scope="module")
def closed_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage whose board is not open to everyone."""
    with contextlib.ExitStack() as stack:
        settings = {"open_screens": False}
        yield start_stage(stack, tmp_path_factory.mktemp("closed"), settings=settings)


@pytest.mark.parametrize("token", [None, "Bearer wrong", "Basic eA=="])
def test_a_closed_board_refuses_who_shows_no_token(closed_stage: Stage, token: str | None) -> None:
    """No Origin is no browser: it must show a valid token in the handshake."""
    headers = {"Authorization": token} if token else {}
    with RawClient(closed_stage.port, **headers) as client:
        assert client.status == 401


@pytest.mark.parametrize(
    ("hello", "welcome"),
    [
        ({"role": "screen"}, False),
        ({"role": "screen", "token": "pgl_calls"}, False),
        ({"role": "screen", "token": "pgl_read"}, True),
        ({"role": "console", "token": "pgl_read"}, True),
        ({"role": "speaker", "token": "pgl_read"}, False),
    ],
)
def test_a_role_needs_its_scope(closed_stage: Stage, hello: dict[str, str], welcome: bool) -> None:
    """A browser's token comes in the hello; what it does not cover is refused."""
    client = closed_stage.open(hello, origin=f"http://{closed_stage.host}")
    assert client.hear()["type"] == ("snapshot" if welcome else "error")


def test_on_an_open_board_console_and_speaker_still_need_a_token(stage: Stage) -> None:
    """Watching is open, staff's console and the loudspeaker are not."""
    for role in ("console", "speaker"):
        assert heard_close(stage.open({"role": role}))[0] == 1008
    assert stage.open({"role": "public"}).hear()["type"] == "snapshot"


def test_no_seat_no_handshake_but_one_kept_for_a_token(make_stage: Callable[..., Stage]) -> None:
    """Full: 503 with Retry-After. The loudspeaker finds a seat all the same."""
    stage = make_stage(settings={"max_sockets": 2})
    first, _ = stage.screen(), stage.screen()
    first.hear()
    with RawClient(stage.port) as third:
        assert third.status == 503
        assert "retry-after: 5" in third.headers
    with RawClient(stage.port, **SPEAKER) as speaker:
        assert speaker.status == 101
    first.socket.close()
    stage.wait_for_seats(1)
    assert stage.screen().hear()["type"] == "snapshot"


def test_strangers_of_one_address_leave_seats_to_others(make_stage: Callable[..., Stage]) -> None:
    """429 for one address, 101 for the next; a token finds its seat from wherever."""
    stage = make_stage(settings={"max_sockets_each": 2})
    crowd = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}  # a proxy on this machine tells whom
    with RawClient(stage.port, **crowd), RawClient(stage.port, **crowd):
        with RawClient(stage.port, **crowd) as third:
            assert (third.status, "retry-after: 5" in third.headers) == (429, True)
        with RawClient(stage.port, **SPEAKER, **crowd) as speaker:
            assert speaker.status == 101
        with RawClient(stage.port, **{"X-Forwarded-For": "203.0.113.8"}) as other:
            assert other.status == 101
        assert stage.get("/look")["refused"] == {"address": 1}
    stage.wait_for_seats(0)


def test_a_screen_with_a_token_finds_its_seat_when_strangers_have_all(
    make_stage: Callable[..., Stage],
) -> None:
    """A browser's handshake has no token but the cookie that its page got."""
    stage = make_stage(settings={"max_sockets": 1})
    own = {"Origin": f"http://{stage.host}", "Cookie": "panggil_screen=pgl_read"}
    with RawClient(stage.port):
        with RawClient(stage.port, **own) as screen:
            assert screen.status == 101
        with RawClient(stage.port, **own | {"Cookie": "panggil_screen=guess"}) as guess:
            assert guess.status == 503
        with RawClient(stage.port, Cookie="panggil_screen=pgl_read") as foreign:
            assert foreign.status == 503


def test_wrong_tokens_in_handshakes_and_hellos_are_throttled(
    make_stage: Callable[..., Stage],
) -> None:
    """One count for all doors: ten are looked at. A right one of ours passes all the same."""
    stage = make_stage()
    for number in range(5):
        with RawClient(stage.port, Authorization=f"Bearer guess-{number}") as guess:
            assert guess.status == 401
        assert heard_close(stage.open({"role": "speaker", "token": "guess"}))[0] == 1008
    with RawClient(stage.port, Authorization="Bearer guess") as guess:
        assert (guess.status, "retry-after: " in guess.headers) == (429, True)
    assert heard_close(stage.open({"role": "speaker", "token": "guess"}))[0] == 1013
    # An open board stays open, whatever token its link still has.
    assert stage.open({"role": "screen", "token": "guess"}).hear()["type"] == "snapshot"


def test_a_flood_of_pings_is_counted_before_it_is_read(stage: Stage) -> None:
    """Six bytes cost as much as a message: 20 a second, 120 at once."""
    good = stage.screen()
    good.hear("snapshot")
    with RawClient(stage.port) as flood:
        flood.say(type="hello", role="screen")
        flood.hear("heartbeat")
        flood.socket.sendall((b"\x89\x80" + bytes(4)) * 2000)
        assert flood.hear_close() == 1008
    assert good.hear_until(stage.post("/append")["seq"])


def test_compression_is_never_agreed_on(stage: Stage) -> None:
    """Browsers offer it always; it would double the CPU and triple the memory."""
    offer = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
    with RawClient(stage.port, **offer) as client:
        assert client.status == 101
        assert "sec-websocket-extensions" not in client.headers


def test_who_says_no_hello_is_sent_away(make_stage: Callable[..., Stage]) -> None:
    """A seat is for those who say who they are."""
    stage = make_stage(timing={"hello_s": 0.3})
    client = stage.open()
    assert client.hear()["type"] == "error"
    assert heard_close(client) == (1008, "hello did not come in time")
    stage.wait_for_seats(0)


@pytest.mark.parametrize("first", ["", "x", "[]", '{"type":"status"}', '{"type":"hello"}'])
def test_a_first_message_that_is_no_hello_is_refused(stage: Stage, first: str) -> None:
    """The error says why, and the close frame too."""
    client = stage.open()
    client.socket.send(first)
    assert client.hear()["type"] == "error"
    assert heard_close(client)[0] == 1008


def test_a_giant_message_closes_the_socket(stage: Stage) -> None:
    """4,096 characters are the most that a screen may say at once.

    The close frame comes although a snapshot that fills every buffer is still on its way.
    """
    stage.post("/append", count=20, pad=64_000)
    screen = stage.screen()
    screen.socket.send("x" * 5000)
    assert heard_close(screen)[0] == 1009


def test_a_flood_of_messages_closes_the_socket(stage: Stage) -> None:
    """20 messages a second; a short burst is forgiven."""
    screen = stage.screen()
    for _ in range(50):
        screen.say(type="status")
    screen.socket.ping().wait(10)
    with contextlib.suppress(ConnectionClosed):  # it may be closed before the last is sent
        for _ in range(100):
            screen.say(type="status")
    assert heard_close(screen) == (1008, "too many messages")


def test_a_flood_of_bytes_is_cut_and_others_are_served(stage: Stage) -> None:
    """Pings count too. Meanwhile another screen gets its events."""
    good = stage.screen()
    good.hear("snapshot")
    with RawClient(stage.port) as flood:
        flood.say(type="hello", role="screen")
        with pytest.raises(ConnectionError):  # far more than the kernel's buffers hold
            flood.socket.sendall((bytes((0x89, 0xFD)) + bytes(4) + b"x" * 125) * 400_000)
    assert good.hear_until(stage.post("/append")["seq"])


def test_what_follows_the_end_of_a_socket_is_no_request(stage: Stage) -> None:
    """The web server must not take what a cut client still sends for HTTP, and run it."""
    before = stage.seq()
    head = b"POST /append HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    request = head + b'Content-Length: 11\r\n\r\n{"count":1}'
    with RawClient(stage.port) as client:
        client.send(3, b"there is no opcode 3")
        with contextlib.suppress(ConnectionError):
            for _ in range(300):
                client.socket.sendall(request)
                time.sleep(0.001)
    assert stage.seq() == before


def test_a_status_that_is_malformed_costs_no_screen_its_socket(stage: Stage) -> None:
    """It is answered; an unknown type is passed over, for clients may be newer."""
    screen = stage.screen()
    screen.say(type="news")
    screen.say(type="status", seq="many")
    assert screen.hear("error")["detail"].startswith("seq")
    assert screen.hear_until(stage.post("/append")["seq"])


@pytest.mark.parametrize("path", ["/ws", "/ws/"])
def test_a_plain_request_for_the_socket_is_an_error_of_the_client(stage: Stage, path: str) -> None:
    """No upgrade, no traceback."""
    with pytest.raises(OSError, match=r"HTTP Error 4\d\d"):
        stage.get(path)


def test_a_stopping_server_says_goodbye(make_stage: Callable[..., Stage]) -> None:
    """1001, so that clients know to come back; whoever comes later is told 503."""
    stage = make_stage()
    screen = stage.screen()
    screen.hear("snapshot")
    stage.post("/stop")
    assert heard_close(screen) == (1001, "server stops")
    with RawClient(stage.port) as late:
        assert late.status == 503


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer pgl_calls"}, 401),
        ({"Authorization": "Bearer pgl_read", "Origin": "http://evil.example"}, 403),
        ({"Authorization": "Bearer pgl_read"}, None),
    ],
)
def test_a_closed_board_streams_only_to_a_reader(
    closed_stage: Stage, headers: dict[str, str], status: int | None
) -> None:
    """Scope read, and no foreign page."""
    try:
        closed_stage.get("/api/v1/events", **headers)
        found = None
    except HTTPError as error:
        found = error.code
    assert found == status


def test_who_leaves_at_once_leaves_no_trace(stage: Stage) -> None:
    """A client that is gone before the server has finished its handshake frees its seat."""
    for _ in range(20):
        RawClient(stage.port).socket.close()
    stage.wait_for_seats(0)
