/** The sections, names and values of an INI file as Python's configparser reads them. */
export function readIni(text: string): { [section: string]: { [name: string]: string } } {
  // they have no prototype: names are what people wrote
  const sections: { [section: string]: { [name: string]: string } } = Object.create(null);
  let section: { [name: string]: string } = Object.create(null);
  let last: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, header] = /^\[([^\]]+)\]/.exec(line) ?? [];
    const [, name, value] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (header) {
      section = sections[header] = Object.create(null);
      last = undefined;
    } else if (name) {
      section[last = name] = value;
    } else if (last !== undefined && /^\s+\S/.test(line)) {
      section[last] += `\n${line.trim()}`;
    }
  }
  return sections;
}

/** The lines of a value, without comments. */
export function iniLines(value: string = ''): string[] {
  return value.split('\n').map(line => line.replace(/(^|\s)#.*/, '').trim()).filter(line => line !== '');
}
