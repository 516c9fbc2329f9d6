import { ContainerFacts, WORKDIR } from './container-facts';
import { ImageFacts } from '../processes/process-facts';

/** The facts that are needed to run the image. */
export function imageFacts({ imageName, pythonVersion, uid, gid, environment, processes }: ContainerFacts): ImageFacts {
  return { imageName, pythonVersion, workdir: WORKDIR, uid, gid, environment, writableFolders: ['/tmp'], processes };
}
