"""Check a package of evidence that policytrail exported; Python 3.8 or later is all it needs.

    python3 check.py PACKAGE.zip [--key PUBLIC.pem] [--head HEAD.txt]
Exit 0 if all holds, 1 if anything does not. Without --key or --head you learn that the package agrees
with itself; a head vouches for what was entered (bytes, times, texts, verdict), a key for every file.
"""

# pyright: basic
import argparse
import base64
import gzip
import hashlib
import html
import json
import re
import struct
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def need(is_so, what) -> None:
    """Raise unless a statement holds."""
    if not is_so:
        raise ValueError(what)


def sha256_of(*parts):
    """Return the SHA-256 of texts, each ended by a NUL: how policytrail names things."""
    text = "".join(f"{part}\0" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def root_of(entry, position, size, proof):
    """Return the root of the tree that holds an entry there; None if the proof cannot be one."""
    if not 0 <= position < size:
        return None
    at, last, found = position, size - 1, hashlib.sha256(b"\0" + entry.encode()).digest()
    for each in map(bytes.fromhex, proof):
        if last == 0:
            return None
        is_right = at & 1 or at == last
        found = hashlib.sha256(b"\1" + (each + found if is_right else found + each)).digest()
        while is_right and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


def read_head(text):
    """Return a head's name, size, root, further lines, and what is signed by whom."""
    body, _, signed = text.partition("\n\n")
    origin, size, root, *extra = body.split()[:3] + body.split("\n")[3:]
    signatures = re.findall("^\u2014 (\\S+) (\\S+)$", signed, re.MULTILINE)
    return origin, int(size), base64.b64decode(root), extra, body.rstrip("\n") + "\n", signatures


def add(p, q):
    """Return the sum of two points of the curve."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    """Return a point added to itself so many times."""
    found = times(factor >> 1, add(point, point)) if factor else (0, 1, 1, 0)
    return add(found, point) if factor & 1 else found


def point_of(data):
    """Return the point that 32 bytes stand for."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need(y < P and (x * x - square) % P == 0, "the key or signature is no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(key, text, signature):
    """Return whether the owner of a public key signed a text."""
    base, scalar = point_of(b"X" + b"f" * 31), int.from_bytes(signature[32:], "little")
    factor = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    a, b = times(scalar, base), add(point_of(signature[:32]), times(factor, point_of(key)))
    is_same = [(a[axis] * b[2] - b[axis] * a[2]) % P == 0 for axis in (0, 1)]
    return len(signature) == 64 and scalar < ORDER and all(is_same)  # noqa: PLR2004 (RFC 8032)


class Package:
    """The files of the package, and what they say."""

    def __init__(self, files):
        self.files = files
        self.head = read_head(files["head.txt"].decode())
        self.proved = json.loads(files["entries.json"])
        self.entries = [json.loads(each["entry"]) for each in self.proved]
        self.report_name = next(each for each in files if re.fullmatch(r"changes/.*\.json", each))
        self.report = json.loads(files[self.report_name])
        texts = [(name, json.loads(files[f"{name}.json"])) for name in ("before", "after")]
        self.sides = [(name, self.report[name], blocks) for name, blocks in texts]

    def one(self, table, **wanted):
        """Return the first entry of a table with these values."""
        asked = {"table": table, **wanted}
        found = [each for each in self.entries if asked.items() <= each.items()]
        need(found, f"the ledger has no {table} with {wanted}")
        return found[0]


def check_files(package, _options):
    """All files are those that the head names."""
    sums = {line[66:]: line[:64] for line in package.files["SHA256SUMS"].decode().splitlines()}
    need({*sums, "SHA256SUMS", "head.txt"} == {*package.files}, "files and SHA256SUMS differ")
    for name, stated in sums.items():
        need(hashlib.sha256(package.files[name]).hexdigest() == stated, f"{name} was altered")
    stated = hashlib.sha256(package.files["SHA256SUMS"]).hexdigest()
    need(f"files {stated}" in package.head[3], "head.txt does not name this SHA256SUMS")


def check_outside(package, options):
    """The key or head that you named vouches for the head of the package."""
    if options.head:
        kept = read_head(options.head.read_text(encoding="utf-8"))
        need(kept[:3] == package.head[:3], "the package was made from another head than yours")
    if options.key:
        lines = re.findall("^[A-Za-z0-9+/=]+$", options.key.read_text(), re.MULTILINE)
        key = base64.b64decode("".join(lines))[-32:]
        for name, line in package.head[5]:
            data, whole = base64.b64decode(line), name.encode() + b"\n\x01" + key
            is_named = data[:4] == hashlib.sha256(whole).digest()[:4]
            if is_named and is_signed(key, package.head[4].encode(), data[4:]):
                return
        raise ValueError("no signature of that key stands below the head")


def check_entries(package, _options):
    """Every row is in the ledger of the head."""
    positions = {each["position"] for each in package.proved}
    need(len(positions) == len(package.proved) > 0, "two rows claim one place of the ledger")
    for each in package.proved:
        root = root_of(each["entry"], each["position"], package.head[1], each["proof"])
        need(root == package.head[2], f"entry {each['position']} is not in the ledger")


def check_captures(package, _options):
    """The bytes received are those that were entered, with their times and addresses."""
    records, about = warc_records(gzip.decompress(package.files["captures.warc.gz"]))
    for entry in (each for each in package.entries if each["table"] == "capture"):
        name, body_name = entry["capture_id"], entry["body_sha256"]
        at = moment(entry["captured_at"])
        said = entry["source_id"], entry["origin"], at.isoformat(), entry["url"], body_name
        need(sha256_of("capture", *said) == name, f"capture {name} is misnamed")
        need(name in about, f"capture {name} is not in captures.warc.gz")
        head, block = records[about[name]]
        need(moment(head["WARC-Date"]) == at, f"capture {name} has another time in its record")
        if head["WARC-Type"] == "revisit":
            head, block = records[head["WARC-Refers-To"]]
        body = block if head["WARC-Type"] == "resource" else block.partition(b"\r\n\r\n")[2]
        need(hashlib.sha256(body).hexdigest() == body_name, f"capture {name} has other bytes")
        package.one("body", body_sha256=body_name, size_bytes=len(body))


def moment(value):
    """Return the time that a text states, or that microseconds since 1970 count."""
    if isinstance(value, int):
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=value)
    return datetime.fromisoformat(value.replace("Z", "+00:00"))


def warc_records(content):
    """Return the records of a WARC file by id, and the id of each capture's record."""
    records, about, at = {}, {}, 0
    while at < len(content):
        end = content.index(b"\r\n\r\n", at)
        head = dict(line.split(": ", 1) for line in content[at:end].decode().split("\r\n")[1:])
        after = end + 4 + int(head["Content-Length"])
        block = content[end + 4 : after]
        records[head["WARC-Record-ID"]] = head, block
        named = re.search(rb"^policytrail-capture: (\w+)\r$", block, re.MULTILINE)
        if head["WARC-Type"] == "metadata" and named:
            about[named[1].decode()] = head["WARC-Concurrent-To"]
        at = after + 4
    return records, about


def check_documents(package, _options):
    """The texts are what was read out of those bytes, by one and the same recipe."""
    for name, version, blocks in package.sides:
        pairs = [(number, sha256_of(kind, str(rank), text)) for number, kind, rank, text in blocks]
        name_of = sha256_of("document", *(part for pair in pairs for part in pair))
        need(name_of == version["document_sha256"], f"{name}.json is not what the report is about")
        package.one("document", document_sha256=name_of, blocks=len(blocks))
        said = {"recipe_sha256": version["recipe_sha256"], "document_sha256": name_of}
        package.one("extraction", body_sha256=version["first"]["body_sha256"], **said)


def check_report(package, _options):
    """The report says what was entered, and quotes the texts word by word."""
    report, texts = package.report, {}
    for name, version, blocks in package.sides:
        texts[name] = [text for _, _, _, text in blocks]
        for capture in (version[end] for end in ("first", "last") if end in version):
            entry = package.one("capture", capture_id=capture["capture_id"])
            is_then = moment(capture["captured_at"]) == moment(entry["captured_at"])
            need(is_then, "the report gives another time")
            for field in ("origin", "url", "final_url", "status", "body_sha256", "memento_url"):
                need(capture[field] == entry[field], f"the report gives another {field}")
    names = [report[side]["document_sha256"] for side in ("before", "after")]
    number = sha256_of(report["source"]["source_id"], *names, str(report["occurrence"]))[:12]
    need(report["change_id"] == f"PT-C-{number}", "the report is not about these texts")
    entry = package.one("change", before_sha256=names[0], after_sha256=names[1])
    for field in ("kind", "alert", "severity", "topics", "summary"):
        need(report[field] == entry[field], f"the report gives another {field}")
    assessment = hashlib.sha256(package.files["assessment.json"]).hexdigest()
    need(assessment == entry["content_sha256"], "assessment.json is not the one that was entered")
    facts = json.loads(package.files["assessment.json"])["significance"]["facts"]
    told = [[(each["old"], each["new"]) for each in part] for part in (facts, report["facts"])]
    need(told[0] == told[1], "the report tells other facts")
    for hunk in report["hunks"]:
        for side, name, kept in (("old", "before", "=-"), ("new", "after", "=+")):
            if hunk.get(side):
                first, last = hunk[side]["first"], hunk[side]["last"]
                text = "\n".join(texts[name][first : last + 1])
                need(hunk[side]["text"] == text, f"the report quotes {name} {first} wrongly")
                edits = "".join(words for op, words in hunk["edits"] if op in kept)
                need(not hunk["edits"] or edits == text, f"the edits of {name} {first} differ")


def check_page(package, _options):
    """The page shows as taken out and put in what the report does."""
    report, page = package.report, package.files[package.report_name[:-4] + "html"].decode()
    for side, tag, legend in (("old", "del", "Removed"), ("new", "ins", "added")):
        said = [legend, *(each[side] or "" for each in report["facts"])]
        quoted = squeezed("".join(said + [h[side]["text"] for h in report["hunks"] if h.get(side)]))
        for words in re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", page, re.DOTALL):
            need(squeezed(html.unescape(words)) in quoted, f"the report has no {words!r}")
    shown = squeezed(html.unescape(re.sub('<a class="where".*?</a>|<[^>]*>', "", page)))
    told, *_ = re.split(r"In all, [\w, ]+ passages\.$", report["summary"])  # the page counts none
    need(squeezed(told) in shown, "the page has another summary")


def squeezed(text) -> str:
    """Return a text without its white space, and with the signs that a page shows by their numbers."""
    return "".join(re.sub(r"⟨U\+([\dA-F]+)⟩", lambda sign: chr(int(sign[1], 16)), text).split())


def read_package(path):
    """Return the package, unless another program could read other files from the same archive."""
    with zipfile.ZipFile(path) as file:
        members, names, places, raw = file.infolist(), file.namelist(), [0], path.read_bytes()
        for each in members:
            local = struct.unpack_from("<2H4x3L", raw, each.header_offset + 6)
            kept = each.flag_bits, each.compress_type, each.CRC, each.compress_size, each.file_size
            places.append(places[-1] + (30 + len(each.filename) + kept[3]) * (local == kept))
        end = len(raw) - 22 - sum(46 + len(name) for name in names)
        is_tight = [each.header_offset for each in members] + [end] == places
        need(is_tight and len({*names}) == len(names), "it can be read as other files too")
        need(sum(each.file_size for each in members) < 10**9, "it unpacks to more than 1 GB")
        return Package({name: file.read(name) for name in names})


def main():
    """Check the package that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="the .zip file")
    parser.add_argument("--key", type=Path, help="the public Ed25519 key of whoever vouches for it")
    parser.add_argument("--head", type=Path, help="a head that you kept or were given")
    options, wrong = parser.parse_args(), 0
    checks = [check_files, check_entries, check_captures, check_documents, check_report, check_page]
    checks += [check_outside] if options.key or options.head else []
    try:
        package = read_package(options.package)
    except Exception as error:  # noqa: BLE001 (a package may be broken in any way)
        print(f"WRONG  the package cannot be read: {error!r}")
        return 2
    for check in checks:
        try:
            check(package, options)
            print(f"ok     {check.__doc__}")
        except Exception as error:  # noqa: BLE001 (the same)
            wrong += 1
            print(f"WRONG  {check.__doc__}\n       {error!r}")
    print(f"\nhead   {package.head[0]}, {package.head[1]} entries, root {package.head[2].hex()}")
    if not options.key:
        what = "more than bytes, times, texts and verdict" if options.head else "it"
        print(f"       Without --key, nothing outside the package vouches for {what}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
