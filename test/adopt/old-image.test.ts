import { read } from './repositories';
import { folderWith } from '../synth';

const FILES = {
  'Dockerfile': `FROM python:3.12-slim AS base
WORKDIR /code
COPY requirements.txt .
RUN pip install -r requirements.txt
ENV PYTHONPATH=/code/src:/opt/other CONFIG=/code/conf/app.ini
FROM node:20 AS assets
FROM base AS dev
CMD ["flask", "run"]
FROM base AS final
COPY . .
CMD ["/code/bin/run.sh"]
`,
  'docker-compose.yml': `x-app: &app
  build: { context: ., target: dev }
  env_file: [.env]
  volumes: [".:/code", "media:/code/media", "./conf:/etc/app", "/var/run:/var/run"]
services:
  web:
    <<: *app
    working_dir: /code/src
    command: /code/bin/run.sh --config=/code/conf/app.ini --port \${PORT:-8010}
    healthcheck: { test: "curl -f localhost:8010/up || exit 1" }
    ports: ["\${FORWARD:-127.0.0.1:8010}:\${PORT:-8010}"]
  worker:
    extends: web
    command: sh -c "cd /code && celery --config /etc/app/app.ini -A tasks worker"
  assets:
    build: { context: ., target: assets }
    command: yarn build
`,
  'bin/run.sh': '#!/bin/sh\ncd /code/src\nexec python main.py "$0"\n',
  'src/main.py': 'print(1)\n',
  'conf/app.ini': '',
  'requirements.txt': 'flask==3.0.0\ncelery==5.4.0\n',
};

test('a compose file gives commands, folders and variables with the paths of the new image', async () => {
  const { projenrc } = await read(folderWith(FILES), { command: 'docker-compose.yml' });
  const words = projenrc.replace(/\s+/g, ' ');
  expect(words).toContain("'--chdir=src', 'sh', '/app/bin/run.sh', '--config=/app/conf/app.ini', '--port', '8010'], // docker-compose.yml:9");
  expect(words).toMatch(/worker: \{ command: \[.*'cd \/app && celery --config \/app\/conf\/app\.ini -A tasks worker'\] \}/);
  expect(projenrc).toContain("  port: 8010, // docker-compose.yml:11\n  healthCheckPath: '/up', // docker-compose.yml:10\n");
  expect(projenrc).toContain("CONFIG: '/app/conf/app.ini', // Dockerfile:5\n    PYTHONPATH: '/app/src',");
  expect(projenrc).not.toContain('yarn');
});

test('what the compose file still has of the old image is reported, because it is not changed', async () => {
  const { notes } = await read(folderWith(FILES), { command: 'docker-compose.yml' });
  expect(notes.split('\n').filter(line => /old image|target|env-file|assets/.test(line))).toEqual([
    'docker-compose.yml:15: service assets stays in docker-compose.yml',
    'docker-compose.yml:3: the variables of .env are not in the image: compose still sets them, and docker:run takes --env-file=.env',
    'docker-compose.yml:2: the target dev is for development, so the last stage of the Dockerfile was read',
    'docker-compose.yml:4: /code is a folder of the old image, which is /app in the new one: change it here',
    'docker-compose.yml:4: /code/media is a folder of the old image, which is /app/media in the new one: change it here',
    'docker-compose.yml:8: working_dir /code/src is a folder of the old image, which is /app/src in the new one: change it here',
    'bin/run.sh:2: /code/src is a path of the old image, which is /app/src in the new one: change it here',
  ]);
});

test('the last stage of the Dockerfile is read if the compose file builds one for development', async () => {
  const { 'docker-compose.yml': compose, ...others } = FILES;
  const { projenrc } = await read(folderWith({ ...others, 'docker-compose.yml': compose.replace(/^ {4}(command: \/code|working_dir).*\n/gm, '') }));
  expect(projenrc).toContain("command: ['sh', '/app/bin/run.sh'], // Dockerfile:11");
});

test('a program that the Dockerfile writes itself is reported, and the command comes from the code', async () => {
  const { projenrc, notes } = await read(folderWith({
    'Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY . .\nCOPY --chmod=755 <<EOT /start.sh\n#!/bin/sh\nCOPY app.py /x\nexec gunicorn app:app\nEOT\nENTRYPOINT ["/start.sh"]\n',
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  }));
  expect(notes).toContain('Dockerfile:4: /start.sh is written in the Dockerfile, so it is not in the new image: save it as a file of the repository, and set command to it');
  expect(projenrc).toContain("'app:app',\n    '--bind=0.0.0.0:8000',\n  ],");
  expect(projenrc).toContain("sources: ['app.py'], // Dockerfile:3 copies everything");
});

test('files that a process would write are reported, because the file system is read-only', async () => {
  const { notes } = await read(folderWith({
    'Procfile': 'web: gunicorn app:app --log-file - --access-logfile /dev/stdout --pid=/tmp/pid --error-logfile=error.log\n'
      + 'worker: celery -A app worker --logfile=logs/%n.log --pidfile /var/run/celery.pid\n',
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\ncelery==5.4.0\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  }));
  expect(notes.split('\n').filter(line => line.includes('read-only')).map(line => line.split(' is a file')[0])).toEqual([
    'Procfile:1: --error-logfile=error.log', 'Procfile:2: --logfile=logs/%n.log', 'Procfile:2: --pidfile /var/run/celery.pid',
  ]);
});

test('commands of the stages that the image copies from are reported, except for those that only check the code', async () => {
  const { notes } = await read(folderWith({
    'Dockerfile': 'FROM node:20 AS web\nCOPY web .\nRUN npm ci && npm run build\nFROM node:20 AS unused\nRUN npm test\n'
      + 'FROM python:3.12\nRUN flake8 .\nCOPY . /code\nCOPY --from=web dist /code/static\nCMD ["python", "/code/app.py"]\n',
    'requirements.txt': 'flask==3.0.0\n',
    'app.py': 'print(1)\n',
  }));
  expect(notes.split('\n').filter(line => line.includes('RUN'))).toEqual(['npm ci', 'npm run build'].map(text =>
    `Dockerfile:3: RUN ${text} … was not copied: if it is needed, add it to a stage with .at(place).run()`));
});

test('volumes of the old image are reported, with their folders in the new one', async () => {
  const { notes } = await read(folderWith({
    'Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY . .\nVOLUME ["/code/media", "/data"]\nVOLUME /var/cache\nCMD ["python", "app.py"]\n',
    'requirements.txt': 'flask==3.0.0\n',
    'app.py': 'print(1)\n',
  }));
  expect(notes.split('\n').filter(line => line.includes('--volume'))).toEqual([['4', '/app/media'], ['4', '/data'], ['5', '/var/cache']].map(([line, folder]) =>
    `Dockerfile:${line}: data is written to ${folder}, and the container has a read-only file system: mount a volume, as in docker:run --volume=data:${folder}`));
});

test('folders and files that the code writes beside itself are reported', async () => {
  const { notes } = await read(folderWith({
    'requirements.txt': 'flask==3.0.0\n',
    'app.py': 'import os\nfrom logging.handlers import RotatingFileHandler\nfrom pathlib import Path\nos.mkdir("logs")\nos.makedirs("/tmp/x")\nos.makedirs(name)\n'
      + 'RotatingFileHandler("logs/app.log", maxBytes=1)\nPath("data").mkdir(parents=True)\nPath("/data").mkdir()\ndata.mkdir()\n',
    'scripts/make.py': 'import os\nos.mkdir("out")\n',
  }));
  expect(notes.split('\n').filter(line => line.includes('is written')).map(line => line.split(' is written')[0])).toEqual(['app.py:4: logs', 'app.py:7: logs/app.log', 'app.py:8: data']);
});
