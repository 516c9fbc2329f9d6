import { folderWith } from '../../synth';
import { Change, findings } from '../check';

const message = (what: string, stage = 'production') =>
  `${what} in ${stage}: an attacker could change the application's code. Let root own the code, and write to /tmp or a volume.`;
const raw = (line: string): Change => ({ production }) => production.raw(line);

test.each([
  ['COPY --chown=10001:10001 /x /app', 'COPY --chown=10001:10001 to /app'],
  ['COPY --chown=app /x /app/x/', 'COPY --chown=app to /app/x/'],
  ['ADD --chown=app /x /opt/venv', 'ADD --chown=app to /opt/venv'],
  ['COPY --chown=app /x .', 'COPY --chown=app to .'],
  ['COPY --chmod=777 /x /data', 'COPY --chmod=777 to /data'],
  ['COPY --chmod=a+rwX /x /data', 'COPY --chmod=a+rwX to /data'],
  ['RUN chown -R app:app /app', 'chown -R app:app /app'],
  ['RUN mkdir /data && chown app /data /opt/venv', 'chown app /data /opt/venv'],
  ['RUN ["chown", "1000", "/app"]', 'chown 1000 /app'],
  ['RUN chmod 0666 /x', 'chmod 0666 /x'],
  ['RUN chmod -R u=rwX,go=rwX ./x', 'chmod -R u=rwX,go=rwX ./x'],
  ['RUN /bin/chmod +w /x', 'chmod +w /x'],
  ['RUN chmod 772 /x', 'chmod 772 /x'],
])('%s', (line, what) => {
  expect(findings('writable-code', {}, raw(line))).toEqual([message(what)]);
});

test.each([
  'COPY --chown=0:0 /x /app', 'COPY --chown=root /x /app', 'COPY --chown=:app /x /app', 'COPY --chown=10001 /x /data', 'COPY --chown=10001 /x /application',
  'COPY --chmod=755 /x /app', 'COPY --chmod=u=rwX,go=rX /x /app', 'COPY --chmod=1777 /x /data', 'COPY --chmod=u+w /x /x', 'COPY --chmod=o=r /x /x',
  'RUN chown -R root:root /app', 'RUN chown app /data', 'RUN chown 0 /app', 'RUN chmod 1777 /data', 'RUN chmod 755 /app', 'RUN chmod a-w /x', 'RUN chmod go=rX /x',
  'RUN echo chown app /app', 'RUN chmod', 'RUN chown', 'LABEL a="chmod 777 /x"',
])('%s does not make the code writable', (line) => {
  expect(findings('writable-code', {}, raw(line))).toEqual([]);
});

test('stages that production copies from are checked, each once', () => {
  expect(findings('writable-code', {}, ({ builder, base, dev, production }) => {
    [builder, base, dev, production].forEach(stage => stage.run('chmod 777 /x'));
  })).toEqual(['base', 'production', 'builder'].map(stage => message('chmod 777 /x', stage)));
});

test('the stage that installs the project is checked', () => {
  const outdir = folderWith({
    'pyproject.toml': '[project]\nname = "my-service"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n', 'my_service/main.py': '',
  });
  expect(findings('writable-code', { outdir }, ({ dockerfile }) => dockerfile.tryFindStage('app')!.run('chmod 777 /installed')))
    .toEqual([message('chmod 777 /installed', 'app')]);
});
