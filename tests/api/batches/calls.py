"""Calls of `/batches`."""

import io
import zipfile

from api.batches.shapes import BatchShape, NewBatchShape, ReceivedShape, ResultsShape

JPEG = b"\xff\xd8\xff"
NOWHERE = "01JD0000000000000000000000"


def made(client, **asked):
    answer = client.post("/batches", json=asked)
    assert answer.status_code == 201, answer.text
    return NewBatchShape.model_validate(answer.json).id


def parts(*files):
    return [(io.BytesIO(data), name) for name, data in files]


def post(client, id_, *files, **fields):
    data = {"photos": parts(*files), **fields}
    return client.post(f"/batches/{id_}/photos", data=data, content_type="multipart/form-data")


def add(client, id_, *files, **fields):
    answer = post(client, id_, *files, **fields)
    assert answer.status_code == 200, answer.text
    return ReceivedShape.model_validate(answer.json)


def progress(client, id_):
    return BatchShape.model_validate(client.get(f"/batches/{id_}").json)


def results(client, id_):
    answer = client.get(f"/batches/{id_}/results")
    assert answer.status_code == 200, answer.text
    return ResultsShape.model_validate(answer.json).photos


def photos(count):
    return [(f"{n}.jpg", JPEG + bytes([n])) for n in range(count)]


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()
