from tripartite.dashboards.views.board import board, boards, export
from tripartite.dashboards.views.file import journal, placement
from tripartite.dashboards.views.home import home

__all__ = ["board", "boards", "export", "home", "journal", "placement"]
