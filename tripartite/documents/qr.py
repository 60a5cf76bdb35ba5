"""QR codes as SVG, to be printed on papers and shown on screens."""

import io

import segno


def svg(content: str) -> str:
    """Return the QR code of `content` as a self-contained SVG; the quiet zone is included."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", border=4, scale=1, xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue().decode()
