"""Pages compared as a browser reads them: white space between words is one space."""

import html
import re

from django.http import HttpResponse


def squeeze(page: str) -> str:
    """The page on one line, one space where there was any, none before the end of a tag."""
    return re.sub(r"\s+>", ">", re.sub(r"[ \t\r\n]+", " ", page)).strip()


def text_of(response: HttpResponse) -> str:
    """The words of the page, entities read, tags left out, on one line."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(words).split())
