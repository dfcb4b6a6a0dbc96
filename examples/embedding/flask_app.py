"""A Flask view: a report comes in as an uploaded file, the outcome goes out as JSON.

flask --app examples/embedding/flask_app run
curl -F report=@examples/jiahezi-2023.txt http://127.0.0.1:5000/check
"""

from flask import Flask, Response, jsonify, make_response, request

import gipcore

app = Flask(__name__)


@app.post("/check")
def check() -> Response:
    try:
        outcome = gipcore.check(gipcore.read(request.files["report"].read()))
    except gipcore.GipError as error:
        return make_response(jsonify(error=str(error)), 400)
    return Response(gipcore.dumps(outcome), mimetype="application/json")
