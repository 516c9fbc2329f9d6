import { ContextSources } from './context-sources';
import { ImageDigest } from './image-digest';
import { Lock } from './lock';
import { ProductionUser } from './production-user';
import { Rule } from '../rule';

/** What every container needs. */
export const BASELINE: Rule[] = [
  new ProductionUser(),
  new ImageDigest(),
  new ContextSources(),
  new Lock(),
];
