import { Framework, PythonContainer } from '../../../src';
import { folderWith } from '../../synth';
import { findings } from '../check';

const INSTALL = '#!/bin/sh\nset -e\npip install x\n';
const FILES = {
  'app/main.py': '',
  'app/install.sh': INSTALL,
  'other/install.sh': INSTALL.replace('x', 'y'),
  'tools/setup': INSTALL.replace('x', 'z'),
  'tools/plain.sh': 'pip install plain\r\n',
  'tools/more.bash': 'pip install more',
  'tools/run.py': '#!/usr/bin/env python3\n"""Needs `pip install run`."""',
  'tools/notes': 'pip install notes',
  'tools/fetch.sh': '#!/bin/bash\ncurl -o f https://x.example\nsh f\n',
  'tools/fine.sh': '#!/bin/sh\n# pip install x\necho "pip install x"\nexec "$@"\n',
};

function found(rule: string, change: (container: PythonContainer) => void): string[] {
  const list = findings(rule, { framework: Framework.NONE, pytest: false, sources: ['app'], outdir: folderWith(FILES) }, change);
  return list.map(message => message.replace(/ in \w+( installs|: the).*/, ''));
}

const lines = (...list: string[]) => ({ base }: PythonContainer) => list.forEach(line => base.raw(line, { contextSources: /^COPY (\S+)/.exec(line)?.slice(1) ?? [] }));

test.each<[string, string[], string[]]>([
  ['a script that is copied and run', ['COPY app/install.sh /i.sh', 'RUN sh /i.sh'], ['pip install x']],
  ['a script in a folder', ['COPY app /app', 'RUN /app/install.sh'], ['pip install x']],
  ['a script in the whole context', ['COPY . /x/', 'RUN /x/setup'], ['pip install z']],
  ['a script that matches a pattern', ['COPY tools/*.sh /x/', 'RUN ./plain.sh'], ['pip install plain']],
  ['a script of bash', ['COPY tools /x/', 'RUN . ./more.bash'], ['pip install more']],
  ['a script of another folder', ['COPY tools /x/', 'RUN ./install.sh'], []],
  ['a script that runs before it is copied', ['RUN ./plain.sh', 'COPY tools /x/'], []],
  ['a script that is only copied', ['COPY tools /x/'], []],
  ['a text that is no script', ['COPY tools /x/', 'RUN cat notes run.py; ./notes; ./run.py'], []],
  ['a script that installs nothing', ['COPY tools /x/', 'RUN ./fine.sh true'], []],
])('%s', (_name, list, messages) => {
  expect(found('locked-installs', lines(...list))).toEqual(messages);
});

test('a stage has the scripts of the one that it starts from, and mounts some', () => {
  expect(found('locked-installs', ({ base, production }) => {
    base.copy(['tools'], '/x/');
    production.run('/x/setup');
  })).toEqual(['pip install z']);
  expect(found('locked-installs', ({ base }) => base.raw('RUN --mount=type=bind,source=tools,target=/t /t/setup', { contextSources: ['tools'] }))).toEqual(['pip install z']);
});

test('what a script downloads and runs is found, in a start too', () => {
  expect(found('verified-downloads', lines('COPY tools /x/', 'RUN /x/fetch.sh'))).toEqual(['sh f']);
  expect(found('verified-downloads', lines('COPY tools /x/', 'ENTRYPOINT ["/x/fetch.sh"]'))).toEqual(['sh f']);
  expect(found('verified-downloads', lines('COPY tools /x/', 'ENTRYPOINT ["/x/fine.sh"]'))).toEqual([]);
});
