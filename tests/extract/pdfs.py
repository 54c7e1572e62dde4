"""PDFs written line by line, for the tests of reading them."""

from collections.abc import Sequence

Text = tuple[float, float, float, str, str]
"""Left, bottom, size, font (`R` or `B`) and words of a line."""


def pdf_of(sheets: Sequence[Sequence[Text]], *, extra: str = "") -> bytes:
    """Return a PDF of 600 x 800 points a sheet with the given lines."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for number, lines in enumerate(sheets):
        stream = "\n".join(
            f"BT /{font} {size} Tf {left} {bottom} Td ({_escaped(words)}) Tj ET"
            for left, bottom, size, font, words in lines
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents {6 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    return _assembled(objects, extra)


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[str], extra: str) -> bytes:
    body = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {extra}>>"
    return body + f"{end}\nstartxref\n{len(body)}\n%%EOF\n".encode("latin-1")
