import { ApplicationOptions } from './application-options';
import { RequirementsOptions } from './requirements-options';
import { TestOptions } from './test-options';
import { AccessOptions } from '../access/access-options';
import { BaseImage } from '../base-images/base-image';
import { Bytecode } from '../layers/bytecode';
import { ImageDigests } from '../standards/image-digests';
import { StandardsOptions } from '../standards/standards-options';

/** The options of a Python application's image. */
export interface PythonImageOptions extends ApplicationOptions, RequirementsOptions, TestOptions {
  /**
   * The base image of the production image. It is an object, so it cannot be set on the command line.
   *
   * @default BaseImage.slim()
   */
  readonly baseImage?: BaseImage;
  /**
   * A registry, with or without a path, that mirrors all images under their own names.
   *
   * Every image is pulled from it, including uv's and the Dockerfile frontend's: `python` becomes
   * `registry.example.com/mirror/python`. For a mirror with a path for each registry, see `imageRegistries`.
   *
   * @default - each image is pulled from its own registry
   */
  readonly imageRegistry?: string;
  /**
   * The mirror of each registry, by the registry's host name. For mirrors that have a path for each registry, such as a proxy cache of
   * Harbor, a pull through cache of ECR or remote repositories of Artifact Registry.
   *
   * The full name of the image follows the mirror's path, including the `library/` of Docker's official images: with
   * `{ 'docker.io': 'harbor.example.com/hub', 'ghcr.io': 'harbor.example.com/ghcr' }`, `python` becomes
   * `harbor.example.com/hub/library/python`, and uv `harbor.example.com/ghcr/astral-sh/uv`. An image whose registry is not listed is pulled from
   * `imageRegistry`. This option is an object, so it cannot be set on the command line.
   *
   * @default - none
   */
  readonly imageRegistries?: { readonly [host: string]: string };
  /**
   * Whether an image without a digest is ignored, a warning or an error. The task `docker:pin` adds the missing digests.
   *
   * @default ImageDigests.WARN
   */
  readonly imageDigests?: ImageDigests;
  /**
   * Labels of the production image.
   *
   * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
  /**
   * The numeric ID of the user that the application runs as, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly uid?: number;
  /**
   * The numeric ID of the user's group, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly gid?: number;
  /**
   * System packages that are needed to build the requirements, such as compilers and headers.
   *
   * Package names of the base image's distribution, with or without a version: `gcc`, `libpq-dev=17.*`. They are not in the production image.
   *
   * @default - none
   */
  readonly buildPackages?: string[];
  /**
   * System packages that the application needs when it runs, such as shared libraries.
   *
   * Package names of the base image's distribution, with or without a version: `libpq5`, `libpq5=17.*`.
   *
   * @default - none
   */
  readonly runtimePackages?: string[];
  /**
   * Private package indexes and git repositories that the build uses, and the certificate authorities that it trusts. It is an object,
   * so it cannot be set on the command line.
   *
   * @default - PyPI only, without keys or certificates
   */
  readonly access?: AccessOptions;
  /**
   * Which modules are compiled to bytecode when the image is built, which makes the container start faster.
   *
   * @default Bytecode.IMPORTED
   */
  readonly bytecode?: Bytecode;
  /**
   * The name of the image, with or without a registry, and without a tag.
   *
   * @default - the project's name in lower case, with a - for each character that an image name cannot have, and with -<name> for a named container
   */
  readonly imageName?: string;
  /**
   * Folders whose Dockerfiles `docker:pin` and `docker:pin:check` skip, including their subfolders: paths relative to the project.
   *
   * @default - none; the tasks read every Dockerfile in the project's folder and its subfolders
   */
  readonly unpinnedFolders?: string[];
  /**
   * Whether `npx projen` creates missing or outdated lock files and adds missing digests after it has written the
   * files, as the tasks `lock` and `docker:pin` do. This is skipped in CI (`CI` is set), in tests (`NODE_ENV` is `test`) and with
   * `npx projen --no-post`. If it fails, the old lock files stay as they are, and a warning says which command to run.
   *
   * @default true
   */
  readonly autoLock?: boolean;
  /**
   * The rules that the generated files are checked against, and the findings that are accepted. It is an object, so it cannot be set on the command line.
   *
   * @default - RuleSet.baseline(), with no accepted findings
   */
  readonly standards?: StandardsOptions;
}
