"""Who people are to a school, whatever the computer."""

from enum import StrEnum


class Role(StrEnum):
    """What a member is to a school."""

    STUDENT = "student"
    TEACHER = "teacher"
    OFFICE = "office"
    HEAD = "head"
    INSPECTOR = "inspector"


ROLE_LABELS = {
    Role.STUDENT: "étudiant",
    Role.TEACHER: "enseignant",
    Role.OFFICE: "bureau des stages",
    Role.HEAD: "chef d’établissement",
    Role.INSPECTOR: "inspection",
}


class Country(StrEnum):
    """Countries whose rules the product knows; elsewhere is OTHER."""

    FR = "FR"
    MC = "MC"
    OTHER = "XX"


COUNTRY_LABELS = {
    Country.FR: "France",
    Country.MC: "Monaco",
    Country.OTHER: "autre pays",
}


class SigningOrder(StrEnum):
    """In what order a school has its papers signed."""

    IN_TURN = "in_turn"
    HOST_FIRST = "host_first"
    SCHOOL_LAST = "school_last"
    TOGETHER = "together"


SIGNING_ORDER_LABELS = {
    SigningOrder.IN_TURN: "étudiant, puis accueil, tuteur, référent, établissement",
    SigningOrder.HOST_FIRST: "accueil et tuteur, puis étudiant, référent, établissement",
    SigningOrder.SCHOOL_LAST: "tous en même temps, l’établissement en dernier",
    SigningOrder.TOGETHER: "tous en même temps",
}
