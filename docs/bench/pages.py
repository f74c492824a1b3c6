"""Size of every page of a demo, as a table.

    giaoban demo --port 8080 > demo.txt &
    python3 docs/bench/pages.py http://127.0.0.1:8080 demo.txt

Signs in with each account that the demo printed, follows the links, keeps the
largest page of each pattern (ids left out) and compresses it as a server would.
Needs nothing but Python.
"""

import gzip
import http.cookiejar
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

FILES = re.compile(r"\.(docx|pdf|xlsx|json|csv|ics|xml)(\?|$)|^/(dang-xuat|ngon-ngu|rss|anh|suc-khoe|assets|api)")
# So many pages of one pattern are looked at.
EACH = 6


def pattern(path):
    """The address without what differs from one thing to the next."""
    path, _, query = path.partition("?")
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", path)
    path = re.sub(r"/(o|muc|chi-tieu|ket-luan|tin|khoi|che-do)/[^/]+", r"/\1/…", path)
    names = sorted({part.split("=")[0] for part in query.split("&") if part} - {"tiep", "da"})
    return path + ("?" + "&".join(names) if names else "")


def browser(base, login, password):
    """A browser that is signed in, or not when there is no login."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(jar)
    if login:
        page = opener.open(base + "/dang-nhap").read().decode()
        token = re.search(r'name="_token" value="([^"]*)"', page)
        fields = {"login": login, "password": password, "_token": token[1] if token else ""}
        opener.open(base + "/dang-nhap", urllib.parse.urlencode(fields).encode()).read()
    return opener


def walk(base, opener, start):
    """Pages that can be reached, as (path, bytes)."""
    seen, counts, todo = set(), {}, list(start)
    while todo:
        path = todo.pop(0)
        kind = pattern(path)
        if path in seen or FILES.search(path) or counts.get(kind, 0) >= EACH:
            continue
        seen.add(path)
        try:
            answer = opener.open(base + urllib.parse.quote(path, safe="/?&=%-_.~"))
        except urllib.error.HTTPError:
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        body = answer.read()
        counts[kind] = counts.get(kind, 0) + 1
        yield kind, body
        for href in re.findall(r'href="(/[^"#]*|\?[^"#]*)', body.decode()):
            href = href.replace("&amp;", "&")
            todo.append(path.split("?")[0] + href if href.startswith("?") else href)


def main():
    base, printed = sys.argv[1:3]
    accounts = {"": ""}
    for line in open(printed, encoding="utf-8"):
        found = re.match(r"^  (\w+)\s+([a-z0-9]{16})\s", line)
        if found:
            accounts.setdefault(found[1], found[2])
    largest = {}
    for login, password in accounts.items():
        opener = browser(base, login, password)
        start = ["/viec-cua-toi", "/"] if login else ["/tin", "/dang-nhap", "/ngoai-tuyen"]
        for kind, body in walk(base, opener, start):
            if len(body) > len(largest.get(kind, ("", b""))[1]):
                largest[kind] = (login or "bạn đọc", body)
    print("| Page | Seen by | Bytes | Compressed |\n|---|---|---|---|")
    for kind, (login, body) in sorted(largest.items(), key=lambda one: -len(one[1][1])):
        print(f"| `{kind}` | {login} | {len(body):,} | {len(gzip.compress(body)):,} |")


main()
