import { spawnSync } from 'child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../../synth';
import { installFake, SCRIPT } from '../tools';

let folder: string;

function script(...argv: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen'));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
});

test.each(['', '{', 'null', '[1', '1 2', '{ "locks": {} }', '{ "locks": null }', '{ "fixedImages": { "Dockerfile": 1 } }', '{ "fixedImages": null }'])(
  'container.json that holds %j is an error with its name and the fix', (text) => {
    writeFileSync(join(folder, '.projen/container.json'), text);
    expect(script('locked')).toEqual({
      status: 1, stderr: expect.stringMatching(/^\.projen\/container\.json cannot be read: .+\. It is a generated file: "npx projen" writes it again\.\n$/),
    });
  });

test('container.json that is missing is an error with its name', () => {
  expect(script('locked')).toEqual({ status: 1, stderr: expect.stringMatching(/^\.projen\/container\.json cannot be read: ENOENT/) });
});

test.each(['constructor', 'toString', '__proto__', 'nothing', ''])('%j is nothing that the script does', (verb) => {
  expect(script(verb)).toEqual({ status: 1, stderr: expect.stringMatching(/ is not a command of this script; the commands are lock, lock:upgrade, /) });
});

test.each(['null', '[]', '[["requirements.txt", "x"]]', '3', '"text"', 'true', '', '<<<<<<< HEAD\n{}', '{ "requirements.txt": null }', '{ "requirements.txt": 3 }', '{ "requirements.txt": ["x"] }'])(
  'locked.json that holds %j tells nothing, and the next lock mends it', (text) => {
    const commands = [['fake']];
    const plan = { inputs: ['requirements.in'], outputs: ['requirements.txt'], environment: { variables: {}, machine: {}, secrets: {} }, commands };
    writeFileSync(join(folder, '.projen/container.json'), JSON.stringify({ locks: [plan] }));
    writeFileSync(join(folder, 'requirements.in'), 'a\n');
    writeFileSync(join(folder, 'requirements.txt'), 'a==1 --hash=x\n');
    writeFileSync(join(folder, '.projen/locked.json'), text);
    installFake(folder, 'fake', '#!/bin/sh\n');
    expect(script('locked')).toEqual({ status: 0, stderr: '' });
    expect(script('lock')).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(folder, 'requirements.in'), 'a\nb\n');
    expect(script('locked')).toMatchObject({ status: 1, stderr: expect.stringContaining('requirements.txt is outdated') });
  });
