"""What the office does to the school, its classes and its people."""

from tripartite.school.actions.cohorts import (
    CohortError,
    add_teacher,
    change_cohort,
    change_period,
    open_cohort,
    open_period,
    remove_teacher,
)
from tripartite.school.actions.importing import (
    Imported,
    ImportRefusedError,
    drop_class_list,
    forget_uploads,
    import_class_list,
    keep_class_list,
)
from tripartite.school.actions.people import (
    InvitationError,
    invite,
    invite_cohort,
    invite_member,
    remove_role,
    renew_invitation,
)
from tripartite.school.actions.setup import (
    SchoolError,
    add_member,
    change_school,
    create_programme,
    create_school,
)
from tripartite.school.actions.students import StudentError, change_student, set_leaving

__all__ = [
    "CohortError",
    "ImportRefusedError",
    "Imported",
    "InvitationError",
    "SchoolError",
    "StudentError",
    "add_member",
    "add_teacher",
    "change_cohort",
    "change_period",
    "change_school",
    "change_student",
    "create_programme",
    "create_school",
    "drop_class_list",
    "forget_uploads",
    "import_class_list",
    "invite",
    "invite_cohort",
    "invite_member",
    "keep_class_list",
    "open_cohort",
    "open_period",
    "remove_role",
    "remove_teacher",
    "renew_invitation",
    "set_leaving",
]
