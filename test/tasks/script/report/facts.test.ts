import { facts } from './reports';

test('the report knows layers, packages, changes and the start', async () => {
  const { contents, comparison, start, platform } = await facts();
  expect(platform).toBe('linux/amd64');
  expect(contents.layers.map(({ createdBy, files }) => [createdBy.slice(0, 9), files])).toEqual([['RUN pytho', 2], ['COPY <img', 4], ['COPY code', 2]]);
  expect([...contents.files.keys()]).not.toContain('etc/old');
  expect(contents.packages.slice(0, 2)).toMatchObject([{ kind: 'Python', bytes: 3000 }, { kind: 'Python package', name: 'fastapi', version: '2.0', bytes: 2022 }]);
  expect(comparison).toMatchObject({ image: 'registry.example.com/shop:1', bytes: 595, newLayers: 2 });
  expect(comparison!.packages).toEqual([
    { name: '/app', kind: 'Application', before: 'there', after: 'there', bytes: 595 },
    { name: 'fastapi', kind: 'Python package', before: '1.0', after: '2.0', bytes: 0 },
  ]);
  expect(comparison!.files.map(({ name, before, after, bytes }) => [name, before, after, bytes])).toEqual([
    ['/app/main.py', 'there', 'there', 595],
    ['/opt/venv/lib/python3.14/site-packages/fastapi-1.0.dist-info/RECORD', 'there', 'none', -22],
    ['/opt/venv/lib/python3.14/site-packages/fastapi-2.0.dist-info/RECORD', 'none', 'there', 22],
  ]);
  expect(start).toMatchObject({ seconds: 1.26, modules: 4, importing: 151_405, packages: [{ name: 'fastapi', modules: 2, own: 150_500 }, { name: 'os' }, {}], slowest: [{ module: 'fastapi' }, { module: 'fastapi.routing' }, {}, {}] });
});
