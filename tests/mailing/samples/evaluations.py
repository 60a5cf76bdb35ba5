"""The messages about evaluations, and the question put to a host."""

from tests import factories
from tripartite.evaluations import emails
from tripartite.evaluations.domain import Ground
from tripartite.evaluations.models import HostAnswer, JointEvaluation
from tripartite.mailing.domain import Message
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"


def messages(placement: Placement) -> list[Message]:
    tutor = factories.make_link(placement, Relation.TUTOR)
    signatory = factories.make_link(placement, Relation.SIGNATORY)
    evaluation = JointEvaluation(
        placement=placement, ground=Ground.SILENT, settled_reason="Trois appels sans réponse."
    )
    answer = HostAnswer(host=placement.site.host, link=signatory)
    return [
        emails.voice_asked(placement, tutor, URL),
        emails.evaluation_due(placement, placement.referent, silent=True),
        emails.evaluation_due(placement, placement.referent, silent=False),
        emails.evaluations_missing(placement.school, placement.referent, [placement]),
        emails.evaluation_given_up(evaluation, placement.referent),
        emails.host_answer_asked(answer, URL),
    ]
