"""What an invited person types."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from tripartite.accounts.models import User


class ChoosePasswordForm(forms.Form):
    password = forms.CharField(
        label="Mot de passe",
        help_text="Assez long, peu courant, et qui ne ressemble ni à votre nom ni à votre adresse.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choisissez un mot de passe."},
    )
    again = forms.CharField(
        label="Le même, une seconde fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Tapez le mot de passe une seconde fois."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", "Les deux mots de passe ne sont pas les mêmes.")
        return cleaned
