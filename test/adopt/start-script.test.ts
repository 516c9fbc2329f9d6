import { migrationIn, servingScript, withoutCommands } from '../../src/adopt/start-script';

test.each([
  ['migrate && gunicorn a:app', 'migrate && exec gunicorn a:app --bind=0.0.0.0:9000'],
  ['a; b; uvicorn a:app --reload', 'a; b; exec uvicorn a:app --host 0.0.0.0 --port 9000'],
  ['exec gunicorn a -b :80 --workers $N', 'exec gunicorn a -b :80 --workers $N'],
  ['cd backend && gunicorn "a:make(\'x;y\')" 2>&1', 'cd backend && exec gunicorn "a:make(\'x;y\')" 2>&1 --bind=0.0.0.0:9000'],
  ['A=$B gunicorn a', 'A=$B gunicorn a --bind=0.0.0.0:9000'],
  ['a || gunicorn b', 'a || gunicorn b --bind=0.0.0.0:9000'],
  ['while ! nc db 1; do sleep 1; done; uvicorn a:b --reload --port 80', 'while ! nc db 1; do sleep 1; done; uvicorn a:b --port 80'],
  ['yes | python manage.py migrate', 'yes | python manage.py migrate'], ['a & b', 'a & b'], ['(a; b) && gunicorn c', '(a; b) && gunicorn c'], ['', ''], ['a "b', 'a "b'],
])('%s serves', (script, expected) => {
  expect(servingScript(script, 9000, false)).toBe(expected);
});

test.each([
  ['python manage.py migrate && python manage.py collectstatic --no-input && gunicorn a', 'python manage.py migrate && gunicorn a', ['python manage.py collectstatic --no-input']],
  ['python manage.py collectstatic; gunicorn a', 'gunicorn a', ['python manage.py collectstatic']], ['a && b', 'a && b', []],
])('%s without collecting', (script, rest, removed) => {
  expect(withoutCommands(script, /collectstatic/)).toEqual({ script: rest, removed });
});

test.each([['python manage.py collectstatic'], ['if a; then python manage.py collectstatic; fi']])('%s stays as it is', (script) => {
  expect(withoutCommands(script, /collectstatic/)).toBeUndefined();
});

test.each([
  [['sh', '-c', 'alembic -c x upgrade head && exec uvicorn a:b'], 'alembic -c x upgrade head'], [['sh', '-c', 'flask db upgrade; exec flask run'], 'flask db upgrade'],
  [['sh', '-c', 'echo migrate && exec a'], undefined], [['python', 'manage.py', 'migrate'], undefined], [['sh', 'start.sh'], undefined],
])('%j migrates with %p', (argv, migration) => {
  expect(migrationIn(argv)).toBe(migration);
});
