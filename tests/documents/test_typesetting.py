"""Papers: what they say, what they promise as PDF, and that no data can break them."""

import dataclasses
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.documents import samples
from tripartite.documents import papers, sealing
from tripartite.documents.glyphs import printable_text
from tripartite.documents.typesetting import Attachment, TypesettingError, render

PAPERS = {
    "convention-1": samples.convention,
    "livret-objectifs-1": samples.livret,
    "attestation-1": samples.attestation,
    "evaluation-1": samples.evaluation,
    "fiche-1": samples.fiche,
}
HOSTILE = '#import "x" $a$ <b> @c *d* _e_ `f` \\ // /* [g] #panic()'


def printed(name, paper, **options):
    return render(name, paper.as_json(), issued_at=samples.ISSUED_AT, **options)


def text_of(pdf):
    """Return the text of all pages on one line: lines are broken where the page ends them."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def missing_from(pdf, sentences):
    text = text_of(pdf)
    return [sentence for sentence in sentences if re.sub(r"\s+", " ", sentence) not in text]


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_data_gives_the_same_bytes(name):
    paper = PAPERS[name]()

    first, second = printed(name, paper), printed(name, paper)
    with ThreadPoolExecutor(1) as elsewhere:
        third = elsewhere.submit(printed, name, paper).result()

    assert first == second == third


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("signatures", [None, samples.signatures()], ids=["frozen", "signed"])
def test_a_paper_says_that_it_is_archivable_and_accessible(name, signatures):
    reader = PdfReader(io.BytesIO(printed(name, PAPERS[name](signatures=signatures))))

    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    claims = {
        tag: re.findall(rf"<{tag}>([^<]*)</{tag}>", xmp)
        for tag in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "xmp:CreateDate")
    }
    assert claims == {
        "pdfaid:part": ["3"],
        "pdfaid:conformance": ["A"],
        "pdfuaid:part": ["1"],
        "xmp:CreateDate": ["2026-11-16T09:30:00Z"],
    }
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


@pytest.mark.parametrize(
    ("name", "author", "title"),
    [
        ("convention-1", "Lycée Jeanne-Baret", "Convention de stage — Inès Benali"),
        ("livret-objectifs-1", "Lycée Jeanne-Baret", "Livret d'objectifs — Inès BENALI"),
        ("attestation-1", "Azur Habitat", "Attestation de stage — Inès Benali"),
        ("evaluation-1", "Lycée Jeanne-Baret", "Évaluation conjointe — Inès Benali"),
    ],
)
def test_a_paper_names_itself_and_who_issues_it(name, author, title):
    metadata = PdfReader(io.BytesIO(printed(name, PAPERS[name]()))).metadata

    assert (metadata.author, metadata.title) == (author, title)


def test_every_page_carries_its_number_and_the_following_ones_the_reference():
    pages = PdfReader(io.BytesIO(printed("convention-1", samples.convention()))).pages

    texts = [page.extract_text() for page in pages]
    numbers = [re.findall(r"page (\d+) / (\d+)", text) for text in texts]
    assert numbers == [[(str(rank), str(len(texts)))] for rank in range(1, len(texts) + 1)]
    assert ["CONV-2026-0042" in text for text in texts] == [True] * len(texts)


def test_the_agreement_states_its_fifteen_mentions_in_order():
    text = text_of(printed("convention-1", samples.convention()))

    headings = re.findall(r"Article (\d+) — ", text)
    titles = [f"Article {number} — {title}" for number, title in papers.MENTIONS.items()]
    assert headings == [str(number) for number in range(1, 18)]
    assert [title for title in titles if title not in text] == []


def test_the_agreement_holds_framing_missions_parties_and_signatories():
    paper = samples.convention()
    pdf = printed("convention-1", paper)

    sentences = [
        "1. Objectifs poursuivis",
        "2. Modalités prévues : responsabilités et missions confiées",
        "3. Informations que l'organisme d'accueil s'engage à fournir",
        "4. Moyens matériels, humains et financiers",
        "5. Modalités de tutorat",
        "6. Échanges entre l'organisme d'accueil, le tuteur et l'équipe pédagogique",
        "7. Évaluation conjointe de la période",
        papers.STATUS,
        "SIRET 732 829 320 00074",
        "du 4 janvier 2027 au 29 janvier 2027",
        "140 h, soit 20 jours (4 semaines)",
        "9 h – 12 h 30, 14 h – 17 h 30",
        paper.deliberation,
        *(line for field in dataclasses.astuple(paper.framing) for line in field),
        *(mission.title for mission in paper.missions),
        *(task.task for mission in paper.missions for task in mission.tasks),
        *(line.name for line in paper.signatories),
        *(line.capacity for line in paper.signatories),
        *(text for clause in paper.clauses for text in clause.paragraphs),
    ]
    assert missing_from(pdf, sentences) == []


def test_a_minor_s_guardian_is_a_party():
    guardian = papers.PersonLine("Leïla Benali", "mère")
    student = dataclasses.replace(samples.STUDENT, guardian=guardian)

    pdf = printed("convention-1", samples.convention(student=student))

    assert missing_from(pdf, ["Représentant légal Leïla Benali, mère"]) == []


def test_an_article_without_words_says_so():
    text = text_of(printed("convention-1", samples.convention(clauses=())))

    assert text.count("Sans disposition particulière.") == len(range(9, 16)) + len((7,))


def test_the_livret_holds_its_head_the_five_headings_and_the_whole_curriculum():
    paper = samples.livret()
    pdf = printed("livret-objectifs-1", paper)

    sentences = [
        "NOM BENALI",
        "PRÉNOM Inès",
        "CLASSE NDRC1",
        "J.8.2-XS",
        "N° 723/26-DGG/DIFO",
        "Le 5 octobre 2026",
        "1. Les objectifs poursuivis",
        "2. Les modalités prévues : responsabilités et missions confiées au stagiaire",
        "3. Les informations que l'organisme d'accueil s'engage à fournir",
        "4. Les moyens matériels, humains et financiers nécessaires",
        "5. Les modalités de tutorat : nom du tuteur et suivi du stagiaire",
        papers.STATUS,
        *paper.objectives,
        *(section.title for section in (*paper.sections, *paper.placement)),
        *(pole.title for pole in paper.poles),
        *(activity.title for pole in paper.poles for activity in pole.activities),
    ]
    assert missing_from(pdf, sentences) == []


def test_the_livret_lists_every_task_and_every_expected_result():
    paper = samples.livret()
    text = text_of(printed("livret-objectifs-1", paper)).replace("- ", "-")

    labels = [
        label
        for pole in paper.poles
        for activity in pole.activities
        for label in (*activity.tasks, *activity.results)
    ]
    assert len(labels) == 34 + 30
    assert [label for label in labels if label not in text] == []


def test_the_livret_without_a_host_leaves_the_framing_to_be_done():
    paper = samples.livret(host="", tutor="", framing=None, missions=())

    text = text_of(printed("livret-objectifs-1", paper))

    assert text.count("À compléter avec le tuteur.") == 5


def test_the_certificate_states_dates_duration_gratification_and_its_code():
    pdf = printed("attestation-1", samples.attestation(gratification="598,50 €"))

    sentences = [
        "Karim Haddad",
        "Inès Benali",
        "BTS Négociation et Digitalisation de la Relation Client",
        "du 4 janvier 2027 au 29 janvier 2027",
        "133 h",
        "19 jours",
        "Montant total de la gratification versée : 598,50 €",
        "7KQ4-M2XP-9TRA",
        "https://stages.example/verifier/7KQ4-M2XP-9TRA",
        "Fait à Nice",
        "Le 29 janvier 2027",
    ]
    assert missing_from(pdf, sentences) == []
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_evaluation_spells_out_every_level():
    pdf = printed("evaluation-1", samples.evaluation())

    sentences = [
        "TS très satisfaisant",
        "S satisfaisant",
        "I insuffisant",
        "TI très insuffisant",
        "non observé",
        "À l'aise au téléphone",
        "Préparer les objections avant l'appel",
        "Showroom de Cagnes",
        "en face à face",
        "Paul Ferrand (Enseignant référent)",
    ]
    assert missing_from(pdf, sentences) == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_signed_paper_ends_with_the_evidence_of_each_signature(name):
    signatures = samples.signatures("0f" * 32)
    pdf = printed(name, PAPERS[name](signatures=signatures))
    text = text_of(pdf)

    sentences = [
        "Page de signatures",
        "Lien personnel envoyé par courriel et code à usage unique",
        "Signature manuscrite sur un exemplaire imprimé",
        "convention-signee-lemaire.pdf",
        "Nadia Roux, bureau des stages",
        "2026-11-17 17:04:12 UTC",
        "17 novembre 2026 à 18:04:12 (UTC+01:00)",
        "203.0.113.7",
        f"« {samples.CONSENT} » (version 1)",
        *(f"{line.name} — {line.capacity}" for line in signatures.lines),
    ]
    assert missing_from(pdf, sentences) == []
    assert text.count("0f" * 32) == len(signatures.lines)


def test_an_unsigned_paper_has_no_page_of_signatures():
    text = text_of(printed("convention-1", samples.convention()))

    assert text.count("Page de signatures") == 0


def test_a_signature_over_other_bytes_is_never_printed():
    lines = samples.signatures("ab" * 32).lines

    with pytest.raises(papers.PaperError):
        papers.SignaturesPage(frozen_sha256="cd" * 32, lines=lines)


@pytest.mark.parametrize("name", ["convention-1", "attestation-1", "evaluation-1"])
def test_markup_in_a_name_is_printed_as_text(name):
    student = dataclasses.replace(samples.STUDENT, name=HOSTILE)

    pdf = printed(name, PAPERS[name](student=student))

    assert missing_from(pdf, [HOSTILE]) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zoë O’Brien-Müller", "Zoë O’Brien-Müller"),
        ("e\u0301te\u0301", "été"),
        ("Łukasz Żółć, Ђорђе, Γιώργος", "Łukasz Żółć, Ђорђе, Γιώργος"),
        ("محمد بن علي", "محمد بن علي"),
        ("יוסף", "יוסף"),
        ("Inès 😀", "Inès 😀"),
        ("李明", "□□"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\x00b\ufeffc\ue000", "abc□"),
        ("un\r\ndeux\ttrois", "un\ndeux trois"),
        ("a\u064b", "a"),
        (
            "« à valider » : le 4 janvier 2027 à 9 h ?",
            "«\xa0à valider\xa0»\xa0: le 4\xa0janvier 2027 à 9\xa0h\xa0?",
        ),
        ("le 1er mars, n° 3, 27 % ; fin", "le 1er\xa0mars, n°\xa03, 27\xa0%\xa0; fin"),
        ("a 4 janvierot 9 heures", "a 4 janvierot 9 heures"),
        ("\u0301a", "a"),
    ],
)
def test_what_no_font_draws_is_replaced(typed, kept):
    assert printable_text(typed) == kept


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_can_be_printed(typed):
    student = dataclasses.replace(samples.STUDENT, name=typed)

    pdf = printed("attestation-1", samples.attestation(student=student))

    assert pdf.startswith(b"%PDF-1.7")


def test_a_paper_with_nothing_to_list_is_still_a_paper():
    paper = samples.convention(
        missions=(), skills=(), timetable=(), signatories=(), framing=papers.FramingLines()
    )

    pdf = printed("convention-1", paper)

    sentences = [
        "Aucune mission n'est indiquée.",
        "Aucune compétence n'est indiquée.",
        "Aucun horaire n'est indiqué.",
        "Aucun signataire n'est désigné.",
    ]
    assert missing_from(pdf, sentences) == []


def test_twenty_missions_and_endless_words_fit():
    missions = tuple(
        dataclasses.replace(samples.MISSIONS[0], title=f"Mission numéro {rank}")
        for rank in range(20)
    )
    host = dataclasses.replace(samples.HOST, name="Société " * 40, email="x" * 200 + "@y.example")
    pdf = printed("convention-1", samples.convention(missions=missions, host=host))

    assert (
        missing_from(pdf, [f"Mission {rank + 1} : Mission numéro {rank}" for rank in range(20)])
        == []
    )


def test_attachments_come_back_byte_for_byte():
    content = bytes(range(256)) * 40
    attachment = Attachment("donnees.bin", "application/octet-stream", content, "Source", "Essai")

    pdf = printed("convention-1", samples.convention(), attachments=[attachment])

    assert sealing.extract_attachments(pdf) == {"donnees.bin": content}


def test_papers_are_printed_side_by_side():
    students = [dataclasses.replace(samples.STUDENT, name=f"Élève {rank}") for rank in range(12)]
    asked = [samples.attestation(student=student) for student in students]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda paper: printed("attestation-1", paper), asked))

    assert together == [printed("attestation-1", paper) for paper in asked]


@pytest.mark.parametrize("name", ["inconnu-1", "../fonts/x", "base-1/../convention-1", ""])
def test_a_template_that_does_not_exist_is_refused(name):
    with pytest.raises(TypesettingError) as caught:
        render(name, {}, issued_at=samples.ISSUED_AT)

    assert caught.value.code == "unknown_template"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(TypesettingError) as caught:
        render("convention-1", {}, issued_at=datetime(2026, 11, 16))  # noqa: DTZ001 – the fault

    assert caught.value.code == "naive_issue_date"


def test_data_that_does_not_fit_the_template_is_refused_with_its_reason():
    with pytest.raises(TypesettingError) as caught:
        render("convention-1", {"school": {}}, issued_at=samples.ISSUED_AT)

    assert caught.value.code == "unprintable"
    assert caught.value.detail.startswith("dictionary does not contain key")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 1), "1er janvier 2027"),
        (date(2028, 2, 29), "29 février 2028"),
        (date(2026, 12, 31), "31 décembre 2026"),
    ],
)
def test_dates_are_written_in_french(day, words):
    assert papers.plain(day) == {"iso": day.isoformat(), "text": words}


def test_a_printed_moment_needs_a_time_zone():
    with pytest.raises(papers.PaperError):
        papers.plain(datetime(2026, 11, 16, 9, 30, tzinfo=UTC).replace(tzinfo=None))


def test_a_clause_cannot_state_a_mention_that_does_not_exist():
    with pytest.raises(papers.PaperError):
        papers.ClauseLine("Titre", ("Texte.",), mention=16)
