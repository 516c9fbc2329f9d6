// Preloaded into a program: what it does to files takes a while, so that it can be killed in between. A write empties the
// file first and has two halves, as on a busy machine. And it has the number that the one before it had, as in containers.
'use strict';

Object.defineProperty(process, 'pid', { value: 1 });

const fs = require('node:fs');

const { closeSync, openSync, writeSync } = fs;
const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);

fs.writeFileSync = (file, data, options) => {
  const bytes = Buffer.from(data);
  const half = bytes.length >> 1;
  const descriptor = openSync(file, options?.flag ?? 'w', options?.mode);
  try {
    wait();
    writeSync(descriptor, bytes.subarray(0, half));
    wait();
    writeSync(descriptor, bytes.subarray(half));
  } finally {
    closeSync(descriptor);
  }
  wait();
};

for (const name of ['renameSync', 'copyFileSync', 'rmSync']) {
  const original = fs[name];
  fs[name] = (...argv) => {
    wait();
    return original(...argv);
  };
}
