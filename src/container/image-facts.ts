import { ContainerFacts, WORKDIR } from './container-facts';
import { ImageFacts } from '../processes/process-facts';

/** What those who run the image need to know of it. */
export function imageFacts({ imageName, pythonVersion, uid, gid, environment, processes }: ContainerFacts): ImageFacts {
  return { imageName, pythonVersion, workdir: WORKDIR, uid, gid, environment, writableFolders: ['/tmp'], processes };
}
