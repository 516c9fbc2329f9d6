import { Framework } from '../../src';
import { instructions, newProject, synth } from '../synth';

test.each([
  ['192.168.1.7'], ['10.0.0.0/8'], ['10.0.0.0/8', '127.0.0.1'], ['::1'], ['fd00::/8'], ['2001:db8::/32', '2001:db8::1/128'], ['0.0.0.0/0'], ['::/0'], ['::ffff:10.0.0.0/104'], ['*'],
  ['10.1.2.3/32'], ['172.16.0.0/12'], ['2001:db8:0:0:8000::/65'],
])('%j', (...trustedProxies) => {
  const { Dockerfile } = synth(newProject({ trustedProxies: trustedProxies as string[] }));
  for (const stage of ['dev', 'production']) {
    expect(instructions(Dockerfile, stage).filter(line => line.startsWith('ENV')).join('\n')).toContain(`FORWARDED_ALLOW_IPS="${trustedProxies.join(',')}"`);
  }
});

test('no proxy is trusted by default', () => {
  expect(synth(newProject()).Dockerfile).not.toContain('FORWARDED');
  expect(synth(newProject({ trustedProxies: [] })).Dockerfile).not.toContain('FORWARDED');
});

test.each([
  '', ' ', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '/8', '10.0.0.0/8/8', '10.0.0.0/255.0.0.0', '010.0.0.1', 'proxy', 'proxy.example.com', '10.0.0.1,10.0.0.2', ' 10.0.0.1', 'fe80::1%eth0',
  '::/129', '2001:db8::g', '[::1]', '10.0.0.1:80', '**', '10.0.0.*', '10.0.0.1\n', '-1', '10.0.0.0/-1', '10.0.0.0/ 8', '$(id)/8',
])('%j is no proxy', (proxy) => {
  expect(() => newProject({ trustedProxies: ['10.0.0.1', proxy] })).toThrow(
    /^trustedProxies: .* is not possible: expected an address, a network, or '\*' for everyone\. Write for example '10\.0\.0\.7' or '10\.0\.0\.0\/8'\.$/);
});

test.each(['192.168.1.1/24', '10.0.0.1/8', '2001:db8::1/32', '::1/0', '172.16.0.0/11'])('%s has bits behind its prefix, which gunicorn refuses and uvicorn ignores', (proxy) => {
  expect(() => newProject({ trustedProxies: [proxy] })).toThrow(`trustedProxies: "${proxy}" is not possible: the address of a network must have no bits set after its prefix.`);
});

test("'*' stands alone, because uvicorn would not take it for everyone", () => {
  expect(() => newProject({ trustedProxies: ['*', '10.0.0.1'] })).toThrow('trustedProxies: ["*","10.0.0.1"] is not possible: \'*\' trusts everyone, and must be the only item.');
});

test('the variable and the option cannot both be set', () => {
  expect(() => newProject({ framework: Framework.FLASK, trustedProxies: ['*'], environment: { FORWARDED_ALLOW_IPS: '*' } }))
    .toThrow('trustedProxies: ["*"] is not possible: environment sets FORWARDED_ALLOW_IPS, which has the same meaning. Remove one of them.');
});
