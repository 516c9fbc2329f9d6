export type { CopyOptions } from './copy';
export * from './dockerfile';
export * from './dockerignore';
export type { HealthCheckOptions } from './health-check';
export { Instruction } from './instruction';
export * from './mount';
export type { RunOptions } from './run';
export * from './section';
export * from './stage';
