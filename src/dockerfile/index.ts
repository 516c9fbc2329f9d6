export * from './dockerfile';
export * from './dockerignore';
export { CopyOptions, HealthCheckOptions, Instruction, RunOptions } from './instruction';
export * from './mount';
export * from './stage';
