import { DeliveryCache, DeliveryOptions, DeliveryProvider, DeliveryScan, DeliverySign } from './delivery-options';
import { inRegistry, withoutHost } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { mapAll } from '../projen-patches/configuration-error';

/** A platform that images are built for, and the label of its runner. */
export interface DeliveryPlatform {
  readonly platform: string;
  readonly runner: string;
}

/** The checked options of a delivery, with all defaults. */
export interface DeliveryPlan {
  readonly provider: DeliveryProvider.GITHUB | DeliveryProvider.GITLAB;
  /** The registry with its path; undefined for that of the provider. */
  readonly registry?: string;
  readonly platforms: DeliveryPlatform[];
  readonly cache: DeliveryCache;
  readonly scan: DeliveryScan;
  readonly sign: DeliverySign;
  readonly sbom: boolean;
  readonly releaseTags: string[];
}

/** The runners that the providers host. */
const HOSTED: { readonly [provider: string]: { readonly [platform: string]: string } } = {
  [DeliveryProvider.GITHUB]: { 'linux/amd64': 'ubuntu-24.04', 'linux/arm64': 'ubuntu-24.04-arm' },
  [DeliveryProvider.GITLAB]: { 'linux/amd64': 'saas-linux-small-amd64', 'linux/arm64': 'saas-linux-small-arm64' },
};

/** A label is written into the workflow: it cannot be an expression, or several labels. */
const RUNNER = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/** The characters of git tags that have no other meaning in the patterns of GitHub and in regular expressions. */
const TAG_PATTERN = /^[A-Za-z0-9_*][A-Za-z0-9_.*/-]{0,99}$/;

/**
 * The plan of a delivery. Undefined without a provider.
 *
 * @throws when an option is invalid, or has no effect; the error names it
 */
export function deliveryPlan(options: DeliveryOptions): DeliveryPlan | undefined {
  const { provider = DeliveryProvider.NONE, registry, platforms = ['linux/amd64'], releaseTags = ['v*.*.*'], runners = {} } = options;
  if (provider === DeliveryProvider.NONE) {
    const [other] = Object.entries(options).filter(([name, value]) => name !== 'provider' && value !== undefined);
    if (other) {
      throw invalidOption(`delivery.${other[0]}`, other[1], 'it has no effect without a provider', 'Set delivery.provider to GITHUB or GITLAB, or remove it');
    }
    return undefined;
  }
  if (registry !== undefined) {
    inRegistry('delivery.registry', 'a', registry);
    if (withoutHost(`${registry}/a`) === `${registry}/a`) {
      throw invalidOption('delivery.registry', registry, 'it has no host', `Write for example 'docker.io/${registry}'`);
    }
    if (registry !== registry.toLowerCase()) {
      throw invalidOption('delivery.registry', registry, 'the names of images are in lower case');
    }
  }
  if (platforms.length === 0) {
    throw invalidOption('delivery.platforms', platforms, 'an image is built for at least one platform', "Write for example ['linux/amd64', 'linux/arm64']");
  }
  const unused = Object.keys(runners).find(platform => !platforms.includes(platform));
  if (unused !== undefined) {
    throw invalidOption('delivery.runners', unused, `the platforms are ${platforms.join(', ')}`, 'Add it to platforms, or remove its runner');
  }
  return {
    provider,
    registry,
    platforms: mapAll([...new Set(platforms)], platform => ({
      platform: checkedPlatform(platform), runner: runner(platform, runners, HOSTED[provider]),
    })),
    cache: options.cache ?? DeliveryCache.REGISTRY,
    scan: options.scan ?? DeliveryScan.GRYPE,
    sign: options.sign ?? DeliverySign.KEYLESS,
    sbom: options.sbom ?? true,
    releaseTags: mapAll(releaseTags, tagPattern),
  };
}

function checkedPlatform(platform: string): string {
  if (!/^linux\/[a-z0-9]{1,20}(\/v[0-9]{1,2})?$/.test(platform)) {
    throw invalidOption('delivery.platforms', platform, 'a platform is linux/ and an architecture', "Write for example 'linux/arm64'");
  }
  return platform;
}

function runner(platform: string, runners: { readonly [platform: string]: string }, hosted: { readonly [platform: string]: string }): string {
  const label = new Map(Object.entries({ ...hosted, ...runners })).get(platform);
  if (label === undefined) {
    throw invalidOption('delivery.platforms', platform, `the provider has no runners for it, only for ${Object.keys(hosted).join(' and ')}`,
      `Write for example runners: { '${platform}': 'my-runner' }`);
  }
  if (!RUNNER.test(label)) {
    throw invalidOption(`delivery.runners ${platform}`, label, 'the label of a runner consists of letters, digits, _ . and -', "Write for example 'ubuntu-24.04-arm'");
  }
  return label;
}

function tagPattern(pattern: string): string {
  if (!TAG_PATTERN.test(pattern)) {
    throw invalidOption('delivery.releaseTags', pattern, 'a pattern consists of letters, digits, _ . / - and *', "Write for example 'v*.*.*'");
  }
  return pattern;
}
