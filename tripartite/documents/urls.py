from django.urls import path

from tripartite.documents import views

app_name = "documents"
urlpatterns = [
    # /travaux/
    path("", views.batches, name="batches"),
    path("<int:batch>/", views.batch, name="batch"),
    path("<int:batch>/arreter/", views.batch_stop, name="batch_stop"),
    path("<int:batch>/reprendre/", views.batch_resume, name="batch_resume"),
    path("<int:batch>/fichier/", views.batch_result, name="batch_result"),
]
