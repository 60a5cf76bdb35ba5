"""Fields that may be left empty as far as their page is concerned, and are yet asked for."""

from typing import Any

from tripartite.core.forms import BoundField


class AskedBoundField(BoundField):
    """A field needed in some cases, which the page explains: it is not called optional."""

    @property
    def is_optional(self) -> bool:
        return False


#: What such a field is declared with.
ASKED: dict[str, Any] = {"required": False, "bound_field_class": AskedBoundField}
