"""How every form of the product is drawn: one renderer, one bound field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField as DjangoBoundField
from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    ModelMultipleChoiceField,
    RadioSelect,
    Select,
    Widget,
)
from django.forms.renderers import TemplatesSetting

__all__ = ["BoundField", "DayInput", "KnownChoicesField", "Renderer"]

#: No key of a row has more figures.
LONGEST_KEY = 18


class DayInput(DateInput):
    """A date in the browser's own calendar; it sends and takes ISO dates, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class KnownChoicesField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # not at run time
    """Rows to tick; a number that no row can have is a wrong choice, not a database's overflow."""

    def clean(self, value: Any) -> Any:
        """The rows ticked; ValidationError for what was never offered."""
        for key in value or ():
            if isinstance(key, str) and key.isdigit() and len(key) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key},
                )
        return super().clean(value)


def css_class_of(widget: Widget) -> str:
    """The Tabler class of a control."""
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


class BoundField(DjangoBoundField):
    """A field that knows its Tabler class and its kind of drawing."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Django's attributes (required, aria-*), and the class of the control."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            classes = [str(widget.attrs.get("class", "")), css_class_of(widget)]
            if self.errors:
                classes.append("is-invalid")
            built["class"] = " ".join(filter(None, classes))
        return built

    @property
    def is_check(self) -> bool:
        """A lone box, whose label stands after it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_choice_list(self) -> bool:
        """Radio buttons or boxes: a fieldset with a legend."""
        return isinstance(self.field.widget, RadioSelect | CheckboxSelectMultiple)

    @property
    def is_optional(self) -> bool:
        """What may be left empty is said; what is required is the rule."""
        return not self.field.required and not self.is_check


class Renderer(TemplatesSetting):
    """``settings.FORM_RENDERER``: our templates for fields, forms and sets of forms."""

    field_template_name = "ui/forms/field.html"
    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = BoundField
