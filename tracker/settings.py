"""Every setting of the project. What differs between deployments is one environment variable each,
with a default that suits a laptop; docs/operations.md lists them.
"""

import os
import re
import secrets
from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "").strip().lower() in (
        "1",
        "true",
        "yes",
        "on",
    )


def _words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not re.fullmatch(r"\d{1,4}", text):
        raise ImproperlyConfigured(f"{name} is a whole number from 0 to 9999; not {text!r}.")
    return int(text)


def _local_secret_key() -> str:
    """The key a laptop generates once and keeps under ``VAR_DIR``."""
    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


# ── Deployment ───────────────────────────────────────────────────────────────────────────────────
DEBUG = _flag("DEBUG")
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")  # empty: links follow the host of the request
SITE_NAME = os.environ.get("SITE_NAME", "Veille")
DATA_LICENCE = os.environ.get("DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = os.environ.get(
    "DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"
)
PORT = os.environ.get("PORT", "8000")

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if SITE_URL:
        raise ImproperlyConfigured(
            "SITE_URL is set, so this is a deployment: set SECRET_KEY as well."
        )
    SECRET_KEY = _local_secret_key()
if SITE_URL and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured(
        "SECRET_KEY is too weak for a deployment: use at least 50 random characters."
    )

_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = _words("ALLOWED_HOSTS") or (
    [_site.hostname] if _site.hostname else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS") or ([SITE_URL] if HTTPS else [])
# Addresses of the proxies in front. Only what comes from them may say, in X-Forwarded-For and
# X-Forwarded-Proto, who the client is (tracker.middleware.TrustedProxyMiddleware).
TRUSTED_PROXIES = _words("TRUSTED_PROXIES")

# A team of one may approve its own work; everywhere else the approver is never the author.
SELF_APPROVAL = _flag("SELF_APPROVAL")
# Seconds between two looks of one process, when a page of the desk is opened, for what is due;
# 0 leaves that to the timer (manage.py publish_due).
PUBLISH_DUE_EVERY = _number("PUBLISH_DUE_EVERY", 60)
# A published entry whose sources nobody has read again for so long is in the queue of ageing ones.
AGEING_MONTHS = _number("AGEING_MONTHS", 12)

# Files of a filtered view (CSV, NDJSON, XLSX) that one process makes at once, and the seconds that
# one may take; dated files of everything, which `manage.py snapshot` writes.
EXPORTS_AT_ONCE = _number("EXPORTS_AT_ONCE", 2)
EXPORT_SECONDS = _number("EXPORT_SECONDS", 300)
EXPORTS_DIR = Path(os.environ.get("EXPORTS_DIR") or VAR_DIR / "exports").resolve()

# ── Applications ─────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "tracker.apps.TrackerConfig",
    "initiatives",
    "sources",
    "tracker.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_filters",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "tracker.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tracker.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.ContentPolicyMiddleware",
    "tracker.middleware.HeadMiddleware",
    "tracker.compression.PublicCompressionMiddleware",
    "tracker.middleware.PrintableMiddleware",
    "tracker.middleware.ReaderMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.middleware.PageLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.middleware.AuditMiddleware",
    "tracker.middleware.OwnPublicationsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context_processors.site",
            ],
            "loaders": [
                (
                    "tracker.templating.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    },
]

# ── Database ─────────────────────────────────────────────────────────────────────────────────────
# One PostgreSQL; "reader" is a second connection to it, or to a streaming replica, for public
# requests. A pool needs CONN_MAX_AGE 0, and stays small enough for several workers.
_POOL = {"min_size": 1, "max_size": 8, "timeout": 5}
# A replica that is away keeps nobody waiting for long; when it is back, reads return to it soon.
_READERS_POOL = {**_POOL, "timeout": 2, "max_lifetime": 300}

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
else:
    from . import embedded_postgres

    DATABASES = {"default": embedded_postgres.start(VAR_DIR)}
if os.environ.get("READER_URL"):
    DATABASES["reader"] = {
        **dj_database_url.parse(os.environ["READER_URL"]),
        "TEST": {"MIRROR": "default"},
    }
for _alias, _database in DATABASES.items():
    _pool = _READERS_POOL if _alias == "reader" else _POOL
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "pool": _pool}
DATABASE_ROUTERS = ["tracker.routers.ReaderRouter"]

# ── Audit (sources.audit) ────────────────────────────────────────────────────────────────────────
# Who and why stand in the event itself: what is sealed with it cannot be changed beside it.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
# Events may lack what was not a column yet; of a field they keep what makes the column.
PGHISTORY_FIELD = pghistory.Field(null=True)
PGHISTORY_EXCLUDE_FIELD_KWARGS = {
    "django.db.models.Field": [
        *("default", "db_default", "choices", "validators", "verbose_name", "help_text"),
        *("auto_now", "auto_now_add"),
    ],
}

# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# ── Languages and time ───────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "desk_language"
LANGUAGE_COOKIE_PATH = "/admin/"  # a public address says its language itself
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
USE_I18N = True
FORM_RENDERER = "sources.admin.rendering.DeskRenderer"
TIME_ZONE = "UTC"
USE_TZ = True

# ── Static files ─────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.storage.FingerprintedStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
# Compressing is most of a first start: each file once, and none that is compressed already.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    *("map", "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2"),
]
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()

# ── Security ─────────────────────────────────────────────────────────────────────────────────────
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an entry with forty rows posts more than Django's 1000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: the admin's own icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ── The REST API ─────────────────────────────────────────────────────────────────────────────────
API_RATE = os.environ.get("API_RATE", "1200/min")
SUGGESTION_RATE = os.environ.get("SUGGESTION_RATE", "10/h")
for _name, _rate in (("API_RATE", API_RATE), ("SUGGESTION_RATE", SUGGESTION_RATE)):
    if _rate and not re.match(r"[1-9]\d*/[smhd]", _rate):
        raise ImproperlyConfigured(
            f"{_name} is a number and a period, such as 1200/min, or empty; not {_rate!r}."
        )
REST_FRAMEWORK = {
    # Anonymous by design: no session, no user, so that nothing public depends on who asks.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["initiatives.api.throttles.ClientThrottle"],
    "DEFAULT_THROTTLE_RATES": {"client": API_RATE},
    "EXCEPTION_HANDLER": "initiatives.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is checked with the other parameters
}

SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "What companies announce, who takes part, with what money, and who says so.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],  # closed lists are named enumerations already
}

# ── Mail, cache, logs ────────────────────────────────────────────────────────────────────────────
EMAIL_CONFIG = dj_email_url.parse(os.environ.get("EMAIL_URL") or "console:")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
if EMAIL_BACKEND.startswith("django.core.mail.backends.console."):
    EMAIL_BACKEND = "tracker.accounts.console.EmailBackend"
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL_CONFIG["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = EMAIL_CONFIG["EMAIL_TIMEOUT"] or 10  # seconds; somebody waits for the page
DEFAULT_FROM_EMAIL = EMAIL_CONFIG.get("DEFAULT_FROM_EMAIL") or formataddr(
    (SITE_NAME, f"no-reply@{_site.hostname or 'localhost'}")
)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # throttles only

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
