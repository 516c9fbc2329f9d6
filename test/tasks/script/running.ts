import { spawn } from 'child_process';

/** Runs the script of a folder, with the programs of its folder `bin` before others, while this process goes on. */
export function spawnScript(folder: string, argv: string[]): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` };
  const child = spawn(process.execPath, ['.projen/container.cjs', ...argv], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', text => stderr += text);
  return new Promise(done => child.on('close', status => done({ status, stderr })));
}
