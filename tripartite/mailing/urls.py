from django.urls import path

from tripartite.mailing import views

app_name = "mailing"
urlpatterns = [
    # /courrier/
    path("", views.demo_mail, name="demo_mail"),
    path("<int:message>/", views.demo_message, name="demo_message"),
]
