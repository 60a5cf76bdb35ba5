"""The sign-ins of the demonstration school, one per role."""

from dataclasses import dataclass

PASSWORD = "demo-tripartite"  # noqa: S105  # printed on the sign-in page of the demonstration


@dataclass(frozen=True, slots=True)
class SignIn:
    role: str
    email: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn("bureau des stages", "bureau@demo.example"),
    SignIn("chef d’établissement", "direction@demo.example"),
    SignIn("enseignante référente", "referente@demo.example"),
    SignIn("autre enseignant", "enseignant@demo.example"),
    SignIn("étudiant", "mathis.bianchi@eleves.example"),
)
