"""Pages compared as a browser reads them: white space between words is one space."""

import re


def squeeze(page: str) -> str:
    """The page on one line, one space where there was any, none before the end of a tag."""
    return re.sub(r"\s+>", ">", re.sub(r"[ \t\r\n]+", " ", page)).strip()
