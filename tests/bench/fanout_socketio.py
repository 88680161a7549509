"""The peer of the fan-out benchmark: Flask-SocketIO on gevent. Prints its port as JSON."""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402


def main() -> None:
    """Serve: every POST to /call is emitted to all, padded to the size given as argument."""
    app = Flask("peer")
    # No pings: under deflate the client cannot tell them from events.
    socketio = SocketIO(app, async_mode="gevent", cors_allowed_origins="*", ping_interval=3600)
    pad = "x" * int(sys.argv[1])

    @app.post("/call")
    def call() -> tuple[str, int]:
        socketio.emit("event", {"seq": request.get_json()["n"], "pad": pad})
        return "", 204

    server = WSGIServer(("127.0.0.1", 0), app, backlog=4096, log=None)
    server.start()
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
