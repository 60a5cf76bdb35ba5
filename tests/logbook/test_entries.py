"""The logbook: written once, shared, seen, commented, validated; and undone by a change."""

from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from tests.logbook.notes import make_note, noted, photo, tasks_of
from tests.logbook.partners import MONDAY, Partners
from tripartite.accounts.models import JournalEntry
from tripartite.core.workflow import TransitionError
from tripartite.documents.models import StoredFile
from tripartite.logbook.actions import entries as actions
from tripartite.logbook.actions.evidence import add_file, add_link, remove_evidence
from tripartite.logbook.actions.noting import Proof, note_activity, rewrite_activity
from tripartite.logbook.domain.coverage import Depth
from tripartite.logbook.domain.entries import MAX_EVIDENCE, EntryError, EntryState
from tripartite.logbook.models import Evidence, LogEntry
from tripartite.logbook.queries.coverage import coverage_levels
from tripartite.logbook.queries.entries import silent_days, week_summary
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import State

pytestmark = pytest.mark.django_db
LINK = "https://www.instagram.com/p/essai/"


def sent() -> list[tuple[str, str]]:
    """Kind and address of each message, in order."""
    return list(OutgoingMessage.objects.order_by("pk").values_list("kind", "to"))


def stories(partners: Partners) -> list[str]:
    rows = JournalEntry.objects.of(partners.placement.file).filter(verb__startswith="entry.")
    return [row.sentence.replace("\u00a0", " ") for row in rows.order_by("pk")]


def rewrite(partners: Partners, entry: LogEntry, **fields) -> LogEntry:
    note = make_note(partners.placement, **fields)
    return rewrite_activity(entry=entry, note=note, by=partners.student)


def test_a_note_keeps_what_was_written(partners: Partners) -> None:
    tasks = tasks_of(partners.placement)

    entry = noted(
        partners,
        tasks=frozenset({tasks[0].pk, tasks[2].pk}),
        result_value=Decimal("4.5"),
        result_unit="rendez-vous",
        learnt="Reformuler avant de répondre.",
    )

    assert entry.state == EntryState.SHARED
    assert set(entry.tasks.all()) == {tasks[0], tasks[2]}
    assert (entry.result_value, entry.result_unit) == (Decimal("4.50"), "rendez-vous")
    assert entry.learnt == "Reformuler avant de répondre."
    assert stories(partners) == ["Note du 4 janvier 2027 partagée"]
    assert sent() == []


def test_a_note_sent_twice_is_written_once(partners: Partners) -> None:
    number, proof = uuid4(), Proof(file=photo(), link=LINK)
    common = {"placement": partners.placement, "sending": number, "by": partners.student}

    first = note_activity(note=make_note(partners.placement), proof=proof, **common)
    again = note_activity(note=make_note(partners.placement), proof=proof, **common)

    assert first == again
    assert LogEntry.objects.count() == 1
    assert Evidence.objects.count() == 2
    assert StoredFile.objects.filter(mime="image/jpeg").count() == 1


def test_a_draft_waits_for_its_author(partners: Partners) -> None:
    entry = noted(partners, share=False)

    assert (entry.state, entry.shared_at, stories(partners)) == (EntryState.DRAFT, None, [])
    readers = [partners.student, partners.tutor, partners.referent, partners.office]
    assert [LogEntry.objects.visible_to(who).exists() for who in readers] == [
        True,
        False,
        False,
        False,
    ]

    actions.share_entry(entry=entry, by=partners.student)

    assert all(LogEntry.objects.visible_to(who).exists() for who in readers)


def test_a_draft_is_rewritten_without_noise(partners: Partners) -> None:
    entry = noted(partners, share=False)

    rewrite_activity(
        entry=entry,
        note=make_note(partners.placement, did="Autre chose."),
        by=partners.student,
        share=False,
    )

    entry.refresh_from_db()
    assert (entry.did, entry.state, stories(partners)) == ("Autre chose.", EntryState.DRAFT, [])


def test_a_withdrawn_note_is_nobody_s(partners: Partners) -> None:
    entry = noted(partners)

    actions.withdraw_entry(entry=entry, by=partners.student)

    assert not LogEntry.objects.visible_to(partners.student).exists()
    assert stories(partners)[-1] == "Note du 4 janvier 2027 retirée"


def test_what_was_seen_is_not_withdrawn(partners: Partners) -> None:
    entry = noted(partners)
    actions.see_entry(entry=entry, by=partners.tutor)

    with pytest.raises(TransitionError):
        actions.withdraw_entry(entry=entry, by=partners.student)


@pytest.mark.parametrize("who", ["tutor", "referent", "office", "stranger"])
def test_nobody_writes_for_the_student(partners: Partners, who: str) -> None:
    with pytest.raises(TransitionError) as refused:
        note_activity(
            placement=partners.placement,
            note=make_note(partners.placement),
            sending=uuid4(),
            by=getattr(partners, who),
        )

    assert refused.value.code == "logbook_closed"


def test_a_closed_placement_is_not_written_but_still_validated(partners: Partners) -> None:
    entry = noted(partners)
    partners.placement.state = State.CLOSED
    partners.placement.save(update_fields=["state"])

    with pytest.raises(TransitionError) as refused:
        rewrite(partners, entry, did="Trop tard.")
    actions.validate_entry(entry=entry, by=partners.referent)

    assert str(refused.value) == (
        "Le journal de stage ne peut pas être écrit : le stage est « clos », ou ce n’est pas le "
        "vôtre."
    )
    entry.refresh_from_db()
    assert entry.state == EntryState.VALIDATED


# ---------------------------------------------------------------- seen, commented, validated
def test_the_tutor_marks_as_seen_once(partners: Partners) -> None:
    entry = noted(partners)

    actions.see_entry(entry=entry, by=partners.tutor)
    actions.see_entry(entry=entry, by=partners.tutor)

    entry.refresh_from_db()
    assert (entry.state, entry.seen_by) == (EntryState.SEEN, "Théo Tuteur")
    assert stories(partners)[1:] == ["Note du 4 janvier 2027 vue par le tuteur"]


def test_the_tutor_may_read_after_the_validation(partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)

    actions.see_entry(entry=entry, by=partners.tutor)

    entry.refresh_from_db()
    assert (entry.state, entry.seen_by) == (EntryState.VALIDATED, "Théo Tuteur")


def test_only_the_tutor_sees(partners: Partners) -> None:
    entry = noted(partners)
    actions.see_entry(entry=entry, by=partners.tutor)

    with pytest.raises(TransitionError):
        actions.see_entry(entry=entry, by=partners.referent)


def test_the_word_of_the_tutor_makes_the_note_seen_and_reaches_the_student(
    partners: Partners,
) -> None:
    entry = noted(partners)

    comment = actions.comment_entry(entry=entry, text=" Très bon ton. ", by=partners.tutor)

    entry.refresh_from_db()
    assert (comment.text, comment.by_name, comment.relation) == (
        "Très bon ton.",
        "Théo Tuteur",
        "tutor",
    )
    assert entry.state == EntryState.SEEN
    assert sent() == [("entry_commented", partners.student.email)]


def test_the_student_answers_without_mail_to_himself(partners: Partners) -> None:
    entry = noted(partners)

    actions.comment_entry(entry=entry, text="Merci !", by=partners.student)

    entry.refresh_from_db()
    assert (entry.state, sent()) == (EntryState.SHARED, [])


@pytest.mark.parametrize("who", ["office", "stranger"])
def test_others_do_not_comment(partners: Partners, who: str) -> None:
    entry = noted(partners)

    with pytest.raises(TransitionError):
        actions.comment_entry(entry=entry, text="Bien.", by=getattr(partners, who))


def test_an_empty_word_is_refused(partners: Partners) -> None:
    entry = noted(partners)

    with pytest.raises(EntryError) as refused:
        actions.comment_entry(entry=entry, text="  ", by=partners.referent)

    assert str(refused.value) == "Écrivez votre commentaire avant de l’envoyer."


def test_the_referent_validates_with_name_and_date(partners: Partners) -> None:
    entry = noted(partners)

    actions.validate_entry(entry=entry, by=partners.referent, seen=actions.stamp(entry))

    entry.refresh_from_db()
    assert (entry.state, entry.validated_by) == (EntryState.VALIDATED, "Éric Référent")
    assert entry.validated_at is not None
    assert stories(partners)[-1] == "Note du 4 janvier 2027 validée : travaillé et validé"


def test_a_note_changed_meanwhile_is_read_again_before_it_is_validated(partners: Partners) -> None:
    entry = noted(partners)
    read = actions.stamp(entry)
    with time_machine.travel("2027-01-11 08:05:00+01:00", tick=False):
        rewrite(partners, entry, did="Tout autre chose.")

    with pytest.raises(EntryError) as refused:
        actions.validate_entry(entry=entry, by=partners.referent, seen=read)

    assert str(refused.value) == ("Cette note vient d’être modifiée : relisez-la, puis validez-la.")


def test_a_change_undoes_the_validation_and_the_referent_is_told(partners: Partners) -> None:
    entry = noted(partners)
    actions.see_entry(entry=entry, by=partners.tutor)
    actions.validate_entry(entry=entry, by=partners.referent)

    changed = rewrite(partners, entry, did="Relancé quinze clients.")

    assert (changed.state, changed.seen_at, changed.validated_at, changed.validated_by) == (
        EntryState.SHARED,
        None,
        None,
        "",
    )
    assert stories(partners)[-1] == "Note du 4 janvier 2027 modifiée : elle n’est plus validée"
    assert sent() == [("entry_changed", partners.referent.email)]


def test_the_same_words_again_undo_nothing(partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)

    assert rewrite(partners, entry).state == EntryState.VALIDATED


def test_the_referent_takes_a_validation_back_with_a_reason(partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)

    actions.unvalidate_entry(entry=entry, reason="La preuve manque.", by=partners.referent)

    entry.refresh_from_db()
    assert (entry.state, entry.validated_at) == (EntryState.SHARED, None)
    assert sent() == [("entry_unvalidated", partners.student.email)]
    assert "La preuve manque." in OutgoingMessage.objects.get().text


# ---------------------------------------------------------------- evidence
def test_evidence_is_a_photo_a_document_or_a_link(partners: Partners) -> None:
    entry = noted(partners)

    add_file(entry=entry, file=photo(), caption=" Le stand ", by=partners.student)
    add_link(entry=entry, url=LINK, by=partners.student)

    kept = list(entry.evidence.order_by("pk").values_list("kind", "caption", "url"))
    assert kept == [("photo", "Le stand", ""), ("link", "", LINK)]


def test_the_same_evidence_is_kept_once(partners: Partners) -> None:
    entry = noted(partners)

    for _ in range(2):
        add_file(entry=entry, file=photo(), by=partners.student)
        add_link(entry=entry, url=LINK, by=partners.student)

    assert entry.evidence.count() == 2


def test_evidence_added_later_undoes_the_validation(partners: Partners) -> None:
    entry = noted(partners)
    actions.validate_entry(entry=entry, by=partners.referent)

    add_link(entry=entry, url=LINK, by=partners.student)

    entry.refresh_from_db()
    assert entry.state == EntryState.SHARED


def test_evidence_added_before_keeps_what_the_tutor_saw(partners: Partners) -> None:
    entry = noted(partners)
    actions.see_entry(entry=entry, by=partners.tutor)

    proof = add_link(entry=entry, url=LINK, by=partners.student)
    remove_evidence(evidence=proof, by=partners.student)

    entry.refresh_from_db()
    assert entry.state == EntryState.SEEN
    assert stories(partners)[2:] == [
        "Note du 4 janvier 2027 : preuve ajoutée",
        "Note du 4 janvier 2027 : preuve retirée",
    ]


def test_a_note_carries_so_much_evidence_and_no_more(partners: Partners) -> None:
    entry = noted(partners)
    for n in range(MAX_EVIDENCE):
        add_link(entry=entry, url=f"{LINK}{n}", by=partners.student)

    with pytest.raises(EntryError) as refused:
        add_link(entry=entry, url=f"{LINK}de-trop", by=partners.student)

    assert str(refused.value) == (
        "Cette note porte déjà 12 preuves : retirez-en une, ou donnez le lien d’un dossier partagé."
    )


@pytest.mark.parametrize("who", ["tutor", "referent"])
def test_only_the_student_brings_evidence(partners: Partners, who: str) -> None:
    entry = noted(partners)

    with pytest.raises(TransitionError):
        add_link(entry=entry, url=LINK, by=getattr(partners, who))


# ---------------------------------------------------------------- coverage, week, silence
def test_coverage_moves_from_planned_to_proved(partners: Partners) -> None:
    student = partners.placement.enrolment.student
    task, other = (task.pk for task in tasks_of(partners.placement)[:2])
    found = [coverage_levels(student)]

    entry = noted(partners, tasks=frozenset({task, other}), proof=Proof(link=LINK))
    found.append(coverage_levels(student))
    actions.comment_entry(entry=entry, text="À creuser.", by=partners.referent)
    found.append(coverage_levels(student))
    actions.validate_entry(entry=entry, by=partners.referent)
    found.append(coverage_levels(student))

    assert found == [
        {task: Depth.PLANNED},
        {task: Depth.DONE, other: Depth.DONE},
        {task: Depth.OBSERVED, other: Depth.OBSERVED},
        {task: Depth.PROVED, other: Depth.PROVED},
    ]


def test_drafts_and_cancelled_placements_cover_nothing(partners: Partners) -> None:
    student = partners.placement.enrolment.student
    noted(partners, share=False, tasks=frozenset({tasks_of(partners.placement)[3].pk}))
    planned = coverage_levels(student)
    partners.placement.state = State.CANCELLED
    partners.placement.save(update_fields=["state"])

    assert planned == {tasks_of(partners.placement)[0].pk: Depth.PLANNED}
    assert coverage_levels(student) == {}


def test_a_week_in_short(partners: Partners) -> None:
    tasks = tasks_of(partners.placement)
    noted(partners, result_value=Decimal(12), result_unit="appels")
    noted(partners, tasks=frozenset({tasks[0].pk, tasks[1].pk}))
    noted(partners, share=False)

    summary = week_summary(partners.placement, MONDAY)

    assert summary is not None
    assert [entry.result_unit for entry in summary.figures] == ["appels"]
    assert [(task.code, count) for task, count in summary.tasks] == [
        (tasks[0].code, 2),
        (tasks[1].code, 1),
    ]
    assert (summary.minutes, len(summary.entries)) == (0, 2)


def test_silence_is_counted_from_the_last_note(partners: Partners) -> None:
    before = silent_days(partners.placement, MONDAY.replace(day=11))
    noted(partners, day=MONDAY.replace(day=7))

    assert (before, silent_days(partners.placement, MONDAY.replace(day=11))) == (5, 1)
