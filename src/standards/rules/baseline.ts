import { BuildPackages } from './build-packages';
import { CommandProgram } from './command-program';
import { ContextSources } from './context-source';
import { DebugServer } from './debug-server';
import { DeniedSource } from './denied-source';
import { DevRequirements } from './dev-requirements';
import { DevStage } from './dev-stage';
import { EntryScript } from './entry-script';
import { EvenDates } from './even-dates';
import { ExecForm } from './exec-form';
import { ExecVariables } from './exec-variables';
import { HealthCheck } from './health-check';
import { HealthPath } from './health-path';
import { ImageDigest } from './image-digest';
import { Interpreter } from './interpreter';
import { LatestTag } from './latest-tag';
import { LfsPointers } from './lfs-pointers';
import { LinkedCopy } from './linked-copy';
import { Lock } from './lock';
import { LowPort } from './low-port';
import { MuslWheels } from './musl-wheels';
import { PerCommitArgument } from './per-commit-argument';
import { ProductionUser } from './production-user';
import { PythonVersion } from './python-version';
import { RunRights } from './run-rights';
import { SecretVariable } from './secret-variable';
import { Shell } from './shell';
import { ShellExec } from './shell-exec';
import { SourceLinks } from './source-links';
import { SourcePackages } from './source-packages';
import { UnusedStage } from './unused-stage';
import { WorkdirAfterUser } from './workdir-after-user';
import { WritableCode } from './writable-code';
import { Rule } from '../rule';

/** The rules that every container needs. */
export const BASELINE: Rule[] = [
  new ProductionUser(),
  new LowPort(),
  new RunRights(),
  new SecretVariable(),
  new DebugServer(),
  new BuildPackages(),
  new DevStage(),
  new DevRequirements(),
  new WritableCode(),
  new WorkdirAfterUser(),
  new LatestTag(),
  new ImageDigest(),
  new Interpreter(),
  new PythonVersion(),
  new MuslWheels(),
  new SourcePackages(),
  new Shell(),
  new ExecForm(),
  new ExecVariables(),
  new ShellExec(),
  new EntryScript(),
  new CommandProgram(),
  new HealthCheck(),
  new HealthPath(),
  new ContextSources(),
  new DeniedSource(),
  new SourceLinks(),
  new LfsPointers(),
  new LinkedCopy(),
  new PerCommitArgument(),
  new EvenDates(),
  new UnusedStage(),
  new Lock(),
];
