import { DeliveryCache, DeliveryOptions, DeliveryProvider, DeliveryScan, DeliverySign } from '../../src';
import { deliveryPlan } from '../../src/delivery/delivery-plan';
import { newProject } from '../synth';

const plan = (options: DeliveryOptions) => deliveryPlan({ provider: DeliveryProvider.GITHUB, ...options });

test('the defaults', () => {
  expect(plan({})).toEqual({
    provider: 'github',
    registry: undefined,
    platforms: [{ platform: 'linux/amd64', runner: 'ubuntu-24.04' }],
    cache: 'registry',
    scan: 'grype',
    sign: 'keyless',
    sbom: true,
    releaseTags: ['v*.*.*'],
  });
  expect(deliveryPlan({})).toBeUndefined();
  expect(deliveryPlan({ provider: DeliveryProvider.NONE })).toBeUndefined();
  expect(deliveryPlan({ provider: DeliveryProvider.GITLAB, platforms: ['linux/arm64'] })!.platforms).toEqual([{ platform: 'linux/arm64', runner: 'saas-linux-small-arm64' }]);
});

test('a platform that is named twice is built once', () => {
  expect(plan({ platforms: ['linux/arm64', 'linux/arm64'] })!.platforms).toHaveLength(1);
});

test.each<[string, DeliveryOptions, string]>([
  ['a registry with a scheme', { registry: 'https://ghcr.io' }, 'delivery.registry: '],
  ['a registry with a password', { registry: 'user:secret@ghcr.io' }, 'delivery.registry: '],
  ['an expression as registry', { registry: '${{ github.event.issue.title }}' }, 'delivery.registry: '],
  ['a command as registry', { registry: 'a.example/$(id)' }, 'delivery.registry: '],
  ['a registry in upper case', { registry: 'GHCR.io' }, 'delivery.registry: '],
  ['a registry without a host', { registry: 'acme/team' }, "delivery.registry: \"acme/team\" is not possible: it has no host. Write for example 'docker.io/acme/team'."],
  ['no platform', { platforms: [] }, 'delivery.platforms: '],
  ['another system', { platforms: ['windows/amd64'] }, 'delivery.platforms: '],
  ['a platform that is a command', { platforms: ['linux/amd64; id'] }, 'delivery.platforms: '],
  ['a platform without a runner', { platforms: ['linux/s390x'] }, "delivery.platforms: \"linux/s390x\" is not possible: the provider has no runners for it, only for linux/amd64 and linux/arm64. Write for example runners: { 'linux/s390x': 'my-runner' }."],
  ['a runner without a platform', { runners: { 'linux/arm64': 'x' } }, 'delivery.runners: "linux/arm64" is not possible: the platforms are linux/amd64.'],
  ['a runner that is an expression', { runners: { 'linux/amd64': '${{ inputs.x }}' } }, 'delivery.runners linux/amd64: '],
  ['a runner with a line break', { runners: { 'linux/amd64': 'a\nb' } }, 'delivery.runners linux/amd64: '],
  ['a tag that is an expression', { releaseTags: ['${{ x }}'] }, 'delivery.releaseTags: '],
  ['a tag that is a regular expression', { releaseTags: ['v(.+)+$'] }, 'delivery.releaseTags: '],
  ['__proto__ as platform', { platforms: ['__proto__'] }, 'delivery.platforms: '],
])('%s is an error', (_, options, message) => {
  expect(() => plan(options)).toThrow(message);
});

test.each<[string, DeliveryOptions]>([
  ['registry', { registry: 'ghcr.io/acme' }], ['sbom', { sbom: false }], ['scan', { scan: DeliveryScan.NONE }], ['sign', { sign: DeliverySign.KEY }], ['cache', { cache: DeliveryCache.NONE }],
])('%s has no effect without a provider', (name, options) => {
  expect(() => deliveryPlan(options)).toThrow(`delivery.${name}: `);
  expect(() => deliveryPlan({ provider: DeliveryProvider.NONE, ...options })).toThrow('it has no effect without a provider');
});

describe('the flat options', () => {
  test('are the same as those of delivery', () => {
    const project = newProject({ deliveryProvider: DeliveryProvider.GITHUB, deliveryRegistry: 'ghcr.io/acme', delivery: { platforms: ['linux/arm64'], registry: 'ghcr.io/acme' } });
    expect(project.delivery!.workflow).toBeDefined();
    expect(newProject().delivery).toBeUndefined();
  });

  test('must not say something else', () => {
    expect(() => newProject({ delivery: { provider: DeliveryProvider.GITLAB }, deliveryProvider: DeliveryProvider.GITHUB }))
      .toThrow('deliveryProvider: "github" is not possible: delivery.provider is "gitlab". Remove one of them.');
    expect(() => newProject({ delivery: { sbom: true }, deliverySbom: false })).toThrow('deliverySbom: false is not possible: delivery.sbom is true.');
  });

  test.each([
    [{ deliveryProvider: 'bitbucket' }, "deliveryProvider must be one of 'github', 'gitlab', 'none', got \"bitbucket\"."],
    [{ deliverySbom: 'yes' }, 'deliverySbom must be true or false, got "yes".'],
    [{ delivery: { scan: 'snyk' } }, "delivery.scan must be one of 'grype', 'trivy', 'none', got \"snyk\"."],
    [{ delivery: { platform: ['linux/amd64'] } }, 'delivery.platform: unknown option. Did you mean platforms?'],
    [{ delivery: 'github' }, 'delivery must be an object, got "github".'],
  ])('%p is an error', (options, message) => {
    expect(() => newProject(options as never)).toThrow(message);
  });
});
