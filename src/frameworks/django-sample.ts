import type { Application, FrameworkProfile } from './framework';

/** A small Django project: what `django-admin startproject` makes, with the settings that containers need. */
export const djangoSample: Pick<FrameworkProfile, 'sample' | 'sampleTest'> = {
  sample: application => ({
    'manage.py': `import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${application.moduleName}.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`,
    ...within(application.moduleName, {
      '__init__.py': '',
      'settings.py': settings(application),
      'urls.py': urls(application),
      'views.py': views(application),
      'wsgi.py': server(application, 'wsgi'),
      'asgi.py': server(application, 'asgi'),
    }),
  }),
  sampleTest: ({ name, moduleName, healthCheckPath }) => ({
    'tests/__init__.py': '',
    'tests/conftest.py': `import os

import django

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${moduleName}.settings")
django.setup()
`,
    'tests/test_main.py': `from django.test import Client


def test_root(client: Client) -> None:
    assert client.get("/").json() == {"message": ${JSON.stringify(`Hello from ${name}`)}}


def test_health(client: Client) -> None:
    assert client.get(${JSON.stringify(healthCheckPath)}).status_code == 200


def test_admin(admin_client: Client) -> None:
    assert admin_client.get("/admin/").status_code == 200  # the user is in the database
`,
  }),
};

function within(folder: string, files: { [path: string]: string }): { [path: string]: string } {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function settings({ moduleName, database }: Application): string {
  return `"""Settings that differ between environments come from environment variables."""

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent

# Only in development and tests.
DEBUG = os.environ.get("DEBUG") == "true"

# Production does not start without a secret key.
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-development") if DEBUG else os.environ["SECRET_KEY"]

# The host names of the application, separated by commas. The container's health check uses 127.0.0.1.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "${moduleName}.urls"
WSGI_APPLICATION = "${moduleName}.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Without DATABASE_URL, the data is lost with the container.
DATABASES = {"default": dj_database_url.config(default="sqlite:////tmp/db.sqlite3", conn_max_age=60)}
${database?.hasPassword ? `if "DATABASE_PASSWORD_FILE" in os.environ:
    DATABASES["default"]["PASSWORD"] = Path(os.environ["DATABASE_PASSWORD_FILE"]).read_text().strip()
` : ''}DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The build of the image collects them; WhiteNoise serves them, compressed and under names that change with their content.
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# Django would mail errors to its ADMINS.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
`;
}

function urls({ moduleName, healthCheckPath }: Application): string {
  return `from django.contrib import admin
from django.urls import path

from ${moduleName} import views

urlpatterns = [
    path("", views.read_root),
    path(${JSON.stringify(healthCheckPath?.slice(1))}, views.health),
    path("admin/", admin.site.urls),
]
`;
}

function views({ name }: Application): string {
  return `from django.http import HttpRequest, JsonResponse


def read_root(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"message": ${JSON.stringify(`Hello from ${name}`)}})


def health(request: HttpRequest) -> JsonResponse:
    """Answers the container's health check."""
    return JsonResponse({"status": "ok"})
`;
}

function server({ moduleName }: Application, kind: 'asgi' | 'wsgi'): string {
  return `import os

from django.core.${kind} import get_${kind}_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${moduleName}.settings")

application = get_${kind}_application()
`;
}
