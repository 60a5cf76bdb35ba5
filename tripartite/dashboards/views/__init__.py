from tripartite.dashboards.views.board import board, boards, export
from tripartite.dashboards.views.bulk import board_act
from tripartite.dashboards.views.file import journal, placement
from tripartite.dashboards.views.home import home
from tripartite.dashboards.views.rules import rules
from tripartite.dashboards.views.simulator import simulator

__all__ = [
    "board",
    "board_act",
    "boards",
    "export",
    "home",
    "journal",
    "placement",
    "rules",
    "simulator",
]
