import { BOOLEAN, Checks, NAMED_STRINGS, oneOf, STRING, STRINGS } from '../dockerfile/option-checks';

/** Where the workflow that delivers images runs. */
export enum DeliveryProvider {
  /** GitHub Actions: `.github/workflows/delivery.yml`. */
  GITHUB = 'github',
  /** GitLab CI/CD: `.gitlab-ci.yml`. */
  GITLAB = 'gitlab',
  /** No workflow. */
  NONE = 'none',
}

/** Where builds find the layers of earlier builds. */
export enum DeliveryCache {
  /** In the registry of the images. Pull requests read it, if it is public, and never write it. */
  REGISTRY = 'registry',
  /** Each build starts without a cache. */
  NONE = 'none',
}

/** The program that looks for known vulnerabilities in the images, before they get their tags. */
export enum DeliveryScan {
  /** Grype, of Anchore. */
  GRYPE = 'grype',
  /** Trivy, of Aqua Security. */
  TRIVY = 'trivy',
  /** The images are not scanned. */
  NONE = 'none',
}

/** How images are signed, with cosign. */
export enum DeliverySign {
  /** By the identity of the workflow, without a key that somebody has to keep. It is published in Sigstore's public log. */
  KEYLESS = 'keyless',
  /** By a private key, in the secrets `COSIGN_PRIVATE_KEY` and `COSIGN_PASSWORD`. */
  KEY = 'key',
  /** The images are not signed. */
  NONE = 'none',
}

/** How images come from a commit into a registry. */
export interface DeliveryOptions {
  /**
   * Where the workflow runs. Also `deliveryProvider`, for the command line.
   *
   * @default DeliveryProvider.NONE
   */
  readonly provider?: DeliveryProvider;
  /**
   * The registry that the images are pushed to, with or without a path: `registry.example.com/team`. The image is pushed to
   * `registry.example.com/team/<imageName>`. For a registry other than that of the provider, the workflow logs in with the secrets `REGISTRY_USER` and
   * `REGISTRY_PASSWORD`. Also `deliveryRegistry`, for the command line.
   *
   * @default - on GitHub `ghcr.io/` and the owner of the repository in lower case, on GitLab the registry of the GitLab project
   */
  readonly registry?: string;
  /**
   * The platforms that images are built for, each on a runner of its own kind: `linux/amd64`, `linux/arm64`.
   *
   * @default ["linux/amd64"]
   */
  readonly platforms?: string[];
  /**
   * Where builds find the layers of earlier builds. Also `deliveryCache`, for the command line.
   *
   * @default DeliveryCache.REGISTRY
   */
  readonly cache?: DeliveryCache;
  /**
   * The program that looks for known vulnerabilities. An image with a severe one gets no tag. Also `deliveryScan`, for the command line.
   *
   * @default DeliveryScan.GRYPE
   */
  readonly scan?: DeliveryScan;
  /**
   * How images are signed. Also `deliverySign`, for the command line.
   *
   * @default DeliverySign.KEYLESS
   */
  readonly sign?: DeliverySign;
  /**
   * Whether each image has a software bill of materials (SBOM), which BuildKit makes. Also `deliverySbom`, for the command line.
   *
   * @default true
   */
  readonly sbom?: boolean;
  /**
   * The git tags that are releases, where `*` is any text without a `/`. A tag like `v1.2.3` gives the image the tags 1.2.3, 1.2, 1 and latest,
   * unless there is a later release.
   *
   * @default ["v*.*.*"]
   */
  readonly releaseTags?: string[];
  /**
   * The label of the runner for each platform, if it is not one that the provider hosts.
   *
   * @default - on GitHub ubuntu-24.04 and ubuntu-24.04-arm, on GitLab saas-linux-small-amd64 and saas-linux-small-arm64
   */
  readonly runners?: { readonly [platform: string]: string };
}

/** The checks of the types of all options. `deliveryPlan` checks their values. */
export const DELIVERY: Checks<DeliveryOptions> = {
  provider: oneOf(DeliveryProvider),
  registry: STRING,
  platforms: STRINGS,
  cache: oneOf(DeliveryCache),
  scan: oneOf(DeliveryScan),
  sign: oneOf(DeliverySign),
  sbom: BOOLEAN,
  releaseTags: STRINGS,
  runners: NAMED_STRINGS,
};
