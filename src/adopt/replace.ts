import { readFileSync } from 'fs';
import { replace } from './replacement';

/** Replaces files as the standard input says. In a session of its own, so that Ctrl+C in the terminal does not reach it. */
replace(JSON.parse(readFileSync(0, 'utf8')));
