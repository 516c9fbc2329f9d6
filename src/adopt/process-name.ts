/** The name of a process, as it is in a Procfile or a compose file, in the letters that it can have here. */
export function processName(text: string): string {
  const name = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 63).replace(/-+$/, '');
  // the default process of the image has another name
  return name === 'web' ? 'other-web' : name || 'process';
}
