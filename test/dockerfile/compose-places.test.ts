import { composePlaces } from '../../src/dockerfile/compose-places';

const A = `sha256:${'a'.repeat(64)}`;

test('the images of services are found, with and without digests', () => {
  const text = `services:\n  web:\n    build:\n      context: .\n    image: shop:dev\n  db:\n    image: postgres:18@${A}\n    environment:\n      image: none:1\n\n  cache:\n    command: ["x"]\n    image: redis:8\nvolumes:\n  db-data: {}\nsecrets:\n  image:\n    file: x\n`;
  const places = composePlaces(text);
  expect(places.map(({ image, digest }) => ({ image, digest }))).toEqual([{ image: 'postgres:18', digest: A }, { image: 'redis:8', digest: undefined }]);
  expect(places.map(({ text: found, start, end }) => text.slice(start, end) === found)).toEqual([true, true]);
});

test.each(['', 'services: {}\n', 'services:\n  a:\n    image: ${IMAGE}\n', '  image: a:1\n', 'services:\n  a:\n    image: |\n      b:1\n'])('%j has none', (text) => {
  expect(composePlaces(text)).toEqual([]);
});

test('line ends of Windows are read too', () => {
  expect(composePlaces('services:\r\n  a:\r\n    image: a:1\r\n').map(({ image }) => image)).toEqual(['a:1']);
});

test('a long text takes no long time', () => {
  expect(composePlaces(`services:\n${'  a:\n    image: a:1\n'.repeat(20_000)}`)).toHaveLength(20_000);
  expect(composePlaces(' '.repeat(500_000))).toEqual([]);
  expect(composePlaces('  a:\n'.repeat(100_000))).toEqual([]);
});
