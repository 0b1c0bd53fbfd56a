"""SendEvent with Flask, for any token. Start it with `PORT=4020 python3 server.py`."""

import json
import os
import threading
import uuid
from datetime import datetime, timezone

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

PREFIX = "application/vnd.amazonaws.connect.event."
CONTENT_TYPES = [
    PREFIX + name
    for name in ("typing", "connection.acknowledged", "message.delivered", "message.read")
]
LENGTHS = {"ContentType": (1, 100), "Content": (1, 16384), "ClientToken": (0, 500)}
BODY_LIMIT = 262144

app = Flask(__name__, static_folder=None)
app.url_map.merge_slashes = False
replays = {}  # keep these as long as clients retry, in a store that every replica shares
replays_lock = threading.Lock()


class Rejection(Exception):
    def __init__(self, status, exception, message):
        super().__init__(message)
        self.status, self.exception, self.message = status, exception, message


def invalid(message):
    return Rejection(400, "ValidationException", message)


def body_of():
    """The body, of at most BODY_LIMIT bytes, however it is sent."""
    body = request.stream.read(BODY_LIMIT + 1)
    if len(body) > BODY_LIMIT:
        raise Rejection(413, "RequestEntityTooLargeException", f"The body must have at most {BODY_LIMIT} bytes")
    return body


def check_media_types(body):
    if not request.accept_mimetypes.quality("application/json") and "Accept" in request.headers:
        raise Rejection(406, "NotAcceptableException", "Accept application/json")
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    media_type = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if body and (media_type != "application/json" or charset != "utf-8" or encoding != "identity"):
        raise Rejection(415, "UnsupportedMediaTypeException", "The body must be application/json, in UTF-8")


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def parse(body):
    """One JSON object in UTF-8; no body counts as an empty one."""
    try:
        event = json.loads(body.decode("utf-8"), parse_constant=no_constant) if body else {}
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise Rejection(400, "SerializationException", "The body must be one JSON object, in UTF-8")
    return event


def check_token():
    token = request.headers.get("X-Amz-Bearer", "")
    if not token:
        raise Rejection(403, "AccessDeniedException", "Access denied")
    if request.environ.get("sendevent.tokens", 1) > 1:
        raise invalid("ConnectionToken must be sent once")
    if len(token) > 1000:
        raise invalid("ConnectionToken must have 1 to 1000 characters")
    return token


def check_event(event):
    for member, (low, high) in LENGTHS.items():
        value = event.get(member)  # null counts as absent
        if value is None:
            continue
        if not isinstance(value, str):
            raise invalid(f"{member} must be a string")
        if not low <= len(value) <= high:  # code points
            raise invalid(f"{member} must have {low} to {high} characters")
    if event.get("ContentType") is None:
        raise invalid("ContentType is required")
    if event["ContentType"] not in CONTENT_TYPES:
        raise invalid(f"ContentType must be one of {', '.join(CONTENT_TYPES)}")


@app.route("/participant/event", methods=["POST"], provide_automatic_options=False)
def send_event():
    body = body_of()
    check_media_types(body)
    event = parse(body)
    token = check_token()
    check_event(event)
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sent = {"Id": str(uuid.uuid4()), "AbsoluteTime": now}
    client_token = event.get("ClientToken")
    if client_token:
        key = (token, client_token, event["ContentType"], event.get("Content"))
        with replays_lock:
            sent = replays.setdefault(key, sent)
    return respond(200, sent)


@app.route("/participant/event", methods=["OPTIONS"])
def preflight():
    asked = request.headers.get("Access-Control-Request-Headers")
    response = Response(status=204)
    response.headers["Allow"] = "POST, OPTIONS"
    response.headers["Access-Control-Allow-Methods"] = "POST,OPTIONS"
    response.headers["Access-Control-Max-Age"] = "600"
    if asked:
        response.headers["Access-Control-Allow-Headers"] = asked
    return response


def respond(status, value, headers=()):
    return Response(json.dumps(value), status, dict(headers), mimetype="application/json")


def rejection(error):
    return respond(error.status, {"Message": error.message}, {"x-amzn-ErrorType": error.exception})


@app.errorhandler(Exception)
def on_error(error):
    if isinstance(error, Rejection):
        return rejection(error)
    if isinstance(error, HTTPException) and error.code == 404:
        return rejection(Rejection(404, "UnknownOperationException", "SendEvent is POST /participant/event"))
    if isinstance(error, HTTPException) and error.code == 405:
        response = rejection(Rejection(405, "MethodNotAllowedException", "Use POST"))
        response.headers["Allow"] = "POST, OPTIONS"
        return response
    app.logger.exception("SendEvent failed")
    return rejection(Rejection(500, "InternalServerException", "The service failed"))


@app.after_request
def common_headers(response):
    response.headers["x-amzn-RequestId"] = str(uuid.uuid4())
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "x-amzn-RequestId,x-amzn-ErrorType,Retry-After"
    return response


class Handler(WSGIRequestHandler):
    """Tells the application how often the token was sent: WSGI joins repeated headers."""

    protocol_version = "HTTP/1.1"

    def make_environ(self):
        environ = super().make_environ()
        environ["sendevent.tokens"] = len(self.headers.get_all("X-Amz-Bearer", []))
        return environ

    def log_request(self, *_args):
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", int(os.environ.get("PORT", "4020")), app, threaded=True, request_handler=Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
