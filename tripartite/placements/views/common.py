"""What the views of a placement share."""

from django.http import HttpRequest, QueryDict

from tripartite.placements.models import Placement


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None when the page is only read."""
    return request.POST if request.method == "POST" else None


def read(placement: Placement) -> Placement:
    """The placement with everybody a page names, in one query."""
    return Placement.objects.with_people().get(pk=placement.pk)
