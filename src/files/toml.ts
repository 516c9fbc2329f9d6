import { createRequire } from 'module';

/**
 * The tables of a TOML text. The parser is only loaded if there is such a text, which most projects do not have, and its types are an ES
 * module, which jsii cannot import.
 *
 * @throws when the text is not valid TOML
 */
export function parseToml(text: string): any {
  return createRequire(__filename)('smol-toml').parse(text);
}
