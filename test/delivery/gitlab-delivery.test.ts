import { pipeline } from './delivered';
import { DeliveryCache, DeliveryScan, DeliverySign, PythonPackageManager } from '../../src';

test('a merge request is tested, built and scanned, and never logs in', () => {
  const file = pipeline({ platforms: ['linux/amd64', 'linux/arm64'] });
  expect(Object.keys(file).filter(name => file[name].script)).toEqual(['test', 'build-linux-amd64', 'build-linux-arm64', 'scan', 'merge']);
  expect(file.merge.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"', when: 'never' }, { when: 'on_success' }]);
  for (const name of ['test', 'build-linux-amd64', 'build-linux-arm64', 'scan']) {
    const logins = file[name].script.filter((line: string) => /docker login|deliver:push/.test(line));
    logins.forEach((line: string) => expect(line).toMatch(/^if \[ "\$CI_PIPELINE_SOURCE" = merge_request_event \]; then node .projen\/container.cjs deliver:build; else /));
    expect(logins).toHaveLength(name.startsWith('build') ? 1 : 0);
  }
});

test('pipelines are for merge requests, the default branch and releases', () => {
  expect(pipeline({ releaseTags: ['v*.*.*', 'release/**'] }).workflow.rules.map((rule: any) => rule.if)).toEqual([
    '$CI_PIPELINE_SOURCE == "merge_request_event"', '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
    '$CI_COMMIT_TAG =~ /^v[^\\/]*\\.[^\\/]*\\.[^\\/]*$/', '$CI_COMMIT_TAG =~ /^release\\/.*$/',
  ]);
});

test('the registry is that of the GitLab project, or another', () => {
  const own = pipeline();
  expect(own.variables).toMatchObject({ REGISTRY: '$CI_REGISTRY_IMAGE', CACHE: '$CI_REGISTRY_IMAGE' });
  expect(own.merge.script.join('\n')).toContain('printf \'%s\' "$CI_REGISTRY_PASSWORD" | docker login --username="$CI_REGISTRY_USER" --password-stdin "${REGISTRY%%/*}"');
  const other = pipeline({ registry: 'registry.example.com/team', cache: DeliveryCache.NONE });
  expect(other.variables).toMatchObject({ REGISTRY: 'registry.example.com/team' });
  expect(other.variables).not.toHaveProperty('CACHE');
  expect(other.merge.script.join('\n')).toContain('"$REGISTRY_PASSWORD"');
});

test('the signature is made for the pipeline, or with a key, or not at all', () => {
  expect(pipeline().merge.id_tokens).toEqual({ SIGSTORE_ID_TOKEN: { aud: 'sigstore' } });
  expect(pipeline({ sign: DeliverySign.KEY }).merge).not.toHaveProperty('id_tokens');
  expect(pipeline({ sign: DeliverySign.NONE }).merge.script.join()).not.toMatch(/cosign|deliver:sign/);
  expect(pipeline({ sbom: false }).merge.script.join()).not.toContain('deliver:attest');
});

test('each platform has a runner of its own, and the scanner is installed', () => {
  const file = pipeline({ platforms: ['linux/arm64'], scan: DeliveryScan.TRIVY });
  expect(file['build-linux-arm64']).toMatchObject({ tags: ['saas-linux-small-arm64'], variables: { PLATFORM: 'linux/arm64', TARGETS: 'my-service' } });
  expect(file.scan.script[0]).toBe('apk add --no-cache git nodejs trivy');
});

test('keys and certificates of builds come from variables', () => {
  const file = pipeline({}, { packageManager: PythonPackageManager.UV, access: { ssh: true, caCertificates: { file: "our ca's.pem" } } });
  for (const name of ['test', 'build-linux-amd64']) {
    expect(file[name].script.join('\n')).toContain('ssh-add -');
    expect(file[name].script.join('\n')).toContain('test -f \'our ca\'\\\'\'s.pem\' || { mkdir -p "$(dirname \'our ca\'\\\'\'s.pem\')" && printf \'%s\\n\' "$CA_CERTIFICATES" >\'our ca\'\\\'\'s.pem\'; }');
  }
});

test('of several images those that can differ are built', () => {
  const file = pipeline({}, {}, ['api']);
  for (const name of ['test', 'build-linux-amd64', 'scan', 'merge']) {
    expect(file[name].script).toEqual(expect.arrayContaining(['TARGETS="$(node .projen/container.cjs deliver:targets)"', 'export TARGETS', 'test -n "$TARGETS" || exit 0']));
    expect(file[name].variables ?? {}).not.toHaveProperty('TARGETS');
  }
});
