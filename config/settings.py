"""Settings, read from the environment; what is missing or wrong fails at start."""

from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

from config.secret import kept_secret

env = Env()
BASE_DIR = Path(__file__).parents[1]
VAR = env.path("TRIPARTITE_VAR", BASE_DIR / "var")

DEBUG = env.bool("DEBUG", False)
#: A school to look at: demo sign-ins on the sign-in page, sent mail readable at /courrier/.
DEMO = env.bool("DEMO", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret(VAR)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
#: The address printed on papers and in e-mails.
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_linear_migrations",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "tripartite.core",
    "tripartite.accounts",
    "tripartite.mailing",
    "tripartite.documents",
    "tripartite.curriculum",
    "tripartite.school",
    "tripartite.hosts",
    "tripartite.placements",
    "tripartite.papers",
    "tripartite.agreements",
    "tripartite.logbook",
    "tripartite.followup",
    "tripartite.evaluations",
    "tripartite.tours",
    "tripartite.certificates",
    "tripartite.exams",
    "tripartite.dashboards",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tripartite.core.drafts.DraftMiddleware",
    "tripartite.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tripartite.core.middleware.OriginMiddleware",
    "tripartite.placements.middleware.InspectionMiddleware",
    "tripartite.papers.middleware.LentDeviceMiddleware",
    "tripartite.core.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tripartite.accounts.context.layout",
            ],
            "builtins": [
                "tripartite.core.templatetags.ui",
                "tripartite.core.templatetags.fr",
                "template_partials.templatetags.partials",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "tripartite.core.forms.Renderer"

# ------------------------------------------------------------------ data
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR}/tripartite.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at BEGIN instead of failing half-way; readers never wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Tries are counted here: at Django's 300 rows a stranger could push the counts of others
        # out by knocking at many doors.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
#: Frozen and sealed papers, named by their SHA-256. Back it up with the database.
PAPERS_DIR = env.path("PAPERS_DIR", VAR / "papers")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tripartite.mailing.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SESSION_COOKIE_SECURE)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31536000 if SESSION_COOKIE_SECURE else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ------------------------------------------------------------------ mail
# In a demonstration nothing leaves the machine: the outbox is read at /courrier/.
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "dummy:" if DEMO else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
#: Seconds that a mail server may stay silent.
EMAIL_TIMEOUT = EMAIL_CONFIG.get("EMAIL_TIMEOUT") or 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Tripartite <ne-pas-repondre@localhost>")

# ------------------------------------------------------------------ seal
#: A PKCS#12 file to seal with instead of the key made at set-up, and its password.
SEAL_PKCS12_FILE = env.str("SEAL_PKCS12_FILE", "")
SEAL_PKCS12_PASSWORD = env.str("SEAL_PKCS12_PASSWORD", "")
#: RFC 3161 time-stamp authority; none by default.
SEAL_TIMESTAMP_URL = env.str("SEAL_TIMESTAMP_URL", "")

#: What a student said of a welcome is forgotten after so many years.
LENT_DEVICE_MINUTES = env.int("LENT_DEVICE_MINUTES", 15)
WELCOME_REVIEW_YEARS = env.int("WELCOME_REVIEW_YEARS", 3)

# ------------------------------------------------------------------ services of others
#: The public search of companies, https://recherche-entreprises.api.gouv.fr/search; off by default.
COMPANY_SEARCH_URL = env.str("COMPANY_SEARCH_URL", "")
#: A geocoder that answers as the Base adresse nationale does; without one, the commune is enough.
GEOCODER_URL = env.str("GEOCODER_URL", "")

#: A server of routes that answers as OSRM does (``/table/v1/driving/``); off by default: travel
#: times are then those of the straight line, made longer, at an average speed.
ROUTING_URL = env.str("ROUTING_URL", "")
TOUR_DETOUR = env.float("TOUR_DETOUR", 1.3)
TOUR_SPEED_KMH = env.float("TOUR_SPEED_KMH", 50.0)
#: Seconds of computing for a tour, shared among its teachers.
TOUR_SECONDS = env.float("TOUR_SECONDS", 10.0)
#: The pictures under the maps, as https://tuiles.example/{z}/{x}/{y}.png, and whom to thank for
#: them; without, a map is markers and lines on a plain ground.
MAP_TILES_URL = env.str("MAP_TILES_URL", "")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", "")
if MAP_TILES_URL:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(
        "/".join(MAP_TILES_URL.split("/")[:3]).replace("{s}", "*")
    )

# ------------------------------------------------------------------ files and language
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    ("tabler", NODE / "@tabler/core/dist"),
    ("inter", NODE / "@fontsource-variable/inter"),
    ("htmx", NODE / "htmx.org/dist"),
    ("leaflet", NODE / "leaflet/dist"),
]
STATICFILES_FINDERS = [
    "tripartite.core.finders.PackageFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "tripartite.core.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Paris")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
