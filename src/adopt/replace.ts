import { readFileSync } from 'fs';
import { replace } from './replacement';

/** Replaces files according to the standard input. It runs in its own session, so that Ctrl+C in the terminal does not stop it. */
replace(JSON.parse(readFileSync(0, 'utf8')));
