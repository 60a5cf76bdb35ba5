from django.urls import path

from tripartite.tours.views import freedom, sharing, tours

app_name = "tours"
urlpatterns = [
    path("", tours.tours, name="tours"),
    path("disponibilites/<int:user>/", freedom.availability, name="availability"),
    path("demi-journee/<int:freetime>/retirer/", freedom.remove_free_time, name="remove_free_time"),
    path("heures/<int:placement>/", freedom.hours, name="hours"),
    path("repartir/<int:period>/", sharing.share, name="share"),
    path("visite/<int:tourvisit>/", tours.visit, name="visit"),
    path("<int:tour>/", tours.tour, name="tour"),
    path("<int:tour>/arreter/", tours.stop, name="stop"),
    path("<int:tour>/recalculer/", tours.replan, name="replan"),
    path("<int:tour>/appliquer/", tours.apply, name="apply"),
    path("<int:tour>/feuille-de-route.pdf", tours.road_book, name="road_book"),
    path("<int:tour>/agenda.ics", tours.calendar, name="calendar"),
]
