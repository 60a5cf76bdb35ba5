"""Which attendance sheet is printed."""

from django import forms


class SheetForm(forms.Form):
    vierge = forms.BooleanField(required=False)
    du = forms.DateField(required=False)
    au = forms.DateField(required=False)
