import { chmodSync } from 'fs';
import { join } from 'path';
import { read } from './repositories';
import { Repository } from '../../src/adopt/repository';
import { filesIn, startProgram, usesPort } from '../../src/adopt/start-program';
import { folderWith } from '../synth';

const FILES = {
  'run.sh': '#!/bin/bash\nexec "$@"\n',
  'plain.sh': 'python a.py --port $PORT\n',
  'tool': '#!/usr/bin/env python3.11\n/srv/venv/bin/gunicorn app\n',
  'ready.sh': '#!/bin/sh\necho ${PORT:-80}\n',
  'conf/a.ini': '',
  'a.py': '',
};

let repository: Repository;

beforeAll(() => {
  const folder = folderWith(FILES);
  chmodSync(join(folder, 'ready.sh'), 0o755);
  repository = new Repository(folder);
});

test.each<[string[], string[]]>([
  [['/app/run.sh', 'x'], ['bash', '/app/run.sh', 'x']], [['./run.sh'], ['bash', './run.sh', 'gunicorn', 'a:b']], [['sh', '/app/run.sh'], ['sh', '/app/run.sh', 'gunicorn', 'a:b']],
  [['plain.sh'], ['sh', 'plain.sh']], [['tool'], ['python', 'tool']], [['/app/ready.sh'], ['/app/ready.sh']], [['gunicorn', 'run.sh'], ['gunicorn', 'run.sh']], [['/usr/bin/run.sh'], ['/usr/bin/run.sh']],
])('%j starts', (command, expected) => {
  expect(startProgram(command, repository, '.', ['gunicorn', 'a:b']).command).toEqual(expected);
});

test('what a script of the old image needs is said', () => {
  const notes = (...command: string[]) => startProgram(command, repository, '.').notes.map(({ evidence, text }) => `${evidence}: ${text}`).join('\n');
  expect(notes('run.sh')).toBe('run.sh: it runs its arguments, and no file says which: add them to command');
  expect(notes('tool')).toContain('tool:2: /srv/venv/bin/gunicorn is a path of the old image');
});

test('files that a command names, in a folder too', () => {
  expect(filesIn(['uwsgi', '--ini=a.ini', '/app/a.py', 'none.py'], repository, 'conf')).toEqual(['conf/a.ini', 'a.py']);
  expect(filesIn(['sh', '-c', 'cd x && python a.py; "run.sh"'], repository, '.')).toEqual(['a.py', 'run.sh']);
  expect([['sh', 'plain.sh'], ['ready.sh'], ['gunicorn', '-b', ':$PORT'], ['a', '$PORTS']].map(command => usesPort(command, repository, '.'))).toEqual([true, false, true, false]);
});

test('an entrypoint without CMD runs the application, its files are in the image, and PORT is set', async () => {
  const { projenrc } = await read(folderWith({
    'Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY shop shop\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\n',
    'docker-entrypoint.sh': '#!/bin/sh\necho $PORT\nexec "$@"\n',
    'requirements.txt': 'fastapi\nuvicorn\n',
    'shop/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
  }));
  expect(projenrc).toContain("sources: ['docker-entrypoint.sh', 'shop']");
  expect(projenrc).toContain("command: ['sh', '/app/docker-entrypoint.sh', 'uvicorn', 'shop.main:app', '--host', '0.0.0.0', '--port', '8000']");
  expect(projenrc).toContain("PORT: '8000'");
});

test('services of a compose file have the entrypoint of the image, unless they have their own', async () => {
  const files = {
    'Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY . .\nENTRYPOINT ["sh", "/code/run.sh"]\nCMD ["gunicorn", "app:app"]\n',
    'docker-compose.yml': ['services:', '  web:', '    build: .', '    entrypoint: ["sh", "web.sh"]', '    command: gunicorn app:app', '    ports: ["80:5000"]',
      '  worker:', '    build: .', '    command: celery -A app worker', '  clock:', '    build: .', '    entrypoint: python clock.py', ''].join('\n'),
    'run.sh': 'exec "$@"\n',
    'web.sh': 'exec "$@"\n',
    'clock.py': '',
    'requirements.txt': 'flask\ngunicorn\ncelery\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  };
  const { projenrc } = await read(folderWith(files));
  const words = projenrc.replace(/\s+/g, ' ');
  expect(words).toMatch(/command: \[ ?'sh', 'web\.sh', 'gunicorn', 'app:app'/);
  expect(words).toMatch(/worker: \{ command: \[ ?'sh', '\/app\/run\.sh', 'celery', '-A', 'app', 'worker'/);
  expect(words).toMatch(/clock: \{ command: \[ ?'python', 'clock\.py'/);
});

test('a compose file gives the arguments of the entrypoint; one in a folder above too, if it builds this folder', async () => {
  const files = {
    'docker-compose.yml': 'services:\n  web:\n    build: ./web\n    command: gunicorn app:app -b 0.0.0.0:5000\n    ports: ["80:5000"]\n  db:\n    image: postgres:17\n',
    'web/Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY . .\nENTRYPOINT ["sh", "/code/run.sh"]\n',
    'web/run.sh': 'exec "$@"\n',
    'web/requirements.txt': 'flask\ngunicorn\n',
    'web/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  };
  const folder = folderWith(files);
  await expect(read(folder)).rejects.toThrow('No requirements and no Dockerfile are in this folder, but both are in web. Adopt the folder of the application: npx projen-python-container adopt web');
  // outside of git, no folder above is read
  expect((await read(join(folder, 'web'))).projenrc).toContain("    'sh',\n    '/app/run.sh',\n    'gunicorn',\n");
});
