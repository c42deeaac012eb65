"""What a Python program does through the edge. Arguments: address of the edge, file to upload, what /echo answers to it."""
import http.client
import json
import sys
import urllib.error
import urllib.request

address, file, echoed = sys.argv[1:]
text = "0123456789" * 10
with open(file, "rb") as opened:
    content = opened.read()


def pieces():
    for at in range(0, len(content), 50_000):
        yield content[at : at + 50_000]


connection = http.client.HTTPConnection(address, timeout=60)
connection.connect()
first = connection.sock


def ask(method, path, body=None, headers={}):
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode()


assert ask("GET", "/text") == (200, text)
assert ask("GET", "/chunked") == (200, text)
assert ask("HEAD", "/text") == (200, "")
assert ask("POST", "/echo", content) == (200, "POST " + echoed)
assert ask("PUT", "/echo", pieces()) == (200, "PUT " + echoed)
assert ask("GET", "/broken")[0] == 520
assert ask("GET", "/text", headers={"Range": "bytes=10-19"}) == (206, "0123456789")
assert connection.sock is first, "the connection did not stay"
print("http.client ok")

url = "http://" + address
with urllib.request.urlopen(url + "/text", timeout=60) as response:
    assert response.read().decode() == text
try:
    broken = urllib.request.Request(url + "/broken", headers={"Accept": "application/problem+json"})
    urllib.request.urlopen(broken, timeout=60)
    raise AssertionError("520 was no error")
except urllib.error.HTTPError as error:
    assert error.code == 520
    assert error.headers["Content-Type"] == "application/problem+json"
    assert json.load(error)["cause"] == "resp-empty-fin"
print("urllib ok")
