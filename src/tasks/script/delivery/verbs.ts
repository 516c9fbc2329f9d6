import { archive, build, push } from './build';
import { merge } from './merge';
import { planBatches, planTargets } from './plan';
import { runTests } from './run-tests';
import { scanTargets } from './scan';
import { attestMerged, signMerged } from './sign';

/** The commands of the workflows that deliver images. They read the environment, as the names of branches and tags come from others. */
export const DELIVERY_VERBS = {
  'deliver:plan': planBatches,
  'deliver:targets': planTargets,
  'deliver:test': runTests,
  'deliver:build': build,
  'deliver:push': push,
  'deliver:archive': archive,
  'deliver:scan': scanTargets,
  'deliver:merge': merge,
  'deliver:sign': signMerged,
  'deliver:attest': attestMerged,
};
