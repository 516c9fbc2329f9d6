import { edit, read, write } from './workspace';
import { Framework, PythonContainerProjectOptions, Service } from '../../src';

/** What containers have to get as it is. */
export const ODD = '$5 ${A:-b} "quoted" \'twice\'\n#second: line\\';

/** A service that is any image. */
const CACHE = Service.custom('cache', {
  image: 'redis:8',
  command: ['redis-server', '--port', '7700', '--protected-mode', 'no'],
  environment: { ODD },
  applicationEnvironment: { CACHE_URL: 'redis://cache:7700' },
  healthCheck: ['redis-cli', '-p', '7700', '-e', 'ping'],
  volumes: { data: '/data' },
});

/** A Django application with its databases, a Celery worker, beat, and the job that migrates. */
export const SHOP: Partial<PythonContainerProjectOptions> = {
  framework: Framework.DJANGO,
  requirements: ['celery[redis]>=5.5', 'psycopg[binary]>=3.2'],
  services: [Service.postgres({ port: 5432 }), Service.redis(), CACHE],
  processes: {
    worker: { command: ['celery', '--app=shop', 'worker', '--concurrency=1'], environment: { ODD } },
    beat: { command: ['celery', '--app=shop', 'beat', '--schedule=/tmp/beat'] },
  },
};

const CELERY = `import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

app = Celery("shop", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"], include=["shop.tasks"])
app.conf.beat_schedule = {"every second": {"task": "shop.tasks.count", "schedule": 1}}
`;

/** The orders are rows of a table that only the migrations make. */
const TASKS = `import os

import redis
from django.contrib.auth.models import Group

from shop.celery import app


@app.task
def pack(name: str) -> str:
    redis.Redis.from_url(os.environ["CACHE_URL"]).incr("packed")
    return Group.objects.get_or_create(name="packed " + name)[0].name


@app.task
def count() -> None:
    Group.objects.get_or_create(name="counted")
`;

const VIEWS = `

def order(request: HttpRequest, name: str) -> JsonResponse:
    return JsonResponse(pack.delay(name).get(timeout=20), safe=False)


def orders(request: HttpRequest) -> JsonResponse:
    return JsonResponse(list(Group.objects.values_list("name", flat=True)), safe=False)
`;

/** In data that another run has left, the table would be there. */
const TEST = `import os

import psycopg
import redis


def test_data_is_new() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE visits (id serial)")
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).incr("visits") == 1
`;

/** Makes the shop of the sample of a new Django project. */
export function addShop(folder: string): void {
  write(folder, 'shop/celery.py', CELERY);
  write(folder, 'shop/tasks.py', TASKS);
  write(folder, 'shop/views.py', `from django.contrib.auth.models import Group\n${read(folder, 'shop/views.py')}${VIEWS}`);
  edit(folder, 'shop/views.py', 'JsonResponse\n', 'JsonResponse\n\nfrom shop.tasks import pack\n');
  edit(folder, 'shop/urls.py', '    path("admin/"', '    path("order/<name>", views.order),\n    path("orders", views.orders),\n    path("admin/"');
  write(folder, 'tests/test_database.py', TEST);
}
