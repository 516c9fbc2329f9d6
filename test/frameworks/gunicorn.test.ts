import { isOldGunicorn } from '../../src/frameworks/gunicorn';

test.each([
  'gunicorn==23.0.0', 'gunicorn == 20.1', 'Gunicorn===22.0', 'gunicorn[gevent]~=23.0', 'gunicorn<24', 'gunicorn<25.1', 'gunicorn<=25.0', 'gunicorn>=20,<23', 'gunicorn (<22)',
  'gunicorn==25.0.3', 'gunicorn==25', 'gunicorn==24.*', "gunicorn<23; python_version < '3.12'", 'gunicorn==v21.2', ' gunicorn==19.9.0 # serves',
])('%s has no control socket', (requirement) => {
  expect(isOldGunicorn(requirement)).toBe(true);
});

test.each([
  'gunicorn', 'gunicorn>=20', 'gunicorn>=25.1', 'gunicorn==25.1.0', 'gunicorn==27.0.1', 'gunicorn<26', 'gunicorn<=25.1', 'gunicorn~=25.0', 'gunicorn==25.*', 'gunicorn!=20.0', 'gunicorn>20,!=21',
  'gunicorn-color==1.0', 'gunicornx<2', 'uvicorn==0.30', '# gunicorn==20', 'gunicorn @ git+https://example.com/gunicorn.git', '',
])('%j may have one', (requirement) => {
  expect(isOldGunicorn(requirement)).toBe(false);
});

test('a requirement of 200,000 characters takes no time', () => {
  const start = performance.now();
  for (const unit of ['(', ' ', ',', '[', '<', '<1,', '1.', '=']) {
    isOldGunicorn(`gunicorn${unit.repeat(200_000 / unit.length)}`);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});
